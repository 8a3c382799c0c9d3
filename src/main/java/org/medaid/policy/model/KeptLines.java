package org.medaid.policy.model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.medaid.kernel.Citation;
import org.medaid.policy.ParameterKey;
import org.medaid.policy.RuleVersion;

/** What the rules say about one combination of facts: the same for every bill, whatever its amounts. Immutable. */
public final class KeptLines {

    private final RuleVersion version;
    private final String decisionKey;
    private final int classes;
    private final int assistanceCategories;
    private final KeptLine[] lines;
    private final List<KeptReason> reasons;
    private final KeptLine remainder;
    private final ParameterKey[] needed;
    private final boolean tier2Needed;
    private final boolean tier3Needed;

    /**
     * @param version the rules they come from
     * @param decisionKey the decision with the lines
     * @param classes what the person was recognised as, a mask of {@link BeneficiaryClass}
     * @param rows the rows that fired, in order, remainders among them
     * @param reasons the rows with reasons
     */
    public KeptLines(
            RuleVersion version, String decisionKey, int classes, List<KeptLine> rows, List<KeptReason> reasons) {
        this.version = version;
        this.decisionKey = decisionKey;
        this.classes = classes;
        this.assistanceCategories = BeneficiaryClass.categories(classes);
        this.reasons = List.copyOf(reasons);
        List<KeptLine> ordinary = new ArrayList<>();
        KeptLine rest = null;
        Set<ParameterKey> needed = EnumSet.noneOf(ParameterKey.class);
        boolean tier2 = false;
        boolean tier3 = false;
        for (KeptLine row : rows) {
            if (row.method() == LineMethod.REMAINDER) {
                rest = row;
                continue;
            }
            ordinary.add(row);
            tier2 |= row.payer() == LinePayer.REFERRING_TIER2_HOSPITAL;
            tier3 |= row.payer() == LinePayer.REFERRING_TIER3_HOSPITAL;
            for (Figure figure : new Figure[] {row.ratio(), row.threshold(), row.ceiling()}) {
                if (figure != null && figure.needsParameter()) {
                    needed.add(figure.key());
                }
            }
        }
        this.lines = ordinary.toArray(new KeptLine[0]);
        this.remainder = rest;
        this.needed = needed.toArray(new ParameterKey[0]);
        this.tier2Needed = tier2;
        this.tier3Needed = tier3;
    }

    public RuleVersion version() {
        return version;
    }

    public String decisionKey() {
        return decisionKey;
    }

    /** A mask of {@link BeneficiaryClass}. */
    public int classes() {
        return classes;
    }

    /** The categories that count for the best ratio, a mask by ordinal of the category. */
    public int assistanceCategories() {
        return assistanceCategories;
    }

    public int count() {
        return lines.length;
    }

    public KeptLine line(int index) {
        return lines[index];
    }

    public List<KeptReason> reasons() {
        return reasons;
    }

    /** Who bears the rest; the person where no row says anything else. */
    public LinePayer remainderPayer() {
        return remainder == null ? LinePayer.PERSON : remainder.payer();
    }

    /**
     * Why the rest falls to that payer: the row's article; but where there is nothing but reasons and the person bears
     * the whole, the first reason's. Null if there is neither.
     */
    public Citation remainderCitation() {
        boolean nothingPaid = lines.length == 0 && !reasons.isEmpty() && remainderPayer() == LinePayer.PERSON;
        return remainder == null || nothingPaid
                ? reasons.stream().findFirst().map(KeptReason::citation).orElse(null)
                : remainder.citation();
    }

    /** The office parameters without which nothing can be computed. */
    public ParameterKey neededParameter(int index) {
        return needed[index];
    }

    public int neededParameters() {
        return needed.length;
    }

    /** Whether the tier-2 hospital that stamped the referral pays a part. */
    public boolean needsTier2Hospital() {
        return tier2Needed;
    }

    /** Whether the tier-3 hospital that stamped the referral pays a part. */
    public boolean needsTier3Hospital() {
        return tier3Needed;
    }

    /** The ids of all rows that fired. */
    public List<String> ruleIds() {
        List<String> ids = new ArrayList<>();
        for (KeptReason reason : reasons) {
            ids.add(reason.ruleId());
        }
        for (KeptLine line : lines) {
            ids.add(line.ruleId());
        }
        if (remainder != null) {
            ids.add(remainder.ruleId());
        }
        return ids;
    }

    /** The same rows in the same order, whatever the version. */
    public boolean saysTheSameAs(KeptLines other) {
        return classes == other.classes && ruleIds().equals(other.ruleIds()) && Objects.equals(version, other.version);
    }
}
