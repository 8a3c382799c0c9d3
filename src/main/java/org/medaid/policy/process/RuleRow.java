package org.medaid.policy.process;

import java.util.Optional;
import java.util.function.Function;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedOutput;
import org.medaid.kernel.Citation;
import org.medaid.policy.Accumulator;
import org.medaid.policy.LineCode;
import org.medaid.policy.ReasonCode;
import org.medaid.policy.model.BeneficiaryClass;
import org.medaid.policy.model.Figure;
import org.medaid.policy.model.KeptLine;
import org.medaid.policy.model.KeptReason;
import org.medaid.policy.model.LineMethod;
import org.medaid.policy.model.LinePayer;

/** Reads the outputs of one row that fired, and refuses what it does not know. */
final class RuleRow {

    private static final int RATIO_DECIMALS = 4;
    private static final int AMOUNT_DECIMALS = 2;

    private final String decision;
    private final DmnEvaluatedDecisionRule rule;

    RuleRow(String decision, DmnEvaluatedDecisionRule rule) {
        this.decision = decision;
        this.rule = rule;
    }

    String id() {
        return rule.getId();
    }

    BeneficiaryClass beneficiaryClass() {
        citation();
        return required("class", BeneficiaryClass::of);
    }

    String constellation() {
        citation();
        return required("constellation", code -> RuleFileReader.CONSTELLATIONS.contains(code) ? Optional.of(code) : Optional.empty());
    }

    boolean isReason() {
        return text("reason") != null;
    }

    KeptReason reason() {
        if (text("line") != null || text("method") != null) {
            throw unusable("同一行不能既有待遇项目又有不予救助原因");
        }
        return new KeptReason(id(), required("reason", ReasonCode::of), citation());
    }

    KeptLine line() {
        LineMethod method = required("method", code -> constant(LineMethod.class, code));
        boolean pays = method != LineMethod.REVIEW && method != LineMethod.REMAINDER;
        LineCode code = optional("line", LineCode::of);
        if (pays != (code != null)) {
            throw unusable(pays ? "缺少待遇项目" : "此计算方式不写待遇项目");
        }
        LinePayer payer = optional("payer", value -> constant(LinePayer.class, value));
        if ((method != LineMethod.REVIEW) != (payer != null)) {
            throw unusable(payer == null ? "缺少支付方" : "此计算方式不写支付方");
        }
        KeptLine line = new KeptLine(
                id(),
                code,
                payer,
                method,
                figure("ratio", RATIO_DECIMALS),
                figure("threshold", AMOUNT_DECIMALS),
                figure("ceiling", AMOUNT_DECIMALS),
                optional("accumulator", Accumulator::ofRule),
                optional("burden", Accumulator::ofRule),
                citation());
        MethodNeeds.check(line).ifPresent(message -> {
            throw unusable(message);
        });
        return line;
    }

    private Citation citation() {
        String document = text("document");
        String article = text("article");
        if (document == null || document.isBlank() || article == null || article.isBlank()) {
            throw unusable("缺少依据：文号和条款都要填写");
        }
        return new Citation(document, article);
    }

    private Figure figure(String column, int decimals) {
        Object value = value(column);
        if (value == null) {
            return null;
        }
        return Figure.read(value, decimals).orElseThrow(() -> unusable("“" + value + "”既不是数，也不是已知的办件单位参数"));
    }

    private <T> T required(String column, Function<String, Optional<T>> finder) {
        T found = optional(column, finder);
        if (found == null) {
            throw unusable("缺少“" + column + "”");
        }
        return found;
    }

    private <T> T optional(String column, Function<String, Optional<T>> finder) {
        String code = text(column);
        return code == null ? null : finder.apply(code).orElseThrow(() -> unusable("不认识的代码“" + code + "”"));
    }

    private String text(String column) {
        Object value = value(column);
        if (value != null && !(value instanceof String)) {
            throw unusable("“" + column + "”应为文本");
        }
        return (String) value;
    }

    private Object value(String column) {
        for (DmnEvaluatedOutput output : rule.getOutputEntries().values()) {
            if (column.equals(output.getOutputName())) {
                return output.getValue() == null ? null : output.getValue().getValue();
            }
        }
        return null;
    }

    private UnusableRule unusable(String message) {
        return new UnusableRule(decision, rule.getId(), message);
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String code) {
        for (E candidate : type.getEnumConstants()) {
            if (candidate.name().equals(code)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
