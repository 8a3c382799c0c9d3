package org.medaid.workbench.rules;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.medaid.claim.ClaimWording;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.CareType;
import org.medaid.policy.Category;
import org.medaid.policy.Disease;
import org.medaid.policy.Division;
import org.medaid.policy.ParameterKey;

/**
 * What a cell of a rule's table says, in words. What it does not know stays as it is written: an office may deploy rules with
 * expressions of its own, and a wrong translation would be worse than none.
 */
final class RuleWords {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");
    private static final String DATE = "date\\(\"(\\d{4}-\\d{2}-\\d{2})\"\\)";
    private static final Pattern DAY_LIMIT = Pattern.compile("(<=|>=|<|>) " + DATE);
    private static final Pattern DAY_RANGE = Pattern.compile("\\[" + DATE + "\\.\\." + DATE + "\\]");
    private static final Pattern NUMBER_LIMIT = Pattern.compile("(<=|>=|<|>) (\\d+(?:\\.\\d+)?)");
    private static final Pattern AMONG = Pattern.compile("list contains\\(\\[(.*)\\], \\?\\)");
    private static final Pattern CONTAINS = Pattern.compile("list contains\\(\\?, (\"[^\"]*\")\\)");
    private static final Pattern STARTS = Pattern.compile("starts with\\(\\?, \"(\\d{4})\"\\)");
    private static final Pattern NOT = Pattern.compile("not\\((.*)\\)");
    private static final Pattern TEXTS = Pattern.compile("\"[^\"]*\"(?:\\s*,\\s*\"[^\"]*\")*");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");
    /** As {@code org.medaid.policy.model.Figure} reads it. */
    private static final Pattern REFERENCE =
            Pattern.compile("(?:(\\d+(?:\\.\\d+)?) \\* )?([a-z][a-z.-]*)(?: \\| (\\d+(?:\\.\\d+)?))?");
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private static final Map<String, String> METHODS = Map.of(
            "IN_SCOPE_SHARE", "范围内个人自付费用按比例救助",
            "IN_SCOPE_YEAR_SHARE", "全年累计的范围内自付费用，超过起算额的部分按比例救助",
            "IN_SCOPE_YEAR_BRACKETS", "全年累计的范围内自付费用，分段按比例救助",
            "ABOVE_DEDUCTIBLE_BEST_CATEGORY", "扣除起付标准后，按本人各类别中最高的比例救助",
            "ABOVE_DEDUCTIBLE_SHARE", "扣除起付标准和前面各项后，按比例支付",
            "SELF_PAID_SHARE", "合理的自费费用，按比例支付",
            "SELF_PAID_REST", "合理的自费费用，支付前面各项之外的其余部分",
            "UNREASONABLE_SHARE", "评审认定不合理的费用，按比例承担",
            "REVIEW", "自费费用超过起算额的，先经专家评审",
            "REMAINDER", "其余费用");

    private static final Map<String, String> WORDS = words();

    private final PoolingArea area;

    RuleWords(PoolingArea area) {
        this.area = area;
    }

    private static Map<String, String> words() {
        Map<String, String> words = new HashMap<>(Map.of(
                "KEY", "重点救助对象",
                "MARGIN", "低保边缘对象",
                "EXTENDED", "拓展救助对象",
                "OTHER", "其他救助对象",
                "NONE", "都不是",
                "SPECIAL_OUTPATIENT_DISEASE", "特病门诊病种",
                "CRITICAL_ILLNESS_DISEASE", "重特大疾病病种"));
        words.putAll(Map.of(
                "LOCAL", "市内就医，不需转诊",
                "REFERRED_IN_CITY", "经转诊备案，在市内就医",
                "REFERRED_OUTSIDE", "经转诊备案，到市外就医",
                "NOT_FILED", "应转诊备案而未备案"));
        words.putAll(Map.of(
                "HOME_COUNTY", "本县（市、区）",
                "SAME_CITY", "本市其他县（市、区）",
                "CITY_LEVEL_3", "市直三级医院",
                "OTHER_CITY", "市外",
                "IN_CITY", "转市直三级医院",
                "OUT_OF_CITY", "转市外医院",
                "NON_DESIGNATED", "转非定点医院",
                "UPPER_LEVEL", "转上级或者县域外医院",
                "NOT_NEEDED", "不需转诊备案",
                "NOT_PROVIDED", "本地文件没有规定转诊备案"));
        words.putAll(Map.of(
                "TREATING_HOSPITAL", "就诊医院",
                "REFERRING_TIER2_HOSPITAL", "批准转诊的二级医院",
                "REFERRING_TIER3_HOSPITAL", "批准转诊的三级医院"));
        words.putAll(METHODS);
        words.putAll(ClaimWording.PAYERS);
        words.putAll(ClaimWording.LINES);
        words.putAll(ClaimWording.REASONS);
        Stream.of(Category.values()).forEach(category -> words.put(category.name(), category.chineseName()));
        Stream.of(Disease.values()).forEach(disease -> words.put(disease.name(), disease.chineseName()));
        Stream.of(CareType.values()).forEach(careType -> words.put(careType.name(), careType.chineseName()));
        Stream.of(PoolingArea.values()).forEach(tenant -> words.put(tenant.tenantId(), tenant.chineseName()));
        for (int number = 1; number <= 14; number++) {
            words.put("E%02d".formatted(number), "第" + number + "项");
        }
        return words;
    }

