package org.medaid.roster;

import static org.medaid.policy.Category.CLASS_ONE;
import static org.medaid.policy.Category.CLASS_TWO;
import static org.medaid.policy.Category.EXTREME_POVERTY;
import static org.medaid.policy.Category.HARDSHIP_WORKER;
import static org.medaid.policy.Category.ILLNESS_IMPOVERISHED;
import static org.medaid.policy.Category.LOW_INCOME_FAMILY;
import static org.medaid.policy.Category.NON_RESIDENT_TEMPORARY_ASSISTANCE;
import static org.medaid.policy.Category.ORPHAN;
import static org.medaid.policy.Category.OTHER_SPECIAL_HARDSHIP;
import static org.medaid.policy.Category.POVERTY_ALLEVIATION;
import static org.medaid.policy.Category.PREFERENTIAL_TREATMENT;
import static org.medaid.policy.Category.RETRENCHED_WORKER_1960S;
import static org.medaid.policy.Category.SUBSISTENCE_ALLOWANCE;
import static org.medaid.policy.Category.SUBSISTENCE_MARGIN;
import static org.medaid.policy.Category.TEMPORARY_ASSISTANCE_SERIOUS_ILLNESS;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.Category;

/** Which categories an area's documents know, each with its article: an office enters these and no others. */
@Clause({"F1", "L1", "H1"})
public final class RecognisedCategories {

    private static final Map<PoolingArea, Map<Category, Citation>> BY_AREA = new EnumMap<>(PoolingArea.class);

    static {
        know(PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "三"),
                SUBSISTENCE_ALLOWANCE, EXTREME_POVERTY, SUBSISTENCE_MARGIN);

        know(PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "二(一)"),
                SUBSISTENCE_ALLOWANCE, EXTREME_POVERTY, TEMPORARY_ASSISTANCE_SERIOUS_ILLNESS, RETRENCHED_WORKER_1960S,
                PREFERENTIAL_TREATMENT, ORPHAN, HARDSHIP_WORKER);
        know(PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "二(二)"),
                LOW_INCOME_FAMILY, OTHER_SPECIAL_HARDSHIP, NON_RESIDENT_TEMPORARY_ASSISTANCE);

        know(PoolingArea.JINING, new Citation("济医保发〔2020〕28号", "一"), SUBSISTENCE_ALLOWANCE, EXTREME_POVERTY);
        know(PoolingArea.JINING, new Citation("鲁医保发〔2020〕79号", "四"), LOW_INCOME_FAMILY, ILLNESS_IMPOVERISHED);

        know(PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "三"), POVERTY_ALLEVIATION);
        // The plan takes whoever medical assistance already knows as given and settles that assistance first.
        know(PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "五(六)"),
                EXTREME_POVERTY, SUBSISTENCE_ALLOWANCE, ORPHAN, LOW_INCOME_FAMILY, OTHER_SPECIAL_HARDSHIP,
                ILLNESS_IMPOVERISHED);

        know(PoolingArea.HESHAN, new Citation("鹤府〔2020〕19号", "二"),
                EXTREME_POVERTY, SUBSISTENCE_ALLOWANCE, ORPHAN, LOW_INCOME_FAMILY, POVERTY_ALLEVIATION,
                OTHER_SPECIAL_HARDSHIP, ILLNESS_IMPOVERISHED);
        know(PoolingArea.HESHAN, new Citation("鹤府〔2020〕19号", "三(二)"), CLASS_ONE, CLASS_TWO);
    }

    private RecognisedCategories() {}

    /** The categories an area's office may enter, in the order of {@link Category}. */
    public static Set<Category> of(PoolingArea area) {
        return Collections.unmodifiableSet(BY_AREA.get(area).keySet());
    }

    /** The article that makes a category one of the area's; empty if none does. */
    public static Optional<Citation> basis(PoolingArea area, Category category) {
        return Optional.ofNullable(BY_AREA.get(area).get(category));
    }

    /** Every article that names categories of the area. */
    static List<Citation> bases(PoolingArea area) {
        return BY_AREA.get(area).values().stream().distinct().toList();
    }

    private static void know(PoolingArea area, Citation citation, Category... categories) {
        Map<Category, Citation> known = BY_AREA.computeIfAbsent(area, any -> new EnumMap<>(Category.class));
        for (Category category : categories) {
            known.put(category, citation);
        }
    }
}
