package org.medaid.application;

import java.util.Map;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;

/** The article under which an area recognises its beneficiaries; what it leaves open, the office sets itself. */
final class RecognitionArticles {

    private static final Map<PoolingArea, Citation> BY_AREA = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "三"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "三"),
            PoolingArea.JINING, new Citation("鲁医保发〔2020〕79号", "四"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "三"),
            PoolingArea.HESHAN, new Citation("鹤府〔2020〕19号", "三(二)"));

    private static final Map<PoolingArea, Citation> SUBSIDY = Map.of(
            PoolingArea.FUSHUN, new Citation("抚政办发〔2014〕67号", "四(一)"),
            PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "四(一)"),
            PoolingArea.JINING, new Citation("济医保发〔2020〕28号", "一(一)"),
            PoolingArea.JIANGMEN, new Citation("江人社发〔2018〕567号", "六(二)"),
            PoolingArea.HESHAN, new Citation("鹤府〔2020〕19号", "三(二)"));

    private RecognitionArticles() {}

    static Citation of(PoolingArea area) {
        return BY_AREA.get(area);
    }

    /** Where the subsidy of a person's own insurance contribution comes from. */
    static Citation subsidy(PoolingArea area) {
        return SUBSIDY.get(area);
    }
}
