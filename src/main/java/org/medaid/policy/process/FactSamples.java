package org.medaid.policy.process;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.CareType;
import org.medaid.policy.Category;
import org.medaid.policy.CategorySet;
import org.medaid.policy.Disease;
import org.medaid.policy.DiseaseSet;
import org.medaid.policy.Division;
import org.medaid.policy.model.BeneficiaryClass;
import org.medaid.policy.model.Facts;

/**
 * The combinations of facts on which a rule file is tried out: every day on which something changes, every class alone
 * and with every other, every care type, and every combination of the yes-or-no facts that the file reads.
 */
final class FactSamples {

    private static final LocalDate ANY_DAY = LocalDate.of(2020, 6, 15);
    private static final List<String> ELSEWHERE = List.of("440100", "110101");

    private final PoolingArea area;
    private final RelevantFacts relevant;

    FactSamples(PoolingArea area, RelevantFacts relevant) {
        this.area = area;
        this.relevant = relevant;
    }

    /** The days before, on and after each date written in the file. */
    List<LocalDate> days() {
        Set<LocalDate> days = new TreeSet<>();
        for (LocalDate date : relevant.dates()) {
            days.add(date.minusDays(1));
            days.add(date);
            days.add(date.plusDays(1));
        }
        if (days.isEmpty()) {
            days.add(ANY_DAY);
        }
        return List.copyOf(days);
    }

    /** Nobody, every category alone, every disease alone, and all of them at once, on every day. */
    void forRecognition(Consumer<Facts> consumer) {
        for (LocalDate day : days()) {
            consumer.accept(facts(day, CategorySet.NONE, DiseaseSet.NONE));
            for (Category category : Category.values()) {
                consumer.accept(facts(day, CategorySet.of(category), DiseaseSet.NONE));
            }
            for (Disease disease : Disease.values()) {
                consumer.accept(facts(day, CategorySet.NONE, DiseaseSet.of(disease)));
            }
            consumer.accept(facts(day, CategorySet.of(Category.values()), DiseaseSet.of(Disease.values())));
        }
    }

    /** Every home, every place in the city and two elsewhere, every level, filed or not. */
    void forReferral(Consumer<Facts> consumer) {
        List<String> homes = divisions();
        List<String> places = new ArrayList<>(ELSEWHERE);
        for (Division division : Division.all()) {
            if (division.code().prefecture().equals(homes.get(0).substring(0, 4))) {
                places.add(division.code().value());
            }
        }
        for (String home : homes) {
            for (String place : places) {
                for (int level = 1; level <= 3; level++) {
                    for (boolean filed : new boolean[] {false, true}) {
                        consumer.accept(new Facts(
                                home, ANY_DAY, CategorySet.NONE, DiseaseSet.NONE, CareType.INPATIENT, true, false,
                                false, true, filed, level, place));
                    }
                }
            }
        }
    }

    /** What the lines may be asked for. */
    interface LineQuestion {

        void ask(Facts facts, int classes, String constellation);
    }

    /**
     * @param known a mask of the classes that the area's recognition can find
     * @param constellations what the referral table can say, or one null where there is none
     */
    void forLines(int known, List<String> constellations, LineQuestion question) {
        List<Integer> masks = masks(known);
        for (LocalDate day : days()) {
            for (CareType careType : CareType.values()) {
                for (int flags = 0; flags < 32; flags++) {
                    if ((flags & ~relevant.flags()) != 0) {
                        continue;
                    }
                    Facts facts = new Facts(
                            divisions().get(0), day, CategorySet.NONE, DiseaseSet.NONE, careType,
                            has(flags, RelevantFacts.INSURED), has(flags, RelevantFacts.TREATED_AS_INPATIENT),
                            has(flags, RelevantFacts.EMERGENCY), has(flags, RelevantFacts.DESIGNATED),
                            has(flags, RelevantFacts.REFERRAL_FILED), 2, divisions().get(0));
                    for (int mask : masks) {
                        for (String constellation : constellations) {
                            question.ask(facts, mask, constellation);
                        }
                    }
                }
            }
        }
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    private static List<Integer> masks(int known) {
        Set<Integer> masks = new TreeSet<>();
        masks.add(0);
        masks.add(known);
        for (BeneficiaryClass one : BeneficiaryClass.values()) {
            for (BeneficiaryClass other : BeneficiaryClass.values()) {
                int mask = 1 << one.ordinal() | 1 << other.ordinal();
                if ((mask & ~known) == 0) {
                    masks.add(mask);
                }
            }
        }
        return List.copyOf(masks);
    }

    private List<String> divisions() {
        return Division.all().stream()
                .filter(division -> division.area() == area)
                .map(division -> division.code().value())
                .toList();
    }

    private Facts facts(LocalDate day, CategorySet categories, DiseaseSet diseases) {
        String home = divisions().get(0);
        return new Facts(
                home, day, categories, diseases, CareType.INPATIENT, true, false, false, true, false, 2, home);
    }
}
