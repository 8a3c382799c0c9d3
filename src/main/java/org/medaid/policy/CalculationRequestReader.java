package org.medaid.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;

/**
 * Turns a raw JSON request into a {@link CalculationRequest}, or says of every field that cannot be read what is wrong.
 *
 * <p>Strict on purpose: an unknown field is refused like an unknown code, since a mistyped {@code exclusions} that is
 * silently left out would change what a person is paid.
 */
public final class CalculationRequestReader {

    private static final Set<String> FIELDS = Set.of(
            "division", "categories", "careType", "admittedOn", "dischargedOn", "diseases", "insured",
            "treatedAsInpatient", "emergency", "hospital", "referral", "amounts", "exclusions", "review", "yearToDate",
            "officeParameters");
    private static final Set<String> HOSPITAL_FIELDS = Set.of("code", "level", "division", "designated");
    private static final Set<String> REFERRAL_FIELDS = Set.of("status", "tier2Hospital", "tier3Hospital");
    private static final Set<String> AMOUNT_FIELDS = Set.of(
            "total", "inScope", "deductible", "basicPaid", "criticalIllnessPaid", "supplementaryPaid", "selfPaid");
    private static final Set<String> EXCLUSION_FIELDS = Set.of("code", "inScope", "selfPaid");
    private static final Set<String> REVIEW_FIELDS = Set.of("unreasonableSelfPaid");
    private static final Pattern HOSPITAL_CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
    private static final int MOST_EXCLUSIONS = 1_000;

    private final List<FieldProblem> problems = new ArrayList<>();

    private CalculationRequestReader() {}

    public static RequestReading read(JsonNode root) {
        return new CalculationRequestReader().readRequest(root);
    }

    private RequestReading readRequest(JsonNode root) {
        if (root == null || !root.isObject()) {
            refuse("request", "NOT_AN_OBJECT", "请求应为一个 JSON 对象");
            return new RequestReading.Rejected(problems);
        }
        refuseUnknownFields(root, FIELDS, "");
        Division division = code(root, "division", "division", Division::of, "该区划没有相应的医疗救助政策");
        CategorySet categories = CategorySet.of(codes(root, "categories", Category::of, Category.class, true));
        CareType careType = code(root, "careType", "careType", CareType::of, "没有这一就医方式");
        LocalDate admittedOn = date(root, "admittedOn");
        LocalDate dischargedOn = date(root, "dischargedOn");
        DiseaseSet diseases = DiseaseSet.of(codes(root, "diseases", Disease::of, Disease.class, false));
        boolean insured = bool(root, "insured", "insured", true);
        boolean treatedAsInpatient = bool(root, "treatedAsInpatient", "treatedAsInpatient", false);
        boolean emergency = bool(root, "emergency", "emergency", false);
        CalculationRequest.Hospital hospital = hospital(root.path("hospital"));
        CalculationRequest.Referral referral = referral(root.path("referral"));
        CalculationRequest.Amounts amounts = amounts(root.path("amounts"));
        List<CalculationRequest.Exclusion> exclusions = exclusions(root.path("exclusions"));
        CalculationRequest.Review review = review(root.path("review"));
        YearToDate yearToDate = yearToDate(root.path("yearToDate"));
        OfficeParameterValues parameters = OfficeParameterValues.NONE;
        if (isPresent(root.path("officeParameters"))) {
            OfficeParameterValues.Reading reading =
                    OfficeParameterValues.read(root.path("officeParameters"), "officeParameters");
            problems.addAll(reading.problems());
            parameters = reading.values();
        }
        if (!problems.isEmpty()) {
            return new RequestReading.Rejected(problems);
        }
        return new RequestReading.Accepted(new CalculationRequest(
                division, categories, careType, admittedOn, dischargedOn, diseases, insured, treatedAsInpatient,
                emergency, hospital, referral, amounts, exclusions, review, yearToDate, parameters));
    }

