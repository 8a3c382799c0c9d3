package org.medaid.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;

/** Bills of every kind from a seed: the same seed, the same bills. All of them fit together; none is refused. */
public final class RandomBills {

    private static final List<LocalDate> DAYS = List.of(
            LocalDate.of(2014, 11, 26), LocalDate.of(2014, 11, 27), LocalDate.of(2014, 11, 28),
            LocalDate.of(2017, 2, 22), LocalDate.of(2017, 2, 23), LocalDate.of(2018, 12, 31),
            LocalDate.of(2019, 1, 1), LocalDate.of(2020, 9, 30), LocalDate.of(2020, 10, 1),
            LocalDate.of(2020, 12, 31), LocalDate.of(2021, 1, 1), LocalDate.of(2024, 2, 29));
    private static final List<String> PLACES = List.of(
            "210402", "320706", "370826", "440700", "440703", "440704", "440705", "440781", "440783", "440784",
            "440785", "440100", "110101");
    private static final List<Division> DIVISIONS = List.copyOf(Division.all());

    private final Random random;
    private final OfficeParameterValues parameters;

    public RandomBills(long seed) {
        this.random = new Random(seed);
        this.parameters = Bill.in("440784").request().officeParameters();
    }

    public CalculationRequest next() {
        return next(DIVISIONS.get(random.nextInt(DIVISIONS.size())));
    }

    /** A bill of someone insured in the division. */
    public CalculationRequest next(Division division) {
        boolean insured = random.nextInt(5) > 0;
        long inScope = fen();
        long selfPaid = random.nextBoolean() ? fen() : 1_000_000 + random.nextInt(3) - 1;
        long basic = insured ? share(inScope) : 0;
        long critical = insured ? share(inScope - basic) : 0;
        long supplementary = insured && random.nextInt(3) == 0 ? share(inScope - basic - critical) : 0;
        long left = inScope - basic - critical - supplementary;
        List<CalculationRequest.Exclusion> exclusions = new ArrayList<>();
        long selfPaidLeft = selfPaid;
        if (random.nextInt(4) == 0) {
            long excluded = share(left);
            long excludedSelfPaid = share(selfPaid);
            selfPaidLeft -= excludedSelfPaid;
            exclusions.add(new CalculationRequest.Exclusion(
                    pick(ExclusionCode.values()), Money.ofFen(excluded), Money.ofFen(excludedSelfPaid)));
        }
        LocalDate day = DAYS.get(random.nextInt(DAYS.size()));
        return new CalculationRequest(
                division,
                new CategorySet(oneOrTwo(Category.values().length)),
                pick(CareType.values()),
                day,
                day,
                new DiseaseSet(random.nextInt(3) == 0 ? 0 : oneOrTwo(Disease.values().length)),
                insured,
                random.nextInt(4) == 0,
                random.nextInt(4) == 0,
                new CalculationRequest.Hospital(
                        random.nextInt(8) == 0 ? CalculationRequest.Hospital.KAIPING_CENTRAL : "H" + random.nextInt(9),
                        1 + random.nextInt(3),
                        new DivisionCode(PLACES.get(random.nextInt(PLACES.size()))),
                        random.nextInt(4) > 0),
                new CalculationRequest.Referral(random.nextBoolean(), "H-T2", "H-T3"),
                new CalculationRequest.Amounts(
                        Money.ofFen(inScope + selfPaid),
                        Money.ofFen(inScope),
                        Money.ofFen(random.nextInt(3) == 0 ? share(inScope) : 0),
                        Money.ofFen(basic),
                        Money.ofFen(critical),
                        Money.ofFen(supplementary),
                        Money.ofFen(selfPaid)),
                exclusions,
                random.nextInt(3) == 0 ? new CalculationRequest.Review(Money.ofFen(share(selfPaidLeft))) : null,
                yearToDate(day),
                parameters);
    }

    private YearToDate yearToDate(LocalDate day) {
        Map<AccumulatorKey, Money> used = new LinkedHashMap<>();
        for (Accumulator accumulator : Accumulator.values()) {
            if (random.nextInt(6) == 0) {
                used.put(AccumulatorKey.on(accumulator, day), Money.ofFen(fen()));
            }
        }
        return YearToDate.of(used);
    }

    private int oneOrTwo(int size) {
        int mask = 1 << random.nextInt(size);
        return random.nextInt(3) == 0 ? mask | 1 << random.nextInt(size) : mask;
    }

    /** From a few fen to a few hundred thousand yuan, small ones as often as large ones. */
    private long fen() {
        return random.nextInt(10) == 0 ? 0 : (long) Math.exp(random.nextDouble() * 17);
    }

    private long share(long whole) {
        return random.nextInt(4) == 0 ? 0 : (long) (whole * random.nextDouble());
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
