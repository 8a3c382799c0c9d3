package org.medaid.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.model.AmountRules;
import org.medaid.policy.model.BenefitCalculator;
import org.medaid.policy.model.Facts;
import org.medaid.policy.model.KeptLines;
import org.medaid.policy.model.RuleFile;
import org.springframework.stereotype.Component;

/**
 * The one place where a bill is computed: for the process's service task, the one-stop call, the live preview and the
 * simulation alike. Stores nothing, and is safe to be called from many threads.
 */
@Component
public class PolicyDesk {

    private final RuleBook rules;
    private final ParameterBook parameters;

    PolicyDesk(RuleBook rules, ParameterBook parameters) {
        this.rules = rules;
        this.parameters = parameters;
    }

    /** Computes a bill under the newest rules of the person's area and the parameters in force on discharge. */
    public CalculationResult determine(CalculationRequest request) {
        return determine(request, rules.latest(request.division().area()), null);
    }

    /**
     * Computes a bill under a given version of the rules and the parameters in force on discharge.
     *
     * @throws NoSuchElementException if there are no rules of that version
     * @throws IllegalArgumentException if they are another area's rules
     */
    public CalculationResult determine(CalculationRequest request, RuleVersion version) {
        return determine(request, ruleFile(request, version), null);
    }

    /**
     * Computes a bill again as it was computed once: under the same rules and exactly the same parameters, whatever the
     * office has stored since. With the stored request, {@link Determination#rules()} and
     * {@link Determination#officeParameters()} the result is the same for ever.
     *
     * @throws NoSuchElementException if there are no rules of that version
     * @throws IllegalArgumentException if they are another area's rules
     */
    public CalculationResult recompute(
            CalculationRequest request, RuleVersion version, OfficeParameterValues parameters) {
        return determine(request, ruleFile(request, version), parameters);
    }

    /** The newest rules of an area. */
    public RuleVersion latestRules(PoolingArea area) {
        return rules.latest(area).version();
    }

    /** The rules that were deployed together with a process, which a running case keeps. */
    public RuleVersion rulesIn(String deploymentId, PoolingArea area) {
        return rules.in(deploymentId, area).version();
    }

    /**
     * The variables with which a business rule task can evaluate the area's table of lines, so that Cockpit shows the
     * rows that fire. There is no name, no amount and no diagnosis among them.
     */
    public Map<String, Object> lineVariables(CalculationRequest request, RuleVersion version) {
        return ruleFile(request, version).lineVariables(Facts.of(request));
    }

    private RuleFile ruleFile(CalculationRequest request, RuleVersion version) {
        if (version.area() != request.division().area()) {
            throw new IllegalArgumentException("the rules of another area");
        }
        return rules.of(version).orElseThrow(() -> new NoSuchElementException("no rules " + version));
    }

    private CalculationResult determine(CalculationRequest request, RuleFile file, OfficeParameterValues exactly) {
        if (!AmountRules.fit(request)) {
            return new CalculationResult.Refused(AmountRules.problems(request));
        }
        OfficeParameterValues values = exactly;
        if (values == null) {
            OfficeParameterValues stored =
                    parameters.inForce(request.division().area(), request.dischargedOn());
            values = stored.overriddenBy(request.officeParameters());
            if (!request.officeParameters().isEmpty()) {
                List<FieldProblem> contradictions = values.contradictions("officeParameters");
                if (!contradictions.isEmpty()) {
                    return new CalculationResult.Refused(contradictions);
                }
            }
        }
        KeptLines kept = file.lines(request);
        if (isIncomplete(request, kept, values)) {
            return new CalculationResult.Refused(gaps(request, kept, values));
        }
        return new CalculationResult.Calculated(BenefitCalculator.calculate(request, kept, values));
    }

    private static boolean isIncomplete(CalculationRequest request, KeptLines kept, OfficeParameterValues values) {
        for (int i = 0; i < kept.neededParameters(); i++) {
            if (!values.isSet(kept.neededParameter(i))) {
                return true;
            }
        }
        return kept.needsTier2Hospital() && request.referral().tier2Hospital() == null
                || kept.needsTier3Hospital() && request.referral().tier3Hospital() == null;
    }

    private static List<FieldProblem> gaps(CalculationRequest request, KeptLines kept, OfficeParameterValues values) {
        List<FieldProblem> gaps = new ArrayList<>();
        for (int i = 0; i < kept.neededParameters(); i++) {
            ParameterKey key = kept.neededParameter(i);
            if (!values.isSet(key)) {
                gaps.add(new FieldProblem(
                        "officeParameters." + key.code(),
                        "OFFICE_PARAMETER_MISSING",
                        "出院日没有生效的办件单位参数：" + key.chineseName() + "（" + key.citation() + "）"));
            }
        }
        if (kept.needsTier2Hospital() && request.referral().tier2Hospital() == null) {
            gaps.add(new FieldProblem(
                    "referral.tier2Hospital", "REFERRING_HOSPITAL_MISSING", "请填写批准转诊的二级医院（江人社发〔2018〕567号 四(二)2）"));
        }
        if (kept.needsTier3Hospital() && request.referral().tier3Hospital() == null) {
            gaps.add(new FieldProblem(
                    "referral.tier3Hospital", "REFERRING_HOSPITAL_MISSING", "请填写批准转诊的三级医院（江人社发〔2018〕567号 四(二)2）"));
        }
        return gaps;
    }
}
