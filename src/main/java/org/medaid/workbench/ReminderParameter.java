package org.medaid.workbench;

import java.util.List;
import java.util.Map;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ParameterForm;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** How early an office has its staff reminded of what is due. */
public enum ReminderParameter implements ProcedureParameterKey {
    REMINDER_DAYS;

    private static final ParameterForm FORM =
            ParameterForm.number("office.reminder-working-days", "办理期限到期前提醒（提前几个工作日）", 1, 10);

    /** The articles that make the office answer for the course of its cases. */
    private static final Map<PoolingArea, Citation> BASES = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "三"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "三"),
            PoolingArea.JINING, new Citation("鲁医保发〔2020〕79号", "四"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "三"),
            PoolingArea.HESHAN, new Citation("鹤府〔2020〕19号", "三(二)"));

    @Override
    public ParameterForm form() {
        return FORM;
    }

    @Override
    public Citation basis(PoolingArea area) {
        return BASES.get(area);
    }

    /** Makes the key known to the page of settings. */
    @Component
    static class Catalogue implements ProcedureParameterCatalogue {

        @Override
        public List<? extends ProcedureParameterKey> keys() {
            return List.of(ReminderParameter.values());
        }
    }
}
