package org.medaid.policy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PoolingArea;

/**
 * A place where a person can be insured under one of the five areas' policies: a county-level division of GB/T 2260 or
 * the prefecture-level city itself. There is one instance for each.
 */
public final class Division {

    private static final Map<String, Division> ALL = new LinkedHashMap<>();

    static {
        add("210400", "抚顺市本级");
        add("210402", "新抚区");
        add("210403", "东洲区");
        add("210404", "望花区");
        add("210411", "顺城区");
        add("210421", "抚顺县");
        add("210422", "新宾满族自治县");
        add("210423", "清原满族自治县");
        add("320700", "连云港市本级");
        add("320703", "连云区");
        add("320706", "海州区");
        add("320707", "赣榆区");
        add("320722", "东海县");
        add("320723", "灌云县");
        add("320724", "灌南县");
        add("370800", "济宁市本级");
        add("370811", "任城区");
        add("370812", "兖州区");
        add("370826", "微山县");
        add("370827", "鱼台县");
        add("370828", "金乡县");
        add("370829", "嘉祥县");
        add("370830", "汶上县");
        add("370831", "泗水县");
        add("370832", "梁山县");
        add("370881", "曲阜市");
        add("370883", "邹城市");
        add("440700", "江门市本级");
        add("440703", "蓬江区");
        add("440704", "江海区");
        add("440705", "新会区");
        add("440781", "台山市");
        add("440783", "开平市");
        add("440784", "鹤山市");
        add("440785", "恩平市");
    }

    private final DivisionCode code;
    private final String chineseName;
    private final PoolingArea area;
    private final int number;

    private Division(DivisionCode code, String chineseName, PoolingArea area, int number) {
        this.code = code;
        this.chineseName = chineseName;
        this.area = area;
        this.number = number;
    }

    private static void add(String code, String chineseName) {
        var division = new DivisionCode(code);
        ALL.put(code, new Division(division, chineseName, PoolingArea.of(division).orElseThrow(), ALL.size()));
    }

    /** The division with this code, if one of the five areas' policies covers it. */
    public static Optional<Division> of(String code) {
        return Optional.ofNullable(ALL.get(code));
    }

    /** The division with this code, if one of the five areas' policies covers it. */
    public static Optional<Division> of(DivisionCode code) {
        return of(code.value());
    }

    public static Collection<Division> all() {
        return java.util.Collections.unmodifiableCollection(ALL.values());
    }

    public DivisionCode code() {
        return code;
    }

    public String chineseName() {
        return chineseName;
    }

    public PoolingArea area() {
        return area;
    }

    /** A running number from 0, a part of the key of kept lines. */
    public int number() {
        return number;
    }

    @Override
    public String toString() {
        return code.value();
    }
}
