package org.medaid.policy.process;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.RuleVersion;

/** Reads rule files, wherever their bytes come from. */
final class RuleFileReader {

    /** What the referral table may say. */
    static final Set<String> CONSTELLATIONS = Set.of("LOCAL", "REFERRED_IN_CITY", "REFERRED_OUTSIDE", "NOT_FILED");

    private static final String RECOGNITION = "BeneficiaryClass";
    private static final String LINES = "BenefitLines";
    private static final String REFERRAL = "Referral";

    private final FiredRows firedRows;

    RuleFileReader() {
        this(new FiredRows());
    }

    RuleFileReader(FiredRows firedRows) {
        this.firedRows = firedRows;
    }

    /** The key of the decision with an area's lines, for example {@code FushunBenefitLines}. */
    static String lineDecisionKey(PoolingArea area) {
        return prefix(area) + LINES;
    }

    static String recognitionDecisionKey(PoolingArea area) {
        return prefix(area) + RECOGNITION;
    }

    static String referralDecisionKey(PoolingArea area) {
        return prefix(area) + REFERRAL;
    }

    /** The file's name in a deployment, for example {@code fushun-benefits.dmn}. */
    static String fileName(PoolingArea area) {
        return area.tenantId() + "-benefits.dmn";
    }

    static RuleVersion version(PoolingArea area, byte[] content) {
        try {
            return new RuleVersion(area, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** @throws UnusableRule if the file is no DMN file or lacks one of the area's tables */
    DmnRuleFile read(PoolingArea area, byte[] content) {
        List<DmnDecision> decisions;
        try {
            decisions = firedRows.engine().parseDecisions(new ByteArrayInputStream(content));
        } catch (RuntimeException e) {
            throw new UnusableRule(fileName(area), fileName(area), "不是有效的 DMN 文件：" + e.getMessage());
        }
        DmnDecision recognition = find(decisions, recognitionDecisionKey(area));
        DmnDecision lines = find(decisions, lineDecisionKey(area));
        DmnDecision referral = find(decisions, referralDecisionKey(area));
        if (recognition == null || lines == null) {
            throw new UnusableRule(
                    fileName(area),
                    fileName(area),
                    "文件应有两张决策表：" + recognitionDecisionKey(area) + "、" + lineDecisionKey(area));
        }
        return new DmnRuleFile(
                version(area, content), firedRows, recognition, referral, lines, RelevantFacts.of(content));
    }

    private static DmnDecision find(List<DmnDecision> decisions, String key) {
        return decisions.stream().filter(d -> key.equals(d.getKey())).findFirst().orElse(null);
    }

    private static String prefix(PoolingArea area) {
        return Character.toUpperCase(area.tenantId().charAt(0)) + area.tenantId().substring(1);
    }
}
