package org.medaid.party;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.medaid.kernel.DivisionCode;

/** The divisions (GB/T 2260) the application knows: the four prefectures, their counties, and two cities beside them. */
public final class Divisions {

    private static final Map<DivisionCode, String> NAMES = names();

    private Divisions() {}

    public static Optional<String> nameOf(DivisionCode division) {
        return Optional.ofNullable(NAMES.get(division));
    }

    /** The name, or the code itself where no name is known: what a screen shows. */
    public static String labelOf(DivisionCode division) {
        return nameOf(division).orElse(division.value());
    }

    /** Every known division with its name, by prefecture. */
    public static Map<DivisionCode, String> all() {
        return NAMES;
    }

    private static Map<DivisionCode, String> names() {
        Map<DivisionCode, String> names = new LinkedHashMap<>();
        String[] pairs = {
            "210400", "抚顺市", "210402", "新抚区", "210403", "东洲区", "210404", "望花区", "210411", "顺城区",
            "210421", "抚顺县", "210422", "新宾满族自治县", "210423", "清原满族自治县",
            "320700", "连云港市", "320703", "连云区", "320706", "海州区", "320707", "赣榆区", "320722", "东海县",
            "320723", "灌云县", "320724", "灌南县",
            "370800", "济宁市", "370811", "任城区", "370812", "兖州区", "370826", "微山县", "370827", "鱼台县",
            "370828", "金乡县", "370829", "嘉祥县", "370830", "汶上县", "370831", "泗水县", "370832", "梁山县",
            "370881", "曲阜市", "370883", "邹城市",
            "440700", "江门市", "440703", "蓬江区", "440704", "江海区", "440705", "新会区", "440781", "台山市",
            "440783", "开平市", "440784", "鹤山市", "440785", "恩平市",
            "440100", "广州市", "440300", "深圳市"
        };
        for (int i = 0; i < pairs.length; i += 2) {
            names.put(new DivisionCode(pairs[i]), pairs[i + 1]);
        }
        return Collections.unmodifiableMap(names);
    }
}
