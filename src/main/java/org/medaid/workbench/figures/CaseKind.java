package org.medaid.workbench.figures;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of cases an office finishes, how they end and where one of them is shown. */
public enum CaseKind {
    CLAIM("医疗费用救助结算", "ClaimSettlementProcess", "/claims/",
            "SETTLED", "已结算", "REFUSED", "不予救助", "WITHDRAWN", "已撤回", "REVERSED", "已冲账"),
    APPLICATION("医疗救助对象认定", "ApplicationProcess", "/applications/",
            "APPROVED", "已认定", "REFUSED", "未予认定", "WITHDRAWN", "已撤回"),
    REFERRAL("转诊备案", "ReferralProcess", "/referrals/",
            "FILED", "已备案", "REFUSED_BY_HOSPITAL", "医院不同意转诊", "NOT_FILED", "不予备案", "TOO_LATE", "逾期不予受理",
            "WITHDRAWN", "已撤回", "REVOKED", "备案已撤销"),
    ROSTER_REVIEW("救助对象复核", "RosterReviewProcess", "/roster-reviews/",
            "KEPT", "继续享受待遇", "ENDED", "已终止待遇", "WITHDRAWN", "已撤回"),
    PAYMENT_BATCH("资金支付", "PaymentBatchProcess", "/payments/batches/",
            "PAID", "已付清", "PARTLY_RETURNED", "部分退回", "REJECTED", "已退回经办"),
    STATEMENT("医院结算", "HospitalSettlementProcess", "/hospital-statements/",
            "PAYABLE", "已审批，待付款", "CARRIED", "无应付款，已结转");

    private final String chineseName;
    private final String process;
    private final String page;
    private final Map<String, String> outcomes;

    CaseKind(String chineseName, String process, String page, String... outcomes) {
        this.chineseName = chineseName;
        this.process = process;
        this.page = page;
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < outcomes.length; i += 2) {
            names.put(outcomes[i], outcomes[i + 1]);
        }
        this.outcomes = Collections.unmodifiableMap(names);
    }

    public String chineseName() {
        return chineseName;
    }

    /** The id of its process. One-stop settlements are bills without one. */
    public String process() {
        return process;
    }

    /** The page of one case. */
    public String page(String caseId) {
        return page + caseId;
    }

    /** Code → name, the usual one first. */
    public Map<String, String> outcomes() {
        return outcomes;
    }

    public String outcome(String code) {
        return outcomes.getOrDefault(code, code);
    }

    public static Optional<CaseKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(code)).findFirst();
    }

    public static Optional<CaseKind> ofProcess(String process) {
        return Arrays.stream(values()).filter(kind -> kind.process.equals(process)).findFirst();
    }

    /** Every outcome of every kind by its code, each once; where kinds name it differently, the first one's name. */
    public static Map<String, String> allOutcomes() {
        return Arrays.stream(values())
                .flatMap(kind -> kind.outcomes.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }
}
