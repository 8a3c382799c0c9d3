package org.medaid.workbench.figures.unassisted;

import java.util.List;
import java.util.Map;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ParameterForm;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** From which burden on an office has a bill without assistance looked into. */
public enum UnassistedParameter implements ProcedureParameterKey {
    LEAST_BURDEN;

    private static final ParameterForm FORM =
            ParameterForm.number("unassisted.least-burden", "应救未救核查起点：政策范围内个人负担（元）", 0, 999_999);

    /** The articles by which nobody entitled is to be missed. */
    private static final Map<PoolingArea, Citation> BASES = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "三"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "二(一)"),
            PoolingArea.JINING, new Citation("鲁医保发〔2020〕79号", "四(一)"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "六(二)"),
            PoolingArea.HESHAN, new Citation("鹤府〔2020〕19号", "三(三)"));

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
            return List.of(UnassistedParameter.values());
        }
    }
}
