package org.medaid.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Money;

/** Reads an amount in yuan as it stands in a request: a text with at most two decimals. */
final class AmountReading {

    private static final Pattern NUMBER = Pattern.compile("(-?)(\\d+)(?:\\.(\\d+))?");
    private static final int MOST_DIGITS = 10;

    private AmountReading() {}

    /** The amount, or null with a problem added. */
    static Money read(JsonNode node, String path, List<FieldProblem> problems) {
        if (node.isMissingNode() || node.isNull()) {
            problems.add(new FieldProblem(path, "REQUIRED", "请填写金额"));
            return null;
        }
        // Never run a pattern over a text of unlimited length.
        String text = node.isTextual() && node.textValue().length() <= 64 ? node.textValue() : "";
        var matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            problems.add(new FieldProblem(path, "NOT_A_NUMBER", "金额应以文本填写数字，例如 1234.50"));
            return null;
        }
        if (matcher.group(2).length() > MOST_DIGITS) {
            problems.add(new FieldProblem(path, "TOO_MANY_DIGITS", "金额的整数部分最多十位"));
            return null;
        }
        if (matcher.group(3) != null && matcher.group(3).length() > 2) {
            problems.add(new FieldProblem(path, "TOO_MANY_DECIMALS", "金额最多两位小数"));
            return null;
        }
        Money amount = Money.parse(text);
        if (amount.isNegative()) {
            problems.add(new FieldProblem(path, "NEGATIVE_AMOUNT", "金额不能为负数"));
            return null;
        }
        return amount;
    }
}
