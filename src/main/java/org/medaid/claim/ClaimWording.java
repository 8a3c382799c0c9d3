package org.medaid.claim;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.medaid.claim.model.Aggregation;
import org.medaid.claim.model.Review;

/** The Chinese words for the codes of bills and sheets, one place for screens and paper. */
public final class ClaimWording {

    public static final Map<String, String> CATALOGUE_CLASSES =
            ordered("A", "甲类", "B", "乙类", "C", "丙类", "OUTSIDE", "目录外");

    public static final Map<String, String> EVENTS = ordered(
            "BILL_ENTERED", "录入费用单据",
            "PROVIDER_DISCOUNT_FOUND", "发现医疗机构应减免费用",
            "BILL_CHECKED", "核对费用单据",
            "BILL_CORRECTED", "更正费用单据",
            "REVIEW_DRAWN_UP", "确定评审项目和专家",
            "OPINION_GIVEN", "提出评审意见",
            "EXPERTS_REMINDED", "提醒未答复专家",
            "OVERDUE_REVIEW_HANDLED", "处理逾期评审",
            "REVIEW_CLOSED", "结束评审",
            "EXCLUSIONS_DECIDED", "认定不予支付费用",
            "REFERRAL_LOOKED_UP", "查找转诊备案",
            "BILL_REOPENED", "补办转诊备案，重新办理",
            "BENEFIT_CALCULATED", "计算救助金额",
            "SHEET_CONFIRMED", "确认待遇计算单",
            "WITHDRAWAL_REQUESTED", "申请人撤回",
            "STEP_REMINDED", "临近办理期限，已提醒",
            "STEP_ESCALATED", "超过办理期限，已报负责人督办");

    public static final Map<String, String> OUTCOMES = ordered(
            "ACCEPTED", "属实完整",
            "RETURNED", "退回更正",
            "REFUSED", "不予受理",
            "CONFIRMED", "确认",
            "CALCULATED", "已计算",
            "REVIEW_REQUIRED", "需专家评审");

    public static final Map<String, String> LINES = ordered(
            "fushun.inpatient", "住院救助",
            "fushun.critical-illness", "重特大疾病救助",
            "fushun.special-outpatient", "特病门诊救助",
            "fushun.outpatient", "门诊救助",
            "fushun.margin-inpatient", "低保边缘对象住院救助",
            "lianyungang.key-inpatient", "重点救助对象住院救助",
            "lianyungang.key-outpatient", "重点救助对象门诊救助",
            "lianyungang.extended", "拓展救助对象医疗费用救助",
            "jining.key-inpatient", "重点救助对象住院救助",
            "jining.other-inpatient", "其他救助对象住院救助",
            "jining.reassistance", "再救助",
            "jiangmen.medical-assistance", "医疗救助",
            "jiangmen.poverty.in-scope", "精准扶贫资金（范围内自付费用）",
            "jiangmen.poverty.self-paid", "精准扶贫资金（自费费用）",
            "jiangmen.hospital.self-paid", "定点医疗机构分担自费费用",
            "jiangmen.hospital.unreasonable", "定点医疗机构承担不合理费用");

    public static final Map<String, String> PAYERS = ordered(
            "BASIC_INSURANCE", "基本医疗保险",
            "CRITICAL_ILLNESS_INSURANCE", "大病保险",
            "SUPPLEMENTARY_INSURANCE", "补充医疗保险",
            "MEDICAL_ASSISTANCE_FUND", "医疗救助基金",
            "POVERTY_ALLEVIATION_FUND", "医疗保障精准扶贫资金",
            "HEALTH_AUTHORITY", "卫生健康部门",
            "CIVIL_AFFAIRS", "民政部门",
            "PERSON", "个人负担");

    public static final Map<String, String> REASONS = ordered(
            "NOT_A_BENEFICIARY", "出院当日不属于本统筹区的救助对象",
            "CARE_TYPE_NOT_COVERED", "该就医方式不在救助范围内",
            "DISEASE_NOT_LISTED", "所患疾病不在规定病种内",
            "NON_DESIGNATED_HOSPITAL", "在非定点医疗机构就医，未备案且非急诊",
            "REFERRAL_NOT_FILED", "未按规定办理转诊备案",
            "NO_POLICY_IN_FORCE", "出院当日尚无施行的救助政策",
            "NOTHING_LEFT_TO_ASSIST", "没有可救助的费用，或年度限额已用完");

    public static final Map<String, String> ACCUMULATORS = ordered(
            "fushun.inpatient", "住院救助",
            "fushun.critical-illness", "重特大疾病救助",
            "fushun.special-outpatient", "特病门诊救助",
            "fushun.outpatient", "门诊救助",
            "fushun.margin-inpatient", "低保边缘对象住院救助",
            "lianyungang.key-inpatient", "重点救助对象住院救助",
            "lianyungang.extended", "拓展救助对象救助",
            "lianyungang.extended.burden", "拓展救助对象累计负担",
            "jining.key-inpatient", "重点救助对象住院救助",
            "jining.other-inpatient", "其他救助对象住院救助",
            "jining.other.burden", "其他救助对象累计负担",
            "jining.reassistance", "再救助",
            "jining.reassistance.burden", "再救助累计负担",
            "jiangmen.medical-assistance", "医疗救助",
            "jiangmen.self-paid", "特定病种门诊当月自费费用");

    private ClaimWording() {}

    /** What a provider owes, line by line, for the history of a case. */
    static String discounts(List<OwedDiscount> owed) {
        return owed.stream().map(OwedDiscount::sentence).collect(Collectors.joining()) + "合计" + OwedDiscount.sum(owed)
                + "元，由医疗机构承担，不纳入救助资金结算。";
    }

    public static String basis(Review.Basis basis) {
        return basis == Review.Basis.STAY ? "按次住院评审" : "按月（特定病种门诊）评审";
    }

    public static String aggregation(Aggregation aggregation) {
        return aggregation == Aggregation.MEDIAN ? "取专家意见中位数" : "过半数专家认定不合理时取其中位数";
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return java.util.Collections.unmodifiableMap(map);
    }

    /** The name of a payer of a sheet; a hospital's is its code, which the register explains. */
    public static String payer(String code) {
        return code.startsWith("HOSPITAL:")
                ? "定点医疗机构（" + code.substring("HOSPITAL:".length()) + "）"
                : PAYERS.getOrDefault(code, code);
    }

    /** Payers as a slip lists them: the insurances, the funds, the authorities, hospitals, and the person last. */
    public static List<String> inOrder(Collection<String> payers) {
        List<String> known = List.copyOf(PAYERS.keySet());
        int person = known.indexOf("PERSON");
        return payers.stream()
                .sorted(Comparator.comparingInt((String payer) -> {
                            int place = known.indexOf(payer);
                            return place < 0 ? person : place == person ? person + 1 : place;
                        })
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
