package org.medaid.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.policy.process.ClassPathRuleBook;

/** What holds for every bill, whatever its amounts. */
class BenefitPropertiesTest {

    private static final PolicyDesk DESK =
            new PolicyDesk(new ClassPathRuleBook(), (area, day) -> OfficeParameterValues.NONE);
    private static final int MOST = 2_000_000_00;

    @Provide
    Arbitrary<CalculationRequest> bills() {
        return Arbitraries.randomValue(random -> new RandomBills(random.nextLong()).next());
    }

    @Property(tries = 3_000)
    @Clause({"C1", "C5", "C10", "C14"})
    void the_payers_add_up_to_the_total(@ForAll("bills") CalculationRequest request) {
        Determination determination = determine(request);

        determination.payers().ifPresent(payers -> {
            Money sum = payers.values().stream().reduce(Money.ZERO, Money::plus);
            assertThat(sum).isEqualTo(request.amounts().total());
            assertThat(payers.values()).allMatch(Money::isPositive);
        });
        assertThat(determination.payers().isEmpty())
                .isEqualTo(determination.status() == Determination.Status.REVIEW_REQUIRED);
    }

    @Property(tries = 3_000)
    void a_line_never_pays_more_than_its_base_nor_more_than_its_ceiling_leaves(
            @ForAll("bills") CalculationRequest request) {
        for (BenefitLine line : determine(request).lines()) {
            assertThat(Money.parse(line.amount())).isLessThanOrEqualTo(Money.parse(line.base()));
            assertThat(Money.parse(line.amount())).isGreaterThan(Money.ZERO);
            if (line.ceiling() != null) {
                assertThat(Money.parse(line.amount()).plus(Money.parse(line.usedBefore())))
                        .isLessThanOrEqualTo(Money.parse(line.ceiling()));
            }
        }
    }

    @Property(tries = 3_000)
    void more_in_scope_cost_never_means_less_benefit(
            @ForAll("bills") CalculationRequest request, @ForAll @LongRange(min = 1, max = MOST) long more) {
        CalculationRequest.Amounts a = request.amounts();
        CalculationRequest larger = with(
                request,
                new CalculationRequest.Amounts(
                        a.total().plus(Money.ofFen(more)), a.inScope().plus(Money.ofFen(more)), a.deductible(),
                        a.basicPaid(), a.criticalIllnessPaid(), a.supplementaryPaid(), a.selfPaid()),
                request.yearToDate());

        assertThat(paid(determine(larger))).isGreaterThanOrEqualTo(paid(determine(request)));
    }

    @Property(tries = 300)
    @Clause({"C1", "C2", "C6", "C7", "C8", "C9"})
    void what_a_line_pays_in_a_year_never_passes_its_ceiling_whatever_the_bills(
            @ForAll @Size(min = 1, max = 40) List<@LongRange(min = 0, max = MOST) Long> amounts,
            @ForAll("persons") Bill person) {
        CalculationRequest plain = person.request();
        Map<AccumulatorKey, Money> used = new LinkedHashMap<>();
        for (long fen : amounts) {
            Money inScope = Money.ofFen(fen);
            Determination determination = determine(with(
                    plain,
                    new CalculationRequest.Amounts(
                            inScope, inScope, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO),
                    YearToDate.of(used)));
            determination.accumulated().forEach((key, amount) -> used.merge(key, amount, Money::plus));
            for (BenefitLine line : determination.lines()) {
                if (line.ceiling() != null) {
                    assertThat(used.get(AccumulatorKey.of(line.code()).orElseThrow()))
                            .isLessThanOrEqualTo(Money.parse(line.ceiling()));
                }
            }
        }
    }

    @Property(tries = 300)
    @Clause({"C6", "C8", "C9"})
    void the_order_of_a_years_bills_changes_the_persons_share_by_no_more_than_rounding(
            @ForAll @Size(min = 2, max = 12) List<@LongRange(min = 0, max = 5_000_000) Long> amounts,
            @ForAll("persons") Bill person) {
        List<Long> reversed = new java.util.ArrayList<>(amounts);
        java.util.Collections.reverse(reversed);

        long difference = Math.abs(yearlyRemainder(person, amounts) - yearlyRemainder(person, reversed));

        // Each bill is rounded once for each of at most two lines.
        assertThat(difference).isLessThanOrEqualTo(2L * amounts.size());
    }

    @Provide
    Arbitrary<Bill> persons() {
        return Arbitraries.of(
                Bill.in("320706").categories("LOW_INCOME_FAMILY"),
                Bill.in("320706").categories("ORPHAN"),
                Bill.in("370826").on("2022-03-03"),
                Bill.in("370826").on("2022-03-03").categories("ILLNESS_IMPOVERISHED"),
                Bill.in("210402").categories("SUBSISTENCE_MARGIN"),
                Bill.in("440703").categories("LOW_INCOME_FAMILY"));
    }

    private static long yearlyRemainder(Bill person, List<Long> amounts) {
        CalculationRequest plain = person.request();
        Map<AccumulatorKey, Money> used = new LinkedHashMap<>();
        long remainder = 0;
        for (long fen : amounts) {
            Money inScope = Money.ofFen(fen);
            Determination determination = determine(with(
                    plain,
                    new CalculationRequest.Amounts(
                            inScope, inScope, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO),
                    YearToDate.of(used)));
            determination.accumulated().forEach((key, amount) -> used.merge(key, amount, Money::plus));
            remainder += determination.remainder().fen();
        }
        return remainder;
    }

    private static long paid(Determination determination) {
        return determination.lines().stream().mapToLong(line -> Money.parse(line.amount()).fen()).sum();
    }

    private static CalculationRequest with(
            CalculationRequest r, CalculationRequest.Amounts amounts, YearToDate yearToDate) {
        return new CalculationRequest(
                r.division(), r.categories(), r.careType(), r.admittedOn(), r.dischargedOn(), r.diseases(), r.insured(),
                r.treatedAsInpatient(), r.emergency(), r.hospital(), r.referral(), amounts, r.exclusions(), r.review(),
                yearToDate, r.officeParameters());
    }

    private static Determination determine(CalculationRequest request) {
        CalculationResult result = DESK.determine(request);
        if (result instanceof CalculationResult.Calculated calculated) {
            return calculated.determination();
        }
        throw new AssertionError(((CalculationResult.Refused) result).problems());
    }
}
