package org.medaid.policy.process;

import java.util.Optional;
import org.medaid.policy.ParameterKey;
import org.medaid.policy.ParameterKey.Kind;
import org.medaid.policy.model.Figure;
import org.medaid.policy.model.KeptLine;
import org.medaid.policy.model.LineMethod;

/** Which figures each way of computing needs, and of which kind. */
final class MethodNeeds {

    private static final long WHOLE = 10_000;

    private MethodNeeds() {}

    /** What is wrong with the row, in plain Chinese; empty if it can be computed. */
    static Optional<String> check(KeptLine line) {
        LineMethod method = line.method();
        boolean brackets = method == LineMethod.IN_SCOPE_YEAR_BRACKETS;
        boolean best = method == LineMethod.ABOVE_DEDUCTIBLE_BEST_CATEGORY;
        boolean pays = method != LineMethod.REVIEW && method != LineMethod.REMAINDER;
        if (pays != (line.ratio() != null)) {
            return Optional.of(pays ? "缺少支付比例" : "此计算方式不写支付比例");
        }
        if (pays && !isKind(line.ratio(), brackets ? Kind.BRACKETS : best ? Kind.CATEGORY_TABLE : Kind.RATIO)) {
            return Optional.of("支付比例的参数与计算方式不符");
        }
        if (pays && line.ratio().key() == null && line.ratio().statutory() > WHOLE) {
            return Optional.of("支付比例应在0至1之间");
        }
        if (line.ratio() != null && line.ratio().key() != null
                && (line.ratio().statutory() > WHOLE || line.ratio().share() > WHOLE)) {
            return Optional.of("支付比例应在0至1之间");
        }
        if (best && (line.ceiling() == null || line.ceiling().key() != line.ratio().key())) {
            return Optional.of("年度限额应与支付比例取自同一参数");
        }
        if (!best && line.ceiling() != null && !isKind(line.ceiling(), Kind.AMOUNT)) {
            return Optional.of("年度限额应为金额");
        }
        if (method != LineMethod.REVIEW && (line.ceiling() != null) != (line.accumulator() != null)) {
            return Optional.of("年度限额和限额累计项应同时填写");
        }
        boolean threshold = method == LineMethod.IN_SCOPE_YEAR_SHARE || method == LineMethod.REVIEW;
        if (threshold != (line.threshold() != null)) {
            return Optional.of(threshold ? "缺少起算额" : "此计算方式不写起算额");
        }
        if (threshold && !isKind(line.threshold(), Kind.AMOUNT)) {
            return Optional.of("起算额应为金额");
        }
        boolean burden = method == LineMethod.IN_SCOPE_YEAR_SHARE || brackets;
        if (burden != (line.burden() != null)) {
            return Optional.of(burden ? "缺少负担累计项" : "此计算方式不写负担累计项");
        }
        return Optional.empty();
    }

    private static boolean isKind(Figure figure, Kind kind) {
        ParameterKey key = figure.key();
        return key == null ? kind == Kind.RATIO || kind == Kind.AMOUNT : key.kind() == kind;
    }
}
