package org.medaid.workbench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;

/**
 * What kinds of cases the workbench lists: the process each runs through, how it ends, its page, and who reads whole cases of
 * it. One-stop settlements are bills that went through no process.
 *
 * <p>Who has only a part in one step, as an expert or a department that is asked, reads that step and no list of cases.
 */
@Clause("X6")
public enum CaseKind {
    CLAIM(
            "费用救助",
            "ClaimSettlementProcess",
            "claimId",
            "/claims/%s",
            Set.of(
                    Groups.AGENCY_CLERK,
                    Groups.AGENCY_CHECKER,
                    Groups.REVIEW_CHAIR,
                    Groups.AGENCY_MANAGER,
                    Groups.AUDITOR),
            Set.of(Groups.AGENCY_CLERK),
            Map.of(
                    "ENTERED", "已录入，待核对",
                    "RETURNED", "已退回，待更正",
                    "ACCEPTED", "已核对",
                    "IN_REVIEW", "专家评审中",
                    "TO_CALCULATE", "待计算",
                    "CALCULATED", "已计算，待确认",
                    "SETTLED", "已结算",
                    "REFUSED", "不予救助",
                    "WITHDRAWN", "已撤回",
                    "REVERSED", "已冲账"),
            List.of("SETTLED", "REFUSED", "WITHDRAWN", "REVERSED")),
    APPLICATION(
            "对象认定",
            "ApplicationProcess",
            "applicationId",
            "/applications/%s",
            Set.of(
                    Groups.TOWNSHIP_CLERK,
                    Groups.TOWNSHIP_SURVEYOR,
                    Groups.VILLAGE_COMMITTEE,
                    Groups.COUNTY_EXAMINER,
                    Groups.COUNTY_APPROVER,
                    Groups.AGENCY_CLERK,
                    Groups.AGENCY_MANAGER,
                    Groups.AUDITOR),
            Set.of(Groups.TOWNSHIP_CLERK),
            Map.of(
                    "OPENED", "已收到申请，正在核对材料",
                    "WAITING_FOR_DOCUMENTS", "材料不齐，等待补正（办理时限暂停）",
                    "STATUS_CHECK", "正在向认定部门核对身份",
                    "INVESTIGATED", "正在调查核实家庭情况",
                    "IN_REVIEW", "正在组织民主评议",
                    "ON_NOTICE", "正在公示（办理时限暂停）",
                    "TO_DETERMINE", "正在由县级医疗保障部门审核认定",
                    "APPROVED", "已认定为医疗救助对象",
                    "REFUSED", "未予认定",
                    "WITHDRAWN", "申请人已撤回"),
            List.of("APPROVED", "REFUSED", "WITHDRAWN")),
    REFERRAL(
            "转诊备案",
            "ReferralProcess",
            "referralId",
            "/referrals/%s",
            Set.of(Groups.AGENCY_CLERK, Groups.AGENCY_CHECKER, Groups.AGENCY_MANAGER, Groups.AUDITOR),
            Set.of(Groups.AGENCY_CLERK),
            Map.of(
                    "AT_TIER2", "二级医院办理中",
                    "AT_TIER3", "三级医院办理中",
                    "AT_OFFICE", "经办机构办理中",
                    "FILED", "已备案",
                    "REFUSED_BY_HOSPITAL", "医院不同意转诊",
                    "NOT_FILED", "不予备案",
                    "TOO_LATE", "逾期不予受理",
                    "WITHDRAWN", "已撤回",
                    "REVOKED", "备案已撤销"),
            List.of("FILED", "REFUSED_BY_HOSPITAL", "NOT_FILED", "TOO_LATE", "WITHDRAWN", "REVOKED")),
    ROSTER_REVIEW(
            "对象复核",
            "RosterReviewProcess",
            "rosterReviewId",
            "/roster-reviews",
            Set.of(
                    Groups.TOWNSHIP_CLERK,
                    Groups.COUNTY_EXAMINER,
                    Groups.COUNTY_APPROVER,
                    Groups.AGENCY_CLERK,
                    Groups.AGENCY_MANAGER,
                    Groups.AUDITOR),
            Set.of(Groups.TOWNSHIP_CLERK, Groups.AGENCY_CLERK),
            Map.of(
                    "TO_REVIEW", "乡镇（街道）正在复核",
                    "TO_EXAMINE", "待县级审核",
                    "TO_APPROVE", "待县级审批",
                    "KEPT", "继续享受待遇",
                    "ENDED", "已终止待遇",
                    "WITHDRAWN", "复核已撤回"),
            List.of("KEPT", "ENDED", "WITHDRAWN")),
    STATEMENT(
            "医院结算",
            "HospitalSettlementProcess",
            "statementId",
            "/hospital-statements/%s",
            Set.of(
                    Groups.AGENCY_CLERK,
                    Groups.AGENCY_CHECKER,
                    Groups.AGENCY_MANAGER,
                    Groups.AUDITOR,
                    Groups.DEPARTMENT_FINANCE,
                    Groups.DEPARTMENT_HEALTH,
                    Groups.POLICY_OFFICER),
            Set.of(),
            Map.of(
                    "DRAWN", "已生成",
                    "AT_HOSPITAL", "待医院核对",
                    "DISPUTED", "争议复核中",
                    "TO_APPROVE", "待经办机构审批",
                    "AT_HEALTH", "待卫生健康部门审核",
                    "AT_FINANCE", "待财政部门审批",
                    "PAYABLE", "已审批，待付款",
                    "CARRIED", "无应付款，已结转"),
            List.of("PAYABLE", "CARRIED")),
    PAYMENT(
            "资金付款",
            "PaymentBatchProcess",
            "paymentBatchId",
            "/payments/batches/%s",
            Set.of(
                    Groups.AGENCY_CLERK,
                    Groups.AGENCY_CHECKER,
                    Groups.AGENCY_MANAGER,
                    Groups.AUDITOR,
                    Groups.DEPARTMENT_FINANCE),
            Set.of(Groups.AGENCY_CLERK),
            Map.of(
                    "TO_APPROVE", "待审核",
                    "TO_FINANCE", "待财政审批",
                    "TO_PAY", "待付款",
                    "PAID", "已付清",
                    "PARTLY_RETURNED", "部分退回",
                    "REJECTED", "已退回经办"),
            List.of("PAID", "PARTLY_RETURNED", "REJECTED")),
    RECOVERY(
            "多付追回",
            "RecoveryProcess",
            "recoveryId",
            "/recoveries/%s",
            Set.of(
                    Groups.AGENCY_CLERK,
                    Groups.AGENCY_CHECKER,
                    Groups.AGENCY_MANAGER,
                    Groups.AUDITOR,
                    Groups.DEPARTMENT_FINANCE),
            Set.of(Groups.AGENCY_CLERK),
            Map.of(
                    "TO_DECIDE", "待审定",
                    "SENT_BACK", "已退回经办",
                    "NOT_RECOVERED", "不予追回",
                    "COLLECTING", "追回中",
                    "RECOVERED", "已全部追回",
                    "REVOKED", "决定已撤销",
                    "LEFT_TO_COURT", "已移送法院执行",
                    "WRITTEN_OFF", "已核销"),
            List.of("RECOVERED", "NOT_RECOVERED", "REVOKED", "LEFT_TO_COURT", "WRITTEN_OFF"));

