package org.medaid.settlement.onestop;

import java.util.List;
import java.util.Map;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ParameterForm;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** What an office sets for one-stop settlement. */
public enum OneStopParameter implements ProcedureParameterKey {
    /** A patient who has asked is discharged within days; what is held longer is kept from others without need. */
    RESERVATION_DAYS(ParameterForm.number("one-stop.reservation-days", "预结算预留限额的天数（自预结算之日起自然日）", 1, 60));

    /** The articles that leave the handling of one-stop settlement to the offices. */
    private static final Map<PoolingArea, Citation> BASES = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "五(二)2"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "六(一)"),
            PoolingArea.JINING, new Citation("鲁医保发〔2020〕79号", "二(四)"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "四(三)1"),
            PoolingArea.HESHAN, new Citation("江人社发〔2018〕567号", "四(三)1"));

    private final ParameterForm form;

    OneStopParameter(ParameterForm form) {
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

    /** Makes the key known to the page of settings. */
    @Component
    static class Catalogue implements ProcedureParameterCatalogue {

        @Override
        public List<? extends ProcedureParameterKey> keys() {
            return List.of(OneStopParameter.values());
        }
    }
}
