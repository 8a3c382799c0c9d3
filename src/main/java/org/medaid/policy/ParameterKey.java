package org.medaid.policy;

import java.util.Optional;
import java.util.Set;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;

/** The figures that the documents leave to the office. */
public enum ParameterKey {
    LIANYUNGANG_KEY_RATIO(
            "lianyungang.key.ratio", Kind.RATIO, "重点救助对象救助比例", "连政办发〔2017〕22号", "五(一)", PoolingArea.LIANYUNGANG),
    LIANYUNGANG_BASIC_CEILING(
            "lianyungang.basic-insurance-annual-ceiling",
            Kind.AMOUNT,
            "基本医疗保险年度封顶线",
            "连政办发〔2017〕22号",
            "五(一)",
            PoolingArea.LIANYUNGANG),
    LIANYUNGANG_EXTENDED_BRACKETS(
            "lianyungang.extended.brackets",
            Kind.BRACKETS,
            "拓展救助对象分段比例",
            "连政办发〔2017〕22号",
            "五(二)",
            PoolingArea.LIANYUNGANG),
    LIANYUNGANG_EXTENDED_CEILING(
            "lianyungang.extended.annual-ceiling",
            Kind.AMOUNT,
            "拓展救助对象年度限额",
            "连政办发〔2017〕22号",
            "五(二)",
            PoolingArea.LIANYUNGANG),
    JINING_OTHER_DEDUCTIBLE(
            "jining.other.annual-deductible", Kind.AMOUNT, "其他救助对象年度起付标准", "鲁医保发〔2020〕79号", "二(三)", PoolingArea.JINING),
    JINING_OTHER_RATIO(
            "jining.other.ratio", Kind.RATIO, "其他救助对象救助比例", "鲁医保发〔2020〕79号", "二(三)", PoolingArea.JINING),
    JINING_OTHER_CEILING(
            "jining.other.annual-ceiling", Kind.AMOUNT, "其他救助对象年度限额", "鲁医保发〔2020〕79号", "二(三)", PoolingArea.JINING),
    JIANGMEN_MEDICAL_ASSISTANCE(
            "jiangmen.medical-assistance",
            Kind.CATEGORY_TABLE,
            "医疗救助各类别比例和年度限额",
            "江人社发〔2018〕567号",
            "四(一)",
            PoolingArea.JIANGMEN,
            PoolingArea.HESHAN),
    JIANGMEN_REVIEW_THRESHOLD(
            "jiangmen.review.self-paid-threshold",
            Kind.AMOUNT,
            "自费部分专家审查起点",
            "江人社发〔2018〕567号",
            "五(三)",
            PoolingArea.JIANGMEN,
            PoolingArea.HESHAN);

    /** The form a value takes. */
    public enum Kind {
        /** A text such as {@code "0.70"}. */
        RATIO,
        /** A text in yuan such as {@code "250000"}. */
        AMOUNT,
        /** A list of {@code {"upTo": "10000", "ratio": "0.40"}}, the last without {@code upTo}. */
        BRACKETS,
        /** A map from category to {@code {"ratio": "0.80", "annualCeiling": "100000"}}. */
        CATEGORY_TABLE
    }

    private final String code;
    private final Kind kind;
    private final String chineseName;
    private final Citation citation;
    private final Set<PoolingArea> areas;

    ParameterKey(String code, Kind kind, String chineseName, String document, String article, PoolingArea... areas) {
        this.code = code;
        this.kind = kind;
        this.chineseName = chineseName;
        this.citation = new Citation(document, article);
        this.areas = Set.of(areas);
    }

    public String code() {
        return code;
    }

    public Kind kind() {
        return kind;
    }

    public String chineseName() {
        return chineseName;
    }

    /** The article that leaves the figure to the office or bounds it. */
    public Citation citation() {
        return citation;
    }

    /** The areas whose rules read it. */
    public Set<PoolingArea> areas() {
        return areas;
    }

    public static Optional<ParameterKey> of(String code) {
        for (ParameterKey key : values()) {
            if (key.code.equals(code)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }
}
