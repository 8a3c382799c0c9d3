package org.medaid.claim;

import java.util.Map;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;

/** The articles by which a bill is handed in at the office after the treatment: what stands beside the bill's papers. */
@Clause("C17")
public final class ClaimArticles {

    private static final Map<PoolingArea, Citation> AFTER_THE_FACT = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "五(二)"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "六(二)"),
            PoolingArea.JINING, new Citation("鲁医保发〔2020〕79号", "二(四)"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "四(三)2"),
            PoolingArea.HESHAN, new Citation("江人社发〔2018〕567号", "四(三)2"));

    private ClaimArticles() {}

    public static Citation afterTheFact(PoolingArea area) {
        return AFTER_THE_FACT.get(area);
    }
}
