package org.medaid.application.review;

import java.util.List;
import java.util.Optional;
import org.medaid.kernel.Citation;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** What an office sets for reviewing its roster. */
public enum ReviewParameter implements ProcedureParameterKey {
    MONTHS("roster-review.months", "定期复核周期（月）", 60),
    CHECK_DAYS("roster-review.check-working-days", "乡镇（街道）复核期限（工作日）", 60),
    EXAMINATION_DAYS("roster-review.examination-working-days", "复核县级审核期限（工作日）", 60),
    APPROVAL_DAYS("roster-review.approval-working-days", "复核县级审批期限（工作日）", 60);

    /** Dynamic maintenance is the departments' and the agency's duty; how often, the office says. */
    static final Citation BASIS = new Citation("鹤府〔2020〕19号", "三(三)");

    private final String code;
    private final String chineseName;
    private final int most;

    ReviewParameter(String code, String chineseName, int most) {
        this.code = code;
        this.chineseName = chineseName;
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
    public Citation basis() {
        return BASIS;
    }

    @Override
    public Optional<String> problem(String value) {
        boolean inRange =
                value != null && value.matches("\\d{1,2}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= most;
        return inRange ? Optional.empty() : Optional.of(chineseName + "应为1至" + most + "的整数。");
    }

    /** Makes the keys known to the page of settings. */
    @Component
    static class Catalogue implements ProcedureParameterCatalogue {

        @Override
        public List<? extends ProcedureParameterKey> keys() {
            return List.of(ReviewParameter.values());
        }
    }
}
