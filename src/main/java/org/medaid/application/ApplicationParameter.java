package org.medaid.application;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.medaid.api.Typed;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ProcedureParameterKey;

/** What an office sets for the procedure of recognition. */
public enum ApplicationParameter implements ProcedureParameterKey {
    CHECK_DAYS("application.check-working-days", "审核申请材料期限（工作日）", 1, 60),
    DOCUMENTS_DAYS("application.documents-working-days", "补正材料期限（工作日）", 1, 60),
    STATUS_DAYS("application.status-working-days", "部门核对身份期限（工作日）", 1, 60),
    SURVEY_DAYS("application.survey-working-days", "入户调查期限（工作日）", 1, 60),
    VISITS_DAYS("application.visits-working-days", "邻里走访期限（工作日）", 1, 60),
    INQUIRY_DAYS("application.inquiry-working-days", "部门答复查询期限（工作日）", 1, 60),
    INQUIRY_REMINDER_DAYS("application.inquiry-reminder-working-days", "提醒查询答复（第几个工作日）", 1, 60),
    INQUIRY_FINAL_DAYS("application.inquiry-final-working-days", "查询按未答复处理（第几个工作日）", 1, 90),
    COMPARISON_DAYS("application.comparison-working-days", "家庭经济状况比对期限（工作日）", 1, 60),
    SPOT_CHECK_DAYS("application.spot-check-working-days", "县级抽查入户期限（工作日）", 1, 60),
    OPINION_DAYS("application.opinion-working-days", "乡镇（街道）审核意见期限（工作日）", 1, 60),
    REVIEW_DAYS("application.review-working-days", "民主评议期限（工作日）", 1, 60),
    BOARD_DAYS("application.board-working-days", "张贴公示期限（工作日）", 1, 60),
    OBJECTION_DAYS("application.objection-working-days", "异议调查期限（工作日）", 1, 60),
    EXAMINATION_DAYS("application.examination-working-days", "县级审核期限（工作日）", 1, 60),
    DETERMINATION_DAYS("application.determination-working-days", "县级审批期限（工作日）", 1, 60),
    NOTICE_DAYS("application.notice-days", "公示天数", 3, 10),
    NOTICE_DAY_KIND("application.notice-day-kind", "公示天数的计算", 0, 0),
    QUORUM_PERCENT("application.review-quorum-percent", "民主评议到会人数占应到人数的最低比例（%）", 50, 100),
    MAJORITY("application.review-majority", "民主评议通过规则", 0, 0),
    MINIMUM_SURVEYORS("application.minimum-surveyors", "入户调查最少人数", 2, 10),
    MINIMUM_VISITS("application.minimum-visits", "邻里走访最少户数", 2, 20),
    SPOT_CHECK_PERCENT("application.spot-check-percent", "县级抽查比例（%）", 0, 100),
    LOCAL_INCOME("application.local-disposable-income", "当地上年度居民人均可支配收入（元/年）", 0, 0),
    CONTACT("application.contact", "受理和反映问题的地点、固定电话", 0, 0),
    APPEAL_AUTHORITY("application.appeal-authority", "行政复议机关", 0, 0),
    APPEAL_COURT("application.appeal-court", "管辖行政诉讼的人民法院", 0, 0);

    private static final Citation INCOME_BASIS = new Citation("连政办发〔2017〕22号", "二(二)");
    private static final List<String> NOTICE_LENGTHS = List.of("3", "5", "7", "10");

    private static final int LONGEST_TEXT = 60;

    private final String code;
    private final String chineseName;
    private final int least;
    private final int most;

    ApplicationParameter(String code, String chineseName, int least, int most) {
        this.code = code;
        this.chineseName = chineseName;
        this.least = least;
        this.most = most;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String chineseName() {
        return chineseName;
    }

    @Override
    public Citation basis(PoolingArea area) {
        return this == LOCAL_INCOME && area == PoolingArea.LIANYUNGANG ? INCOME_BASIS : RecognitionArticles.of(area);
    }

    @Override
    public Map<String, String> choices() {
        return switch (this) {
            case NOTICE_DAYS -> choices(NOTICE_LENGTHS, length -> length + "天");
            case NOTICE_DAY_KIND -> Map.of("WORKING", "工作日", "CALENDAR", "自然日");
            case MAJORITY -> choices(
                    Stream.of(MajorityRule.values()).map(Enum::name).toList(),
                    name -> MajorityRule.valueOf(name).chineseName());
            default -> Map.of();
        };
    }

    @Override
    public Optional<String> problem(String value) {
        if (this == LOCAL_INCOME) {
            Money amount = Typed.amount(String.valueOf(value));
            return amount == null || amount.isZero() ? Optional.of("请填写大于零的金额，最多两位小数。") : Optional.empty();
        }
        if (this == CONTACT || this == APPEAL_AUTHORITY || this == APPEAL_COURT) {
            if (Typed.blank(value) || value.length() > LONGEST_TEXT) {
                return Optional.of("请填写，不超过" + LONGEST_TEXT + "个字。");
            }
            // It is printed on public notices, which carry no mobile telephone and no identity number.
            return value.matches(".*\\d{11,}.*") ? Optional.of("请填写固定电话或服务热线，不能填写手机号码。") : Optional.empty();
        }
        if (!choices().isEmpty()) {
            return choices().containsKey(value)
                    ? Optional.empty()
                    : Optional.of(chineseName + "只能选择：" + String.join("、", choices().values()) + "。");
        }
        boolean inRange = value != null
                && value.matches("\\d{1,3}")
                && Integer.parseInt(value) >= least
                && Integer.parseInt(value) <= most;
        return inRange ? Optional.empty() : Optional.of(chineseName + "应为" + least + "至" + most + "的整数。");
    }

    private static Map<String, String> choices(List<String> codes, UnaryOperator<String> name) {
        Map<String, String> choices = new LinkedHashMap<>();
        codes.forEach(code -> choices.put(code, name.apply(code)));
        return choices;
    }
}
