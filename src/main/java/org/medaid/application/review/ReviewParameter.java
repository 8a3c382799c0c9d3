package org.medaid.application.review;

import java.util.List;
import java.util.Map;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ParameterForm;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** What an office sets for reviewing its roster. */
public enum ReviewParameter implements ProcedureParameterKey {
    MONTHS(ParameterForm.number("roster-review.months", "定期复核周期（月）", 1, 60)),
    CHECK_DAYS(ParameterForm.workingDays("roster-review.check-working-days", "乡镇（街道）复核期限（工作日）")),
    EXAMINATION_DAYS(ParameterForm.workingDays("roster-review.examination-working-days", "复核县级审核期限（工作日）")),
    APPROVAL_DAYS(ParameterForm.workingDays("roster-review.approval-working-days", "复核县级审批期限（工作日）"));

    /** Who leaves the roster is found out by the departments and the agency; how often they look, the office says. */
    private static final Map<PoolingArea, Citation> BASES = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "三"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "三"),
            PoolingArea.JINING, new Citation("鲁医保发〔2020〕79号", "二(一)"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "六(一)"),
            PoolingArea.HESHAN, new Citation("鹤府〔2020〕19号", "三(三)"));

    private final ParameterForm form;

    ReviewParameter(ParameterForm form) {
        this.form = form;
    }

    @Override
    public ParameterForm form() {
        return form;
    }

    @Override
    public Citation basis(PoolingArea area) {
        return article(area);
    }

    /** The area's article about who stays on the roster. */
    static Citation article(PoolingArea area) {
        return BASES.get(area);
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
