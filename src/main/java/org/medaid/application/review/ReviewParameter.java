package org.medaid.application.review;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** What an office sets for reviewing its roster. */
public enum ReviewParameter implements ProcedureParameterKey {
    MONTHS("roster-review.months", "定期复核周期（月）", 60),
    CHECK_DAYS("roster-review.check-working-days", "乡镇（街道）复核期限（工作日）", 60),
    EXAMINATION_DAYS("roster-review.examination-working-days", "复核县级审核期限（工作日）", 60),
    APPROVAL_DAYS("roster-review.approval-working-days", "复核县级审批期限（工作日）", 60);

    /** Who leaves the roster is found out by the departments and the agency; how often they look, the office says. */
    private static final Map<PoolingArea, Citation> BASES = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "三"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "三"),
            PoolingArea.JINING, new Citation("鲁医保发〔2020〕79号", "二(一)"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "六(一)"),
            PoolingArea.HESHAN, new Citation("鹤府〔2020〕19号", "三(三)"));

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
    public Citation basis(PoolingArea area) {
        return article(area);
    }

    /** The area's article about who stays on the roster. */
    static Citation article(PoolingArea area) {
        return BASES.get(area);
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
