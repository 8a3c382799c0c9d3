package org.medaid.settlement.onestop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** What an office sets for one-stop settlement. */
public enum OneStopParameter implements ProcedureParameterKey {
    /** A patient who has asked is discharged within days; what is held longer is kept from others without need. */
    RESERVATION_DAYS("one-stop.reservation-days", "预结算预留限额的天数（自预结算之日起自然日）", 60);

    /** The articles that leave the handling of one-stop settlement to the offices. */
    private static final Map<PoolingArea, Citation> BASES = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "五(二)2"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "六(一)"),
            PoolingArea.JINING, new Citation("鲁医保发〔2020〕79号", "二(四)"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "四(三)1"),
            PoolingArea.HESHAN, new Citation("江人社发〔2018〕567号", "四(三)1"));

    private final String code;
    private final String chineseName;
    private final int most;

    OneStopParameter(String code, String chineseName, int most) {
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
        return BASES.get(area);
    }

    @Override
    public Optional<String> problem(String value) {
        boolean inRange =
                value != null && value.matches("\\d{1,3}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= most;
        return inRange ? Optional.empty() : Optional.of(chineseName + "应为1至" + most + "的整数。");
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