    private CalculationRequest.Hospital hospital(JsonNode node) {
        if (!isObject(node, "hospital", true)) {
            return null;
        }
        refuseUnknownFields(node, HOSPITAL_FIELDS, "hospital.");
        String code = hospitalCode(node, "code", "hospital.code", true);
        JsonNode level = node.path("level");
        if (!level.isInt() || level.intValue() < 1 || level.intValue() > 3) {
            refuse("hospital.level", "UNKNOWN_LEVEL", "医院级别应为1、2或3");
        }
        DivisionCode division = code(
                node, "division", "hospital.division", CalculationRequestReader::anyDivision, "医院所在地应为六位区划代码");
        boolean designated = bool(node, "designated", "hospital.designated", true);
        if (code == null || division == null || !level.isInt() || level.intValue() < 1 || level.intValue() > 3) {
            return null;
        }
        return new CalculationRequest.Hospital(code, level.intValue(), division, designated);
    }

    private static Optional<DivisionCode> anyDivision(String code) {
        try {
            return Optional.of(new DivisionCode(code));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private CalculationRequest.Referral referral(JsonNode node) {
        if (!isPresent(node)) {
            return CalculationRequest.Referral.NONE;
        }
        if (!isObject(node, "referral", false)) {
            return null;
        }
        refuseUnknownFields(node, REFERRAL_FIELDS, "referral.");
        Boolean filed = code(node, "status", "referral.status", CalculationRequestReader::filed, "转诊状态应为 NONE 或 FILED");
        String tier2 = hospitalCode(node, "tier2Hospital", "referral.tier2Hospital", false);
        String tier3 = hospitalCode(node, "tier3Hospital", "referral.tier3Hospital", false);
        return filed == null ? null : new CalculationRequest.Referral(filed, tier2, tier3);
    }

    private static Optional<Boolean> filed(String status) {
        return switch (status) {
            case "FILED" -> Optional.of(true);
            case "NONE" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private CalculationRequest.Amounts amounts(JsonNode node) {
        if (!isObject(node, "amounts", true)) {
            return null;
        }
        refuseUnknownFields(node, AMOUNT_FIELDS, "amounts.");
        Money total = amount(node, "total", "amounts.");
        Money inScope = amount(node, "inScope", "amounts.");
        Money deductible = amount(node, "deductible", "amounts.");
        Money basicPaid = amount(node, "basicPaid", "amounts.");
        Money criticalIllnessPaid = amount(node, "criticalIllnessPaid", "amounts.");
        Money supplementaryPaid = amount(node, "supplementaryPaid", "amounts.");
        Money selfPaid = amount(node, "selfPaid", "amounts.");
        if (total == null || inScope == null || deductible == null || basicPaid == null || criticalIllnessPaid == null
                || supplementaryPaid == null || selfPaid == null) {
            return null;
        }
        return new CalculationRequest.Amounts(
                total, inScope, deductible, basicPaid, criticalIllnessPaid, supplementaryPaid, selfPaid);
    }

    private List<CalculationRequest.Exclusion> exclusions(JsonNode node) {
        List<CalculationRequest.Exclusion> exclusions = new ArrayList<>();
        if (!isPresent(node)) {
            return exclusions;
        }
        if (!node.isArray() || node.size() > MOST_EXCLUSIONS) {
            refuse("exclusions", "NOT_A_LIST", "不予支付的费用应为列表");
            return exclusions;
        }
        for (int i = 0; i < node.size(); i++) {
            String path = "exclusions[" + i + "]";
            JsonNode exclusion = node.get(i);
            if (!isObject(exclusion, path, true)) {
                continue;
            }
            refuseUnknownFields(exclusion, EXCLUSION_FIELDS, path + ".");
            ExclusionCode code =
                    code(exclusion, "code", path + ".code", ExclusionCode::of, "没有这一不予支付情形");
            Money inScope = amount(exclusion, "inScope", path + ".");
            Money selfPaid = amount(exclusion, "selfPaid", path + ".");
            if (code != null && inScope != null && selfPaid != null) {
                exclusions.add(new CalculationRequest.Exclusion(code, inScope, selfPaid));
            }
        }
        return exclusions;
    }

    private CalculationRequest.Review review(JsonNode node) {
        if (!isPresent(node) || !isObject(node, "review", false)) {
            return null;
        }
        refuseUnknownFields(node, REVIEW_FIELDS, "review.");
        Money unreasonable = amount(node, "unreasonableSelfPaid", "review.");
        return unreasonable == null ? null : new CalculationRequest.Review(unreasonable);
    }

    private YearToDate yearToDate(JsonNode node) {
        if (!isPresent(node)) {
            return YearToDate.NOTHING;
        }
        if (!isObject(node, "yearToDate", false)) {
            return YearToDate.NOTHING;
        }
        Map<AccumulatorKey, Money> used = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String path = "yearToDate." + entry.getKey();
            Optional<AccumulatorKey> key = AccumulatorKey.of(entry.getKey());
            if (key.isEmpty()) {
                refuse(path, "UNKNOWN_ACCUMULATOR", "没有这一累计项");
                continue;
            }
            Money amount = AmountReading.read(entry.getValue(), path, problems);
            if (amount != null) {
                used.put(key.get(), amount);
            }
        }
        return YearToDate.of(used);
    }

    private Money amount(JsonNode parent, String field, String prefix) {
        return AmountReading.read(parent.path(field), prefix + field, problems);
    }

    private LocalDate date(JsonNode root, String field) {
        JsonNode node = root.path(field);
        if (!isPresent(node)) {
            refuse(field, "REQUIRED", "请填写日期");
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(node.isTextual() ? node.textValue() : "", DATE);
            if (date.getYear() < 1) {
                throw new DateTimeParseException("before the first year", field, 0);
            }
            return date;
        } catch (DateTimeParseException e) {
            refuse(field, "NOT_A_DATE", "日期应写作 2020-12-31 的形式");
            return null;
        }
    }

    private boolean bool(JsonNode parent, String field, String path, boolean otherwise) {
        JsonNode node = parent.path(field);
        if (!isPresent(node)) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            refuse(path, "NOT_A_BOOLEAN", "应填写 true 或 false");
        }
        return node.booleanValue();
    }

    private String hospitalCode(JsonNode parent, String field, String path, boolean required) {
        JsonNode node = parent.path(field);
        if (!isPresent(node)) {
            if (required) {
                refuse(path, "REQUIRED", "请填写医院代码");
            }
            return null;
        }
        if (!node.isTextual() || !HOSPITAL_CODE.matcher(node.textValue()).matches()) {
            refuse(path, "NOT_A_HOSPITAL_CODE", "医院代码由字母、数字和连字符组成");
            return null;
        }
        return node.textValue();
    }

    private <T> T code(JsonNode parent, String field, String path, Function<String, Optional<T>> finder, String message) {
        JsonNode node = parent.path(field);
        if (!isPresent(node)) {
            refuse(path, "REQUIRED", "此项必填");
            return null;
        }
        Optional<T> found = node.isTextual() ? finder.apply(node.textValue()) : Optional.empty();
        if (found.isEmpty()) {
            refuse(path, "UNKNOWN_CODE", message);
        }
        return found.orElse(null);
    }

    private <E extends Enum<E>> Set<E> codes(
            JsonNode root, String field, Function<String, Optional<E>> finder, Class<E> type, boolean required) {
        Set<E> found = EnumSet.noneOf(type);
        JsonNode node = root.path(field);
        if (!isPresent(node)) {
            if (required) {
                refuse(field, "REQUIRED", "此项必填");
            }
            return found;
        }
        if (!node.isArray()) {
            refuse(field, "NOT_A_LIST", "应为代码列表");
            return found;
        }
        for (int i = 0; i < node.size(); i++) {
            Optional<E> member = node.get(i).isTextual() ? finder.apply(node.get(i).textValue()) : Optional.empty();
            if (member.isEmpty()) {
                refuse(field + "[" + i + "]", "UNKNOWN_CODE", "没有这一代码");
                // One is enough to refuse: a list of garbage shall not become a list of messages.
                return found;
            }
            found.add(member.get());
        }
        return found;
    }

    private boolean isObject(JsonNode node, String path, boolean required) {
        if (node.isObject()) {
            return true;
        }
        boolean missing = !isPresent(node);
        if (!missing || required) {
            refuse(path, missing ? "REQUIRED" : "NOT_AN_OBJECT", missing ? "此项必填" : "应为一个对象");
        }
        return false;
    }

    private static boolean isPresent(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }

    private void refuseUnknownFields(JsonNode node, Set<String> known, String prefix) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!known.contains(entry.getKey())) {
                refuse(prefix + entry.getKey(), "UNKNOWN_FIELD", "没有这一字段");
                return;
            }
        }
    }

    private void refuse(String field, String code, String message) {
        problems.add(new FieldProblem(field, code, message));
    }
}