    private static final Set<String> HOSPITAL = Set.of(
            Groups.HOSPITAL_DOCTOR, Groups.HOSPITAL_DEPARTMENT_HEAD, Groups.HOSPITAL_MEDICAL_AFFAIRS);

    private final String chineseName;
    private final String process;
    private final String variable;
    private final String page;
    private final Set<String> readers;
    private final Set<String> openers;
    private final Map<String, String> states;
    private final List<String> ends;

    CaseKind(
            String chineseName,
            String process,
            String variable,
            String page,
            Set<String> readers,
            Set<String> openers,
            Map<String, String> states,
            List<String> ends) {
        this.chineseName = chineseName;
        this.process = process;
        this.variable = variable;
        this.page = page;
        this.readers = readers;
        this.openers = openers;
        this.states = states;
        this.ends = ends;
    }

    public static Optional<CaseKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.name().equals(code)).findFirst();
    }

    /** The kind of a process by the process's id, for example {@code ReferralProcess}. */
    public static Optional<CaseKind> ofProcess(String process) {
        return Arrays.stream(values()).filter(kind -> kind.process.equals(process)).findFirst();
    }

    public String chineseName() {
        return chineseName;
    }

    /** The process variable that holds the case's id. */
    public String variable() {
        return variable;
    }

    /** The case's own page. */
    public String page(Object caseId) {
        return page.formatted(caseId);
    }

    /** In which role people of an office open such a case; empty where a timer does. */
    public Set<String> openers() {
        return openers;
    }

    /** What a state's code is called; the code itself where it has no name. */
    public String stateName(String code) {
        return states.getOrDefault(code, code);
    }

    /** Every state's code with what it is called. */
    public Map<String, String> states() {
        return states;
    }

    /** The states in which a case of this kind has reached its end, code → name, the usual one first. */
    public Map<String, String> outcomes() {
        return ends.stream().collect(Collectors.toMap(Function.identity(), this::stateName, (one, other) -> one, LinkedHashMap::new));
    }

    /** Every outcome of every kind by its code, each once; where kinds name it differently, the first one's name. */
    public static Map<String, String> allOutcomes() {
        return Arrays.stream(values())
                .flatMap(kind -> kind.outcomes().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    /** Whether the user reads whole cases of this kind in the own office. */
    public boolean isReadAtOffice(CurrentUser user) {
        return user.hospitalCode().isEmpty()
                && user.area().isPresent()
                && user.groups().stream().anyMatch(readers::contains);
    }

    /** Whether the user reads whole cases of this kind in which the own hospital has a part. */
    public boolean isReadAtHospital(CurrentUser user) {
        return user.hospitalCode().isPresent()
                && (this == REFERRAL && user.groups().stream().anyMatch(HOSPITAL::contains)
                        || this == STATEMENT && user.isIn(Groups.HOSPITAL_MEDICAL_AFFAIRS));
    }

    /** Whether a step of such a case is done without knowing whose case it is: experts judge costs, not people. */
    public boolean isBlindFor(CurrentUser user) {
        return this == CLAIM && !isReadAtOffice(user);
    }
}
