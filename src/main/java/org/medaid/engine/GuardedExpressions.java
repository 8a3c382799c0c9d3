package org.medaid.engine;

import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.AbstractQuery;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.springframework.context.ApplicationContext;

/**
 * Expressions for models, not for queries.
 *
 * <p>An expression is code. Models come from administrators; queries come from every user's browser. The engine can be told
 * to refuse expressions in queries, yet evaluates those inside {@code orQueries} (CVE-2026-109432). Whatever query they
 * hide in, they have to be created here before they can be evaluated, so here they are refused.
 */
final class GuardedExpressions extends SpringExpressionManager {

    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    GuardedExpressions(ApplicationContext context, Map<Object, Object> beans) {
        super(context, beans);
    }

    @Override
    public Expression createExpression(String expression) {
        // The direct caller only: a query may well lead to a model being parsed.
        Class<?> caller =
                CALLERS.walk(frames -> frames.skip(1).findFirst().orElseThrow().getDeclaringClass());
        if (AbstractQuery.class.isAssignableFrom(caller)) {
            throw new ProcessEngineException("Expressions are not evaluated in queries");
        }
        return super.createExpression(expression);
    }
}
