package org.medaid.application;

import java.util.stream.Stream;
import org.medaid.api.Typed;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ParameterForm;
import org.medaid.procedure.ProcedureParameterKey;

/** What an office sets for the procedure of recognition. */
public enum ApplicationParameter implements ProcedureParameterKey {
    CHECK_DAYS(ParameterForm.workingDays("application.check-working-days", "审核申请材料期限（工作日）")),
    DOCUMENTS_DAYS(ParameterForm.workingDays("application.documents-working-days", "补正材料期限（工作日）")),
    STATUS_DAYS(ParameterForm.workingDays("application.status-working-days", "部门核对身份期限（工作日）")),
    SURVEY_DAYS(ParameterForm.workingDays("application.survey-working-days", "入户调查期限（工作日）")),
    VISITS_DAYS(ParameterForm.workingDays("application.visits-working-days", "邻里走访期限（工作日）")),
    INQUIRY_DAYS(ParameterForm.workingDays("application.inquiry-working-days", "部门答复查询期限（工作日）")),
    INQUIRY_REMINDER_DAYS(ParameterForm.workingDays("application.inquiry-reminder-working-days", "提醒查询答复（第几个工作日）")),
    INQUIRY_FINAL_DAYS(ParameterForm.number("application.inquiry-final-working-days", "查询按未答复处理（第几个工作日）", 1, 90)),
    COMPARISON_DAYS(ParameterForm.workingDays("application.comparison-working-days", "家庭经济状况比对期限（工作日）")),
    SPOT_CHECK_DAYS(ParameterForm.workingDays("application.spot-check-working-days", "县级抽查入户期限（工作日）")),
    OPINION_DAYS(ParameterForm.workingDays("application.opinion-working-days", "乡镇（街道）审核意见期限（工作日）")),
    REVIEW_DAYS(ParameterForm.workingDays("application.review-working-days", "民主评议期限（工作日）")),
    BOARD_DAYS(ParameterForm.workingDays("application.board-working-days", "张贴公示期限（工作日）")),
    OBJECTION_DAYS(ParameterForm.workingDays("application.objection-working-days", "异议调查期限（工作日）")),
    EXAMINATION_DAYS(ParameterForm.workingDays("application.examination-working-days", "县级审核期限（工作日）")),
    DETERMINATION_DAYS(ParameterForm.workingDays("application.determination-working-days", "县级审批期限（工作日）")),
    NOTICE_DAYS(ParameterForm.choice(
            "application.notice-days", "公示天数", "3", "3天", "5", "5天", "7", "7天", "10", "10天")),
    NOTICE_DAY_KIND(ParameterForm.choice(
            "application.notice-day-kind", "公示天数的计算", "WORKING", "工作日", "CALENDAR", "自然日")),
    QUORUM_PERCENT(ParameterForm.number("application.review-quorum-percent", "民主评议到会人数占应到人数的最低比例（%）", 50, 100)),
    MAJORITY(majority()),
    MINIMUM_SURVEYORS(ParameterForm.number("application.minimum-surveyors", "入户调查最少人数", 2, 10)),
    MINIMUM_VISITS(ParameterForm.number("application.minimum-visits", "邻里走访最少户数", 2, 20)),
    SPOT_CHECK_PERCENT(ParameterForm.number("application.spot-check-percent", "县级抽查比例（%）", 0, 100)),
    LOCAL_INCOME(ParameterForm.text(
            "application.local-disposable-income", "当地上年度居民人均可支配收入（元/年）", ApplicationParameter::incomeProblem)),
    CONTACT(ParameterForm.text("application.contact", "受理和反映问题的地点、固定电话", ApplicationParameter::lineProblem)),
    APPEAL_AUTHORITY(ParameterForm.text("application.appeal-authority", "行政复议机关", ApplicationParameter::lineProblem)),
    APPEAL_COURT(ParameterForm.text("application.appeal-court", "管辖行政诉讼的人民法院", ApplicationParameter::lineProblem));

    private static final Citation INCOME_BASIS = new Citation("连政办发〔2017〕22号", "二(二)");
    private static final int LONGEST_TEXT = 60;

    private final ParameterForm form;

    ApplicationParameter(ParameterForm form) {
        this.form = form;
    }

    @Override
    public ParameterForm form() {
        return form;
    }

    @Override
    public Citation basis(PoolingArea area) {
        return this == LOCAL_INCOME && area == PoolingArea.LIANYUNGANG ? INCOME_BASIS : RecognitionArticles.of(area);
    }

    private static ParameterForm majority() {
        String[] valuesAndNames = Stream.of(MajorityRule.values())
                .flatMap(rule -> Stream.of(rule.name(), rule.chineseName()))
                .toArray(String[]::new);
        return ParameterForm.choice("application.review-majority", "民主评议通过规则", valuesAndNames);
    }

    private static String incomeProblem(String value) {
        Money amount = Typed.amount(String.valueOf(value));
        return amount == null || amount.isZero() ? "请填写大于零的金额，最多两位小数。" : null;
    }

    private static String lineProblem(String value) {
        if (Typed.blank(value) || value.length() > LONGEST_TEXT) {
            return "请填写，不超过" + LONGEST_TEXT + "个字。";
        }
        // It is printed on public notices, which carry no mobile telephone and no identity number.
        return value.matches(".*\\d{11,}.*") ? "请填写固定电话或服务热线，不能填写手机号码。" : null;
    }
}
