package org.medaid.settlement.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.Posting;
import org.medaid.ledger.TransferKind;
import org.medaid.settlement.statement.StatementClearing.Account;

/** Whatever stands open with a hospital: after the clearing the books owe what is paid, and nothing else. */
@Clause({"M1", "C12"})
class StatementClearingTest {

    private static final String HOSPITAL = "H1";

    @Property
    void after_the_clearing_each_fund_owes_what_it_pays_and_every_other_account_is_even(
            @ForAll @LongRange(min = -500, max = 500) long assistance,
            @ForAll @LongRange(min = -500, max = 500) long poverty,
            @ForAll @LongRange(min = -500, max = 500) long others,
            @ForAll @LongRange(min = -500, max = 500) long share,
            @ForAll @LongRange(min = 0, max = 100) long advance,
            @ForAll @LongRange(min = 0, max = 100) long deduction) {
        // given
        Map<Account, Money> open = new HashMap<>();
        open.put(new Account(Fund.MEDICAL_ASSISTANCE_FUND, AccountKind.HOSPITAL_PAYABLE), Money.ofFen(assistance));
        open.put(new Account(Fund.POVERTY_ALLEVIATION_FUND, AccountKind.HOSPITAL_PAYABLE), Money.ofFen(poverty));
        open.put(new Account(Fund.HOSPITALS_OWN, AccountKind.HOSPITAL_PAYABLE), Money.ofFen(others));
        open.put(new Account(Fund.HOSPITALS_OWN, AccountKind.HOSPITAL_SHARE), Money.ofFen(share));
        open.put(new Account(Fund.POVERTY_ALLEVIATION_FUND, AccountKind.HOSPITAL_ADVANCE), Money.ofFen(-advance));
        Money net = Money.ofFen(assistance + poverty + others + share - advance - deduction);
        if (net.isNegative()) {
            assertThatThrownBy(() -> clear(open, deduction)).isInstanceOf(IllegalArgumentException.class);
            return;
        }

        // when
        StatementClearing.Result result = clear(open, deduction);

        // then: a posting that did not balance in each fund could not be made
        if (!result.entries().isEmpty()) {
            new Posting(PoolingArea.JIANGMEN, TransferKind.CLEARING, new BusinessDocument("T", "1"), result.entries(), "test");
        }
        Map<Account, Money> left = new HashMap<>(open);
        Money income = Money.ZERO;
        for (Posting.Entry entry : result.entries()) {
            if (entry.holder().equals(HOSPITAL)) {
                left.merge(new Account(entry.fund(), entry.kind()), entry.amount().negate(), Money::plus);
            } else if (entry.kind() == AccountKind.FUND_INCOME) {
                income = income.minus(entry.amount());
            } else {
                assertThat(entry.kind()).isEqualTo(AccountKind.INTER_FUND);
            }
        }
        result.paid().forEach((fund, amount) -> {
            assertThat(fund).isNotEqualTo(Fund.HOSPITALS_OWN);
            assertThat(amount).isGreaterThan(Money.ZERO);
            left.merge(new Account(fund, AccountKind.HOSPITAL_PAYABLE), amount.negate(), Money::plus);
        });
        assertThat(left.values()).allMatch(Money::isZero);
        assertThat(income).isEqualTo(Money.ofFen(deduction));
        assertThat(result.paid().values().stream().reduce(Money.ZERO, Money::plus)).isEqualTo(net);
    }

    private static StatementClearing.Result clear(Map<Account, Money> open, long deduction) {
        return StatementClearing.of(HOSPITAL, open, Money.ofFen(deduction), Fund.POVERTY_ALLEVIATION_FUND);
    }
}
