package org.medaid.engine;

import java.util.List;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationListener;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;

/** Decision tables evaluated outside the process engine, where nothing of it reaches the engine's history. */
public final class StrictDecisions {

    private StrictDecisions() {}

    /**
     * An engine in which an error in an expression is an {@link ExpressionFailure}, not a silent null.
     *
     * @param listener hears of every table after its evaluation, on the thread that asked for it
     */
    public static DmnEngine engine(DmnDecisionTableEvaluationListener listener) {
        DefaultDmnEngineConfiguration configuration =
                new DefaultDmnEngineConfiguration().feelEngineFactory(StrictFeel::new);
        configuration.setCustomPostDecisionTableEvaluationListeners(List.of(listener));
        return configuration.buildEngine();
    }
}
