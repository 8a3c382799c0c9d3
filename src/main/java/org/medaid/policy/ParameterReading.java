package org.medaid.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;

/** Reads one office parameter and refuses what its article forbids. */
final class ParameterReading {

    /** 不低于 70 %, 连政办发〔2017〕22号 五(一), in ten-thousandths. */
    static final int LIANYUNGANG_KEY_RATIO_FLOOR = 7_000;

    private static final Pattern RATIO = Pattern.compile("[01](\\.\\d{1,4})?");
    private static final Set<String> BRACKET_FIELDS = Set.of("upTo", "ratio");
    private static final Set<String> CATEGORY_FIELDS = Set.of("ratio", "annualCeiling");
    private static final int MOST_BRACKETS = 50;

    private static final Set<Category> ASSISTED_IN_JIANGMEN = Set.of(
            Category.EXTREME_POVERTY,
            Category.SUBSISTENCE_ALLOWANCE,
            Category.ORPHAN,
            Category.LOW_INCOME_FAMILY,
            Category.POVERTY_ALLEVIATION,
            Category.OTHER_SPECIAL_HARDSHIP,
            Category.ILLNESS_IMPOVERISHED);

    private ParameterReading() {}

    /** The categories that the area's medical assistance knows, each of which a complete table names. */
    static Set<Category> assistedInJiangmen() {
        return ASSISTED_IN_JIANGMEN;
    }

    /** The value in the form of its kind; undefined if a problem was added. */
    @Clause({"C5", "C6"})
    static Object read(ParameterKey key, JsonNode node, String path, List<FieldProblem> problems) {
        return switch (key.kind()) {
            case RATIO -> {
                long ratio = ratio(node, path, problems);
                if (key == ParameterKey.LIANYUNGANG_KEY_RATIO && ratio >= 0 && ratio < LIANYUNGANG_KEY_RATIO_FLOOR) {
                    problems.add(new FieldProblem(
                            path, "KEY_RATIO_TOO_LOW", "重点救助对象的比例不得低于70%（连政办发〔2017〕22号 五(一)）"));
                }
                yield ratio;
            }
            case AMOUNT -> amount(node, path, problems);
            case BRACKETS -> brackets(key, node, path, problems);
            case CATEGORY_TABLE -> categoryTable(node, path, problems);
        };
    }

    private static Object brackets(ParameterKey key, JsonNode node, String path, List<FieldProblem> problems) {
        String basis = "（" + key.citation() + "）";
        if (!node.isArray() || node.isEmpty() || node.size() > MOST_BRACKETS) {
            problems.add(new FieldProblem(path, "NOT_BRACKETS", "分段比例应为一至五十段的列表" + basis));
            return null;
        }
        int count = node.size();
        long[] upTo = new long[count - 1];
        int[] ratios = new int[count];
        for (int i = 0; i < count; i++) {
            String at = path + "[" + i + "]";
            JsonNode bracket = node.get(i);
            if (!bracket.isObject()) {
                problems.add(new FieldProblem(at, "NOT_AN_OBJECT", "第%d段应写明上限和比例".formatted(i + 1)));
                continue;
            }
            refuseUnknownFields(bracket, BRACKET_FIELDS, at, problems);
            ratios[i] = (int) ratio(bracket.path("ratio"), at + ".ratio", problems);
            boolean last = i == count - 1;
            if (last && bracket.has("upTo")) {
                problems.add(new FieldProblem(at + ".upTo", "LAST_BRACKET_NOT_OPEN", "最后一段不设上限" + basis));
            } else if (!last) {
                upTo[i] = amount(bracket.path("upTo"), at + ".upTo", problems);
                if (upTo[i] == 0 || i > 0 && upTo[i] >= 0 && upTo[i] <= upTo[i - 1]) {
                    problems.add(new FieldProblem(
                            at + ".upTo", "BRACKETS_NOT_RISING", "第%d段上限应高于前一段".formatted(i + 1) + basis));
                }
            }
            if (i > 0 && ratios[i] >= 0 && ratios[i] < ratios[i - 1]) {
                problems.add(new FieldProblem(
                        at + ".ratio", "BRACKETS_FALL", "第%d段比例低于前一段：负担越重，比例应越高".formatted(i + 1) + basis));
            }
        }
        return new OfficeParameterValues.Brackets(upTo, ratios);
    }

    private static Object categoryTable(JsonNode node, String path, List<FieldProblem> problems) {
        if (!node.isObject() || node.isEmpty()) {
            problems.add(new FieldProblem(path, "NOT_A_CATEGORY_TABLE", "应按救助对象类别列出比例和年度限额"));
            return null;
        }
        int[] ratios = new int[Category.values().length];
        Arrays.fill(ratios, (int) OfficeParameterValues.NOT_SET);
        long[] ceilings = new long[ratios.length];
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String at = path + "." + entry.getKey();
            Category category = Category.of(entry.getKey()).orElse(null);
            if (category == null || !ASSISTED_IN_JIANGMEN.contains(category)) {
                problems.add(new FieldProblem(at, "UNKNOWN_CATEGORY", "医疗救助没有这一类别"));
                continue;
            }
            if (!entry.getValue().isObject()) {
                problems.add(new FieldProblem(at, "NOT_AN_OBJECT", category.chineseName() + "应写明比例和年度限额"));
                continue;
            }
            refuseUnknownFields(entry.getValue(), CATEGORY_FIELDS, at, problems);
            ratios[category.ordinal()] = (int) ratio(entry.getValue().path("ratio"), at + ".ratio", problems);
            ceilings[category.ordinal()] =
                    amount(entry.getValue().path("annualCeiling"), at + ".annualCeiling", problems);
        }
        return new OfficeParameterValues.CategoryTable(ratios, ceilings);
    }

    private static void refuseUnknownFields(JsonNode node, Set<String> known, String path, List<FieldProblem> problems) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!known.contains(entry.getKey())) {
                problems.add(new FieldProblem(path + "." + entry.getKey(), "UNKNOWN_FIELD", "没有这一字段"));
            }
        }
    }

    /** Ten-thousandths, or -1 with a problem added. */
    private static long ratio(JsonNode node, String path, List<FieldProblem> problems) {
        if (node.isTextual() && RATIO.matcher(node.textValue()).matches()) {
            int ratio = new BigDecimal(node.textValue()).movePointRight(4).intValueExact();
            if (ratio <= 10_000) {
                return ratio;
            }
        }
        problems.add(new FieldProblem(path, "NOT_A_RATIO", "比例应为0至1之间的数，最多四位小数，例如 0.70"));
        return -1;
    }

    /** Fen, or -1 with a problem added. */
    private static long amount(JsonNode node, String path, List<FieldProblem> problems) {
        Money amount = AmountReading.read(node, path, problems);
        return amount == null ? -1 : amount.fen();
    }
}
