package org.medaid.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.ParsedExpression;

/**
 * The same FEEL as Camunda's own, with two differences: an expression is parsed once instead of at every evaluation,
 * and an error inside it is an error. (By the letter of FEEL it becomes null, a condition that silently never holds.)
 */
final class StrictFeel implements FeelEngine {

    /** Far more than the cells of a few versions of five files; past it, expressions are parsed each time. */
    private static final int MOST_KEPT = 10_000;

    private final FeelEngineApi feel = FeelEngineBuilder.forJava().build();
    private final Map<String, Parsed> expressions = new ConcurrentHashMap<>();
    private final Map<String, Parsed> unaryTests = new ConcurrentHashMap<>();

    @Override
    @SuppressWarnings("unchecked")
    public <T> T evaluateSimpleExpression(String expression, VariableContext context) {
        Parsed parsed = parsed(expression, expressions, feel::parseExpression);
        return (T) result(expression, feel.evaluate(parsed.expression, parsed.variables(context)));
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String expression, String inputVariable, VariableContext context) {
        Parsed parsed = parsed(expression, unaryTests, feel::parseUnaryTests);
        Object input = context.resolve(inputVariable).getValue();
        return Boolean.TRUE.equals(
                result(expression, feel.evaluateWithInput(parsed.expression, input, parsed.variables(context))));
    }

    private static Parsed parsed(String expression, Map<String, Parsed> kept, Function<String, ParseResult> parser) {
        Parsed known = kept.get(expression);
        if (known != null) {
            return known;
        }
        ParseResult result = parser.apply(expression);
        if (result.isFailure()) {
            throw new ExpressionFailure(expression, "写法有误：" + result.failure().message());
        }
        Parsed parsed = new Parsed(
                result.parsedExpression(), result.getVariableNames().toArray(new String[0]));
        if (kept.size() < MOST_KEPT) {
            kept.put(expression, parsed);
        }
        return parsed;
    }

    private static Object result(String expression, EvaluationResult result) {
        if (result.isFailure()) {
            throw new ExpressionFailure(expression, "无法计算：" + result.failure().message());
        }
        if (result.hasSuppressedFailures()) {
            throw new ExpressionFailure(
                    expression, "无法计算：" + result.getSuppressedFailures().get(0).failureMessage());
        }
        return result.result();
    }

    /** A parsed expression and the names it asks for: handing over no others spares most of the time. */
    private record Parsed(ParsedExpression expression, String[] names) {

        Map<String, Object> variables(VariableContext context) {
            Map<String, Object> variables = new HashMap<>();
            for (String name : names) {
                if (context.containsVariable(name)) {
                    variables.put(name, context.resolve(name).getValue());
                }
            }
            return variables;
        }
    }
}
