package org.medaid.procedure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a procedure parameter is called, and what may be entered for it.
 *
 * @param code stable and unique among all modules
 * @param chineseName what the office calls it, with the unit
 * @param choices the values to choose from with their Chinese names, in order; empty where the value is typed
 * @param problems what is wrong with a value, in Chinese; null for a value that is fine. The value may be null
 */
public record ParameterForm(
        String code, String chineseName, Map<String, String> choices, UnaryOperator<String> problems) {

    /** A whole number from least to most, of at most six digits, without a sign. */
    public static ParameterForm number(String code, String chineseName, int least, int most) {
        String refusal = chineseName + "应为" + least + "至" + most + "的整数。";
        return text(code, chineseName, value -> value != null
                        && value.matches("\\d{1,6}")
                        && Integer.parseInt(value) >= least
                        && Integer.parseInt(value) <= most
                ? null
                : refusal);
    }

    /** A deadline of 1 to 60 working days. */
    public static ParameterForm workingDays(String code, String chineseName) {
        return number(code, chineseName, 1, 60);
    }

    /** One of several values, given as value, Chinese name, value, Chinese name. */
    public static ParameterForm choice(String code, String chineseName, String... valuesAndNames) {
        Map<String, String> choices = new LinkedHashMap<>();
        for (int i = 0; i < valuesAndNames.length; i += 2) {
            choices.put(valuesAndNames[i], valuesAndNames[i + 1]);
        }
        String refusal = chineseName + "只能选择：" + String.join("、", choices.values()) + "。";
        return new ParameterForm(
                code,
                chineseName,
                Collections.unmodifiableMap(choices),
                value -> choices.containsKey(String.valueOf(value)) ? null : refusal);
    }

    /** Anything that the given rule has nothing against. */
    public static ParameterForm text(String code, String chineseName, UnaryOperator<String> problems) {
        return new ParameterForm(code, chineseName, Map.of(), problems);
    }

    /** What is wrong with a value; empty if nothing is. */
    Optional<String> problem(String value) {
        return Optional.ofNullable(problems.apply(value));
    }
}
