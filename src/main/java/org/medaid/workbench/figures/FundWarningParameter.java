package org.medaid.workbench.figures;

import java.util.List;
import java.util.Map;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ParameterForm;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** From when on an office's head is warned of a fund's income, spending and trend (鹤府〔2020〕19号 四(二)). */
@Clause("M8")
public enum FundWarningParameter implements ProcedureParameterKey {
    /** What is left, of what the fund had and was given this year. */
    LEFT_PERCENT(ParameterForm.number("fund-warning.left-percent", "资金预警：结余占本年可用资金的比例低于（%）", 1, 100)),
    /** How long what is left lasts, at the spending of the last three whole months. */
    MONTHS_LEFT(ParameterForm.number("fund-warning.months-left", "资金预警：结余按近三个月支出可用月数少于（个月）", 1, 24)),
    /** The last three whole months against the three before them. */
    GROWTH_PERCENT(ParameterForm.number("fund-warning.growth-percent", "资金预警：近三个月支出比前三个月增长超过（%）", 1, 500)),
    /** This year's income so far against the same months of last year. */
    INCOME_PERCENT(ParameterForm.number("fund-warning.income-percent", "资金预警：本年收入占上年同期的比例低于（%）", 1, 100));

    /** Heshan's document asks for the warning; elsewhere the articles that make the office answer for its fund. */
    private static final Map<PoolingArea, Citation> BASES = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "六(二)"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "六"),
            PoolingArea.JINING, new Citation("鲁医保发〔2020〕79号", "四(三)"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "七(二)"),
            PoolingArea.HESHAN, new Citation("鹤府〔2020〕19号", "四(二)"));

    private final ParameterForm form;

    FundWarningParameter(ParameterForm form) {
        this.form = form;
    }

    @Override
    public ParameterForm form() {
        return form;
    }

    @Override
    public Citation basis(PoolingArea area) {
        return BASES.get(area);
    }

    /** Makes the keys known to the page of settings. */
    @Component
    static class Catalogue implements ProcedureParameterCatalogue {

        @Override
        public List<? extends ProcedureParameterKey> keys() {
            return List.of(FundWarningParameter.values());
        }
    }
}