    /** What a condition asks for; empty where everything fits. */
    String condition(String cell) {
        String asked = cell.strip();
        return asked.isEmpty() || asked.equals("-") ? "" : said(asked);
    }

    private String said(String asked) {
        // "or" holds less tightly than "and".
        for (String joint : List.of(" or ", " and ")) {
            List<String> parts = parts(asked, joint);
            if (parts.size() > 1) {
                return parts.stream().map(this::said).collect(Collectors.joining(joint.equals(" or ") ? "，或者" : "，"));
            }
        }
        return said(DAY_RANGE, asked, found -> day(found.group(1)) + "至" + day(found.group(2)))
                .or(() -> said(DAY_LIMIT, asked, found -> limit(found.group(1), day(found.group(2)), "起", "以后", "止", "以前")))
                .or(() -> said(NUMBER_LIMIT, asked, found -> found.group(2) + limit(found.group(1), "", "以上", "以上（不含）", "以下", "以下（不含）")))
                .or(() -> said(STARTS, asked, found -> place(found.group(1)) + "范围内"))
                .or(() -> said(AMONG, asked, found -> texts(found.group(1))))
                .or(() -> said(CONTAINS, asked, found -> texts(found.group(1))))
                .or(() -> said(NOT, asked, found -> "除“" + said(found.group(1).strip()) + "”以外"))
                .or(() -> said(TEXTS, asked, found -> texts(asked)))
                .orElseGet(() -> switch (asked) {
                    case "true" -> "是";
                    case "false" -> "否";
                    default -> asked;
                });
    }

    private static Optional<String> said(Pattern pattern, String asked, Function<Matcher, String> words) {
        Matcher found = pattern.matcher(asked);
        try {
            return found.matches() ? Optional.of(words.apply(found)) : Optional.empty();
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /** The parts of an expression between the joints that stand in no brackets and in no text. */
    private static List<String> parts(String asked, String joint) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        boolean text = false;
        for (int i = 0; i < asked.length(); i++) {
            char c = asked.charAt(i);
            if (c == '"') {
                text = !text;
            } else if (text) {
                continue;
            } else if (c == '(' || c == '[') {
                depth++;
            } else if (c == ')' || c == ']') {
                depth--;
            } else if (depth == 0 && asked.startsWith(joint, i)) {
                parts.add(asked.substring(begin, i).strip());
                begin = i + joint.length();
            }
        }
        parts.add(asked.substring(begin).strip());
        return parts;
    }

    private static String limit(String sign, String of, String least, String above, String most, String below) {
        return of
                + switch (sign) {
                    case ">=" -> least;
                    case ">" -> above;
                    case "<=" -> most;
                    default -> below;
                };
    }

    private static String day(String day) {
        return DAY.format(LocalDate.parse(day));
    }

    private static String place(String prefix) {
        return Division.of(prefix + "00")
                .map(city -> city.chineseName().replaceFirst("本级$", ""))
                .orElse("行政区划代码以" + prefix + "开头的地方");
    }

    private String texts(String list) {
        return TEXT.matcher(list).results().map(one -> word(one.group(1))).collect(Collectors.joining("、"));
    }

    private String word(String code) {
        // Fushun's document calls those who are assisted in full so.
        if (code.equals("KEY") && area == PoolingArea.FUSHUN) {
            return "全额救助类对象";
        }
        return Optional.ofNullable(WORDS.get(code))
                .or(() -> code.matches("\\d{6}") ? Division.of(code).map(Division::chineseName) : Optional.empty())
                .orElse(code);
    }

    /**
     * What a result is; empty where there is none.
     *
     * @param column the column's name
     */
    String result(String column, String cell) {
        String given = cell.strip();
        if (given.isEmpty() || given.equals("null") || given.equals("\"\"")) {
            return "";
        }
        String text = TEXTS.matcher(given).matches() ? given.substring(1, given.length() - 1) : given;
        return switch (column) {
            case "ratio" -> figure(text, RuleWords::percent);
            case "threshold", "ceiling" -> figure(text, RuleWords::yuan);
            case "accumulator", "burden" -> ClaimWording.ACCUMULATORS.getOrDefault(text.replace(".<yyyy-MM>", ""), text);
            default -> text.equals(given) ? said(given) : word(text);
        };
    }

    private static String figure(String text, Function<String, String> unit) {
        if (NUMBER.matcher(text).matches()) {
            return unit.apply(text);
        }
        Matcher reference = REFERENCE.matcher(text);
        Optional<ParameterKey> key = reference.matches() ? ParameterKey.of(reference.group(2)) : Optional.empty();
        return key.map(parameter -> "本机构参数“" + parameter.chineseName() + "”"
                        + (reference.group(1) == null ? "" : "的" + percent(reference.group(1)))
                        + (reference.group(3) == null ? "" : "（没有设定时为" + unit.apply(reference.group(3)) + "）"))
                .orElse(text);
    }

    private static String percent(String ratio) {
        return new BigDecimal(ratio).multiply(HUNDRED).stripTrailingZeros().toPlainString() + "%";
    }

    private static String yuan(String amount) {
        return new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.CHINA)).format(new BigDecimal(amount)) + "元";
    }
}
