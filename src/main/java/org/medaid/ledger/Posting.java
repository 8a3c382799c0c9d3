package org.medaid.ledger;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;

/**
 * What is to be posted for one business document. One that does not balance in each fund's books cannot be made
 * (江人社发〔2018〕567号 七(二): separate books for each fund).
 *
 * @param area the office whose books are meant
 * @param kind what the transfer does
 * @param document what it rests on
 * @param entries two or more, no account twice, coming to zero within each fund
 * @param by the sign-in name of who causes it
 */
@Clause("M5")
public record Posting(PoolingArea area, TransferKind kind, BusinessDocument document, List<Entry> entries, String by) {

    /**
     * One side of a transfer.
     *
     * @param fund whose books
     * @param kind the account's kind
     * @param holder the fund's code, a hospital's code or a person's id: printable ASCII, at most 64 characters
     * @param amount above zero a debit, below zero a credit, never zero
     */
    public record Entry(Fund fund, AccountKind kind, String holder, Money amount) {

        public Entry {
            if (amount.isZero()) {
                throw new IllegalArgumentException("an entry is not zero");
            }
            boolean known = kind.isFundsOwn()
                    ? fund != Fund.HOSPITALS_OWN && holder.equals(fund.name())
                    : kind != AccountKind.HOSPITAL_SHARE || fund == Fund.HOSPITALS_OWN;
            if (!known || !holder.matches("[!-~]{1,64}")) {
                throw new IllegalArgumentException("no such account: " + fund + " " + kind);
            }
        }

        Entry mirrored() {
            return new Entry(fund, kind, holder, amount.negate());
        }

        /** What a closed year had spent or been given is its result, and that was carried forward. */
        Entry mirroredInLaterYear() {
            boolean result = kind == AccountKind.FUND || kind == AccountKind.FUND_INCOME;
            return new Entry(fund, result ? AccountKind.CARRIED_FORWARD : kind, holder, amount.negate());
        }
    }

    private record Account(Fund fund, AccountKind kind, String holder) {}

    /** @throws IllegalArgumentException if the entries are too few, name an account twice or do not come to zero */
    public Posting {
        if (kind == TransferKind.YEAR_END || kind == TransferKind.YEAR_START) {
            throw new IllegalArgumentException("a year's end is posted by closing the year");
        }
        entries = List.copyOf(entries);
        if (entries.size() < 2) {
            throw new IllegalArgumentException("a transfer has two entries or more");
        }
        Set<Account> accounts = new HashSet<>();
        Map<Fund, Money> sums = new EnumMap<>(Fund.class);
        for (Entry entry : entries) {
            if (!accounts.add(new Account(entry.fund(), entry.kind(), entry.holder()))) {
                throw new IllegalArgumentException("a transfer names an account once");
            }
            sums.merge(entry.fund(), entry.amount(), Money::plus);
        }
        if (!sums.values().stream().allMatch(Money::isZero)) {
            throw new IllegalArgumentException("the entries of a transfer come to zero in each fund's books");
        }
    }

    /** What the debits come to. */
    public Money total() {
        return entries.stream().map(Entry::amount).map(Money::orZeroIfNegative).reduce(Money.ZERO, Money::plus);
    }

    /** Collects the movements of one document; what several of them move in one account becomes one entry. */
    public static final class Movements {

        private final Map<Account, Money> moved = new LinkedHashMap<>();

        /** A fund owes an amount (more than zero) to a holder. */
        public Movements owed(Fund fund, AccountKind creditor, String holder, Money amount) {
            return move(fund, AccountKind.FUND, fund.name(), creditor, holder, amount);
        }

        /** A hospital bears an amount (more than zero) itself, owed to a person or to the hospital that deducted it. */
        public Movements ownShare(String hospital, AccountKind creditor, String holder, Money amount) {
            return move(Fund.HOSPITALS_OWN, AccountKind.HOSPITAL_SHARE, hospital, creditor, holder, amount);
        }

        public boolean isEmpty() {
            return moved.isEmpty();
        }

        /** @throws IllegalArgumentException if there is none */
        public Posting of(PoolingArea area, TransferKind kind, BusinessDocument document, String by) {
            List<Entry> entries = new ArrayList<>();
            moved.forEach((account, amount) ->
                    entries.add(new Entry(account.fund(), account.kind(), account.holder(), amount)));
            return new Posting(area, kind, document, entries, by);
        }

        /** Debits one account of a fund's books and credits another with an amount more than zero. */
        public Movements move(
                Fund fund, AccountKind debtor, String from, AccountKind creditor, String to, Money amount) {
            if (!amount.isPositive()) {
                throw new IllegalArgumentException("only more than zero is moved");
            }
            moved.merge(new Account(fund, debtor, from), amount, Money::plus);
            moved.merge(new Account(fund, creditor, to), amount.negate(), Money::plus);
            return this;
        }
    }
}
