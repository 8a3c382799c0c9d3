package org.medaid.policy.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.medaid.policy.CalculationRequest;
import org.medaid.policy.RuleVersion;
import org.medaid.policy.model.BeneficiaryClass;
import org.medaid.policy.model.Facts;
import org.medaid.policy.model.KeptLine;
import org.medaid.policy.model.KeptLines;
import org.medaid.policy.model.KeptReason;
import org.medaid.policy.model.RuleFile;

/**
 * One rule file, evaluated by Camunda's DMN engine, and what it said about combinations of facts that were asked for.
 *
 * <p>What is kept lives as long as the version: new rules are a new file with nothing kept. Office parameters are not
 * part of it, so new ones make nothing stale.
 */
final class DmnRuleFile implements RuleFile {

    /**
     * Four entries share a set; the oldest gives way, so that the memory stays bounded whatever is asked. With two, a
     * thousand different bills already met three in one set, which evicted each other for ever.
     */
    private static final int SETS = 1 << 13;

    private static final int WAYS = 4;

    private final RuleVersion version;
    private final FiredRows firedRows;
    private final DmnDecision recognition;
    private final DmnDecision referral;
    private final DmnDecision lines;
    private final RelevantFacts relevant;

    /** Read and written without a lock: an entry is immutable, and a lost one is only evaluated again. */
    private final Entry[] kept = new Entry[SETS * WAYS];

    DmnRuleFile(
            RuleVersion version,
            FiredRows firedRows,
            DmnDecision recognition,
            DmnDecision referral,
            DmnDecision lines,
            RelevantFacts relevant) {
        this.version = version;
        this.firedRows = firedRows;
        this.recognition = recognition;
        this.referral = referral;
        this.lines = lines;
        this.relevant = relevant;
    }

    @Override
    public RuleVersion version() {
        return version;
    }

    @Override
    public String lineDecisionKey() {
        return lines.getKey();
    }

    RelevantFacts relevantFacts() {
        return relevant;
    }

    DmnDecision recognitionDecision() {
        return recognition;
    }

    DmnDecision referralDecision() {
        return referral;
    }

    DmnDecision linesDecision() {
        return lines;
    }

    FiredRows firedRows() {
        return firedRows;
    }

    @Override
    public KeptLines lines(CalculationRequest request) {
        long person = relevant.personKey(request);
        long treatment = relevant.treatmentKey(request);
        int set = set(person, treatment);
        for (int way = set; way < set + WAYS; way++) {
            Entry entry = kept[way];
            if (entry == null) {
                break;
            }
            if (entry.person == person && entry.treatment == treatment) {
                return entry.lines;
            }
        }
        KeptLines evaluated = evaluate(Facts.of(request));
        System.arraycopy(kept, set, kept, set + 1, WAYS - 1);
        kept[set] = new Entry(person, treatment, evaluated);
        return evaluated;
    }

    private static int set(long person, long treatment) {
        long mixed = (person * 0x9E3779B97F4A7C15L ^ treatment) * 0xC2B2AE3D27D4EB4FL;
        return (int) (mixed >>> 51) * WAYS;
    }

    @Override
    public KeptLines evaluate(Facts facts) {
        int classes = 0;
        for (DmnEvaluatedDecisionRule rule : firedRows.evaluate(recognition, facts.forRecognition())) {
            classes |= 1 << new RuleRow(recognition.getKey(), rule).beneficiaryClass().ordinal();
        }
        return evaluateLines(facts, classes, constellation(facts));
    }

    /** The lines for someone recognised as these classes. */
    KeptLines evaluateLines(Facts facts, int classes, String constellation) {
        List<KeptLine> rows = new ArrayList<>();
        List<KeptReason> reasons = new ArrayList<>();
        Map<String, Object> variables = facts.forLines(BeneficiaryClass.codes(classes), constellation);
        for (DmnEvaluatedDecisionRule rule : firedRows.evaluate(lines, variables)) {
            RuleRow row = new RuleRow(lines.getKey(), rule);
            if (row.isReason()) {
                reasons.add(row.reason());
            } else {
                rows.add(row.line());
            }
        }
        if (rows.isEmpty() && reasons.isEmpty()) {
            throw new UnusableRule(lines.getKey(), lines.getKey(), "没有一行适用于这些情形");
        }
        return new KeptLines(version, lines.getKey(), classes, rows, reasons);
    }

    private String constellation(Facts facts) {
        if (referral == null) {
            return null;
        }
        List<DmnEvaluatedDecisionRule> fired = firedRows.evaluate(referral, facts.forReferral());
        if (fired.size() != 1) {
            throw new UnusableRule(referral.getKey(), referral.getKey(), "转诊情形应恰有一行适用");
        }
        return new RuleRow(referral.getKey(), fired.get(0)).constellation();
    }

    @Override
    public Map<String, Object> lineVariables(Facts facts) {
        int classes = 0;
        for (DmnEvaluatedDecisionRule rule : firedRows.evaluate(recognition, facts.forRecognition())) {
            classes |= 1 << new RuleRow(recognition.getKey(), rule).beneficiaryClass().ordinal();
        }
        return facts.forLines(BeneficiaryClass.codes(classes), constellation(facts));
    }

    private static final class Entry {

        private final long person;
        private final long treatment;
        private final KeptLines lines;

        Entry(long person, long treatment, KeptLines lines) {
            this.person = person;
            this.treatment = treatment;
            this.lines = lines;
        }
    }
}
