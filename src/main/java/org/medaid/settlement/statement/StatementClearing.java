package org.medaid.settlement.statement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.Fund;
import org.medaid.ledger.Posting;

/**
 * What has to be set against each other before a hospital is paid, so that afterwards the books owe it what is paid and
 * nothing else: its own shares, deductions and the advance are taken off what the funds owe (江人社发〔2018〕567号 五(五)).
 * Where one fund's money covers what stands in another's books, both note what they have laid out for each other.
 */
@Clause({"M1", "C12"})
final class StatementClearing {

    /** An account of the payee in a fund's books. */
    record Account(Fund fund, AccountKind kind) {}

    private record Target(Fund fund, AccountKind kind, String holder) {}

    /** An account that is above or below zero towards the payee. */
    private static final class Slot {

        private final Account account;
        private Money open;

        Slot(Account account, Money open) {
            this.account = account;
            this.open = open;
        }

        boolean isOwn() {
            return account.fund() == Fund.HOSPITALS_OWN;
        }
    }

    private final String payee;
    private final Map<Target, Money> moved = new LinkedHashMap<>();
    private final List<Slot> above = new ArrayList<>();
    private final List<Slot> below = new ArrayList<>();

    /**
     * @param entries what has to be posted; empty if nothing
     * @param paid what each fund pays, each more than zero
     */
    record Result(List<Posting.Entry> entries, Map<Fund, Money> paid) {}

    private StatementClearing(String payee) {
        this.payee = payee;
    }

    /**
     * @param positions what each account owes the payee (above zero) or is owed (below zero)
     * @param deduction zero or more
     * @param main the fund that pays where only other hospitals owe
     * @throws IllegalArgumentException if all together is less than zero: then nothing is cleared and nothing paid
     */
    static Result of(String payee, Map<Account, Money> positions, Money deduction, Fund main) {
        Money net = positions.values().stream().reduce(Money.ZERO, Money::plus).minus(deduction);
        if (net.isNegative()) {
            throw new IllegalArgumentException("what is owed to the payee does not cover what is taken off");
        }
        StatementClearing clearing = new StatementClearing(payee);
        clearing.clear(positions, deduction, main);
        return clearing.result(net);
    }

    private void clear(Map<Account, Money> positions, Money deduction, Fund main) {
        positions.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(Account::fund).thenComparing(Account::kind)))
                .forEach(position -> {
                    if (!position.getValue().isZero()) {
                        (position.getValue().isPositive() ? above : below)
                                .add(new Slot(position.getKey(), position.getValue()));
                    }
                });
        // First what meets in one fund's books, then what other hospitals owe, then the funds for each other.
        match(slot -> !slot.isOwn(), true);
        match(Slot::isOwn, true);
        match(Slot::isOwn, false);
        match(slot -> !slot.isOwn(), false);
        Slot payer = above.stream()
                .filter(slot -> !slot.isOwn() && slot.open.isPositive())
                .max(Comparator.comparing((Slot slot) -> slot.open))
                .orElseGet(() -> {
                    Slot fresh = new Slot(new Account(main, AccountKind.HOSPITAL_PAYABLE), Money.ZERO);
                    above.add(fresh);
                    return fresh;
                });
        for (Slot slot : List.copyOf(above)) {
            if (slot.isOwn() && slot.open.isPositive()) {
                Money amount = slot.open;
                move(slot.account.fund(), slot.account.kind(), payee, amount);
                lend(payer.account.fund(), slot.account.fund(), amount);
                move(payer.account.fund(), payer.account.kind(), payee, amount.negate());
                payer.open = payer.open.plus(amount);
                slot.open = Money.ZERO;
            }
        }
        Money left = deduction;
        for (Slot slot : above) {
            Money amount = slot.open.min(left);
            if (amount.isPositive()) {
                Fund fund = slot.account.fund();
                move(fund, slot.account.kind(), payee, amount);
                move(fund, AccountKind.FUND_INCOME, fund.name(), amount.negate());
                slot.open = slot.open.minus(amount);
                left = left.minus(amount);
            }
        }
    }

    private void match(java.util.function.Predicate<Slot> which, boolean sameFund) {
        for (Slot over : above) {
            for (Slot under : below) {
                boolean same = over.account.fund() == under.account.fund();
                Money amount = over.open.min(under.open.negate());
                if (which.test(over) && same == sameFund && amount.isPositive()) {
                    move(over.account.fund(), over.account.kind(), payee, amount);
                    if (!same) {
                        // The one whose money is there lays it out for the other.
                        move(over.account.fund(), AccountKind.INTER_FUND, under.account.fund().name(), amount.negate());
                        move(under.account.fund(), AccountKind.INTER_FUND, over.account.fund().name(), amount);
                    }
                    move(under.account.fund(), under.account.kind(), payee, amount.negate());
                    over.open = over.open.minus(amount);
                    under.open = under.open.plus(amount);
                }
            }
        }
    }

    /** One fund pays what stands in another's books. */
    private void lend(Fund payer, Fund debtor, Money amount) {
        move(payer, AccountKind.INTER_FUND, debtor.name(), amount);
        move(debtor, AccountKind.INTER_FUND, payer.name(), amount.negate());
    }

    /** @param amount above zero a debit, below zero a credit */
    private void move(Fund fund, AccountKind kind, String holder, Money amount) {
        moved.merge(new Target(fund, kind, holder), amount, Money::plus);
    }

    private Result result(Money net) {
        List<Posting.Entry> entries = new ArrayList<>();
        moved.forEach((target, amount) -> {
            if (!amount.isZero()) {
                entries.add(new Posting.Entry(target.fund(), target.kind(), target.holder(), amount));
            }
        });
        Map<Fund, Money> paid = new EnumMap<>(Fund.class);
        for (Slot slot : above) {
            if (slot.open.isPositive()) {
                paid.merge(slot.account.fund(), slot.open, Money::plus);
            }
        }
        if (!paid.values().stream().reduce(Money.ZERO, Money::plus).equals(net)) {
            throw new IllegalStateException("what is paid is what is left");
        }
        return new Result(List.copyOf(entries), paid);
    }
}
