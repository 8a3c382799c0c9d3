package org.medaid.policy.process;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedInput;
import org.medaid.engine.ExpressionFailure;
import org.medaid.engine.StrictDecisions;

/**
 * Evaluates parsed decision tables outside the process engine, so that nothing of it reaches the engine's history, and
 * tells which rows fired.
 */
final class FiredRows {

    private final DmnEngine engine;
    private final ThreadLocal<DmnDecisionTableEvaluationEvent> last = new ThreadLocal<>();

    FiredRows() {
        engine = StrictDecisions.engine(last::set);
    }

    /** With another FEEL than the strict one, for comparison. */
    FiredRows(DmnEngineConfiguration configuration) {
        configuration.setCustomPostDecisionTableEvaluationListeners(List.of(last::set));
        engine = configuration.buildEngine();
    }

    DmnEngine engine() {
        return engine;
    }

    /**
     * The rows that fire for the variables, in the order of the table.
     *
     * @throws UnusableRule if an input comes to nothing, or the engine cannot evaluate the table
     */
    List<DmnEvaluatedDecisionRule> evaluate(DmnDecision decision, Map<String, Object> variables) {
        try {
            engine.evaluateDecisionTable(decision, variables);
            DmnDecisionTableEvaluationEvent event = last.get();
            for (DmnEvaluatedInput input : event.getInputs()) {
                // FEEL turns an error into null: an input that comes to nothing is one.
                if (input.getValue() == null || input.getValue().getValue() == null) {
                    throw new UnusableRule(decision.getKey(), input.getId(), "输入“" + input.getName() + "”没有结果");
                }
            }
            return event.getMatchingRules();
        } catch (UnusableRule e) {
            throw e;
        } catch (ExpressionFailure e) {
            throw new UnusableRule(decision.getKey(), e);
        } catch (RuntimeException e) {
            throw new UnusableRule(decision.getKey(), decision.getKey(), "决策表无法计算：" + e.getMessage());
        } finally {
            last.remove();
        }
    }
}
