package org.medaid.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.Ratio;

/**
 * The office parameters that one calculation goes by, in the form the arithmetic reads them: plain numbers.
 *
 * <p>Immutable. A value that breaks its article (brackets that fall, a key ratio under 70 %) cannot be read in.
 */
@Clause({"C5", "C6", "C9"})
public final class OfficeParameterValues {

    /** What {@link #scalar} answers for a parameter that is not set. */
    public static final long NOT_SET = -1;

    public static final OfficeParameterValues NONE = new OfficeParameterValues(
            unset(), null, null, new ParameterSource[ParameterKey.values().length]);

    private static final ParameterKey[] KEYS = ParameterKey.values();
    private static final String VALUE = "value";
    private static final String DOCUMENT_NUMBER = "documentNumber";
    private static final String DEMONSTRATION = "demonstration";

    private final long[] scalars;
    private final Brackets brackets;
    private final CategoryTable categoryTable;
    private final ParameterSource[] sources;
    private final boolean empty;

    /** The last merge, since a caller sends the same overrides over the same stored values many times. */
    private transient volatile Merge lastMerge;

    private OfficeParameterValues(
            long[] scalars, Brackets brackets, CategoryTable categoryTable, ParameterSource[] sources) {
        this.scalars = scalars;
        this.brackets = brackets;
        this.categoryTable = categoryTable;
        this.sources = sources;
        this.empty = brackets == null && categoryTable == null && Arrays.stream(scalars).allMatch(s -> s == NOT_SET);
    }

    /**
     * What reading a map of parameters came to: values, or what is wrong with them.
     *
     * @param values the values that could be read
     * @param problems empty if all could be read
     */
    public record Reading(OfficeParameterValues values, List<FieldProblem> problems) {}

    /**
     * Reads a JSON object of parameter code → value, or → {@code {"value": …, "documentNumber": …, "demonstration": …}} as
     * {@link #written()} writes stored ones, so that a sheet computed again says the same of its sources.
     *
     * @param object the JSON object
     * @param path the path of the object for messages, for example {@code officeParameters}
     */
    public static Reading read(JsonNode object, String path) {
        List<FieldProblem> problems = new ArrayList<>();
        OfficeParameterValues values = NONE;
        if (!object.isObject()) {
            problems.add(new FieldProblem(path, "NOT_AN_OBJECT", "办件单位参数应为键值对"));
            return new Reading(values, problems);
        }
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String at = path + "." + entry.getKey();
            var key = ParameterKey.of(entry.getKey());
            if (key.isEmpty()) {
                problems.add(new FieldProblem(at, "UNKNOWN_PARAMETER", "没有这一办件单位参数"));
                continue;
            }
            int before = problems.size();
            JsonNode written = entry.getValue();
            ParameterSource source = null;
            if (written.isObject() && written.has(VALUE)) {
                source = source(written, at, problems);
                at = at + "." + VALUE;
                written = written.get(VALUE);
            }
            Object value = ParameterReading.read(key.get(), written, at, problems);
            if (problems.size() == before) {
                values = values.with(key.get(), value, source);
            }
        }
        if (problems.isEmpty()) {
            problems.addAll(values.contradictions(path));
        }
        return new Reading(values, List.copyOf(problems));
    }

    private static ParameterSource source(JsonNode written, String path, List<FieldProblem> problems) {
        for (Map.Entry<String, JsonNode> field : written.properties()) {
            boolean sound = switch (field.getKey()) {
                case VALUE -> true;
                case DOCUMENT_NUMBER -> field.getValue().isTextual();
                case DEMONSTRATION -> field.getValue().isBoolean();
                default -> false;
            };
            if (!sound) {
                problems.add(new FieldProblem(path + "." + field.getKey(), "UNKNOWN_FIELD", "没有这一字段，或写法不正确"));
            }
        }
        return written.hasNonNull(DOCUMENT_NUMBER)
                ? new ParameterSource(
                        written.get(DOCUMENT_NUMBER).asText(), written.path(DEMONSTRATION).asBoolean(false))
                : null;
    }

    /** These values and one more (a Long, {@link Brackets} or {@link CategoryTable} as its kind demands). */
    OfficeParameterValues with(ParameterKey key, Object value, ParameterSource source) {
        long[] scalars = this.scalars.clone();
        ParameterSource[] sources = this.sources.clone();
        Brackets brackets = this.brackets;
        CategoryTable table = this.categoryTable;
        switch (key.kind()) {
            case RATIO, AMOUNT -> scalars[key.ordinal()] = (Long) value;
            case BRACKETS -> brackets = (Brackets) value;
            case CATEGORY_TABLE -> table = (CategoryTable) value;
        }
        sources[key.ordinal()] = source;
        return new OfficeParameterValues(scalars, brackets, table, sources);
    }

    /** These values, but the others where they are set. */
    public OfficeParameterValues overriddenBy(OfficeParameterValues others) {
        if (others.empty) {
            return this;
        }
        if (empty) {
            return others;
        }
        Merge last = others.lastMerge;
        if (last != null && last.base == this) {
            return last.merged;
        }
        OfficeParameterValues merged = this;
        for (ParameterKey key : KEYS) {
            if (others.isSet(key)) {
                merged = merged.with(key, others.value(key), others.sources[key.ordinal()]);
            }
        }
        others.lastMerge = new Merge(this, merged);
        return merged;
    }

    /** Values that are each in order but contradict each other: brackets that reach the key ratio. */
    @Clause("C6")
    List<FieldProblem> contradictions(String path) {
        if (brackets == null) {
            return List.of();
        }
        long keyRatio = isSet(ParameterKey.LIANYUNGANG_KEY_RATIO)
                ? scalar(ParameterKey.LIANYUNGANG_KEY_RATIO)
                : ParameterReading.LIANYUNGANG_KEY_RATIO_FLOOR;
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < brackets.ratios.length; i++) {
            if (brackets.ratios[i] >= keyRatio) {
                problems.add(new FieldProblem(
                        path + "." + ParameterKey.LIANYUNGANG_EXTENDED_BRACKETS.code() + "[" + i + "].ratio",
                        "BRACKET_REACHES_KEY_RATIO",
                        "第%d段比例应低于重点救助对象的比例（连政办发〔2017〕22号 五(二)）".formatted(i + 1)));
            }
        }
        return problems;
    }

    public boolean isEmpty() {
        return empty;
    }

    public boolean isSet(ParameterKey key) {
        return switch (key.kind()) {
            case RATIO, AMOUNT -> scalars[key.ordinal()] != NOT_SET;
            case BRACKETS -> brackets != null;
            case CATEGORY_TABLE -> categoryTable != null;
        };
    }

    /** Fen for an amount, ten-thousandths for a ratio, or {@link #NOT_SET}. */
    public long scalar(ParameterKey key) {
        return scalars[key.ordinal()];
    }

    public Brackets brackets() {
        return brackets;
    }

    public CategoryTable categoryTable() {
        return categoryTable;
    }

    /** Where a stored value comes from; null for a value that came with the request. */
    public ParameterSource source(ParameterKey key) {
        return sources[key.ordinal()];
    }

    private Object value(ParameterKey key) {
        return switch (key.kind()) {
            case RATIO, AMOUNT -> scalars[key.ordinal()];
            case BRACKETS -> brackets;
            case CATEGORY_TABLE -> categoryTable;
        };
    }

    /** The value in the form it is written in requests, without its source; null if it is not set. */
    public Object written(ParameterKey key) {
        if (!isSet(key)) {
            return null;
        }
        return switch (key.kind()) {
            case RATIO -> new Ratio((int) scalar(key)).toString();
            case AMOUNT -> Money.ofFen(scalar(key)).toString();
            case BRACKETS -> brackets.written();
            case CATEGORY_TABLE -> categoryTable.written();
        };
    }

    /** All set values in the form of a request's {@code officeParameters}, stored ones with their source. */
    public Map<String, Object> written() {
        Map<String, Object> map = new LinkedHashMap<>();
        for (ParameterKey key : KEYS) {
            ParameterSource source = source(key);
            if (!isSet(key)) {
                continue;
            }
            if (source == null) {
                map.put(key.code(), written(key));
            } else {
                Map<String, Object> withSource = new LinkedHashMap<>();
                withSource.put(VALUE, written(key));
                withSource.put(DOCUMENT_NUMBER, source.documentNumber());
                withSource.put(DEMONSTRATION, source.demonstration());
                map.put(key.code(), withSource);
            }
        }
        return map;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OfficeParameterValues that && written().equals(that.written());
    }

    @Override
    public int hashCode() {
        return written().hashCode();
    }

    @Override
    public String toString() {
        return written().toString();
    }

    private static long[] unset() {
        long[] scalars = new long[ParameterKey.values().length];
        Arrays.fill(scalars, NOT_SET);
        return scalars;
    }

    private record Merge(OfficeParameterValues base, OfficeParameterValues merged) {}

    /** Ratios that rise with the year's burden. */
    public static final class Brackets {

        /** Upper ends in fen, strictly rising; the last is open. */
        private final long[] upTo;
        /** Ten-thousandths, one for each bracket. */
        private final int[] ratios;

        Brackets(long[] upTo, int[] ratios) {
            this.upTo = upTo;
            this.ratios = ratios;
        }

        public int count() {
            return ratios.length;
        }

        /** Ten-thousandths. */
        public int ratio(int bracket) {
            return ratios[bracket];
        }

        /** The fen of the burden from one sum to another that fall into a bracket. */
        public long share(int bracket, long from, long to) {
            long low = bracket == 0 ? 0 : upTo[bracket - 1];
            long high = bracket == upTo.length ? Long.MAX_VALUE : upTo[bracket];
            return Math.max(0, Math.min(to, high) - Math.max(from, low));
        }

        List<Map<String, Object>> written() {
            List<Map<String, Object>> list = new ArrayList<>();
            for (int i = 0; i < ratios.length; i++) {
                Map<String, Object> bracket = new LinkedHashMap<>();
                if (i < upTo.length) {
                    bracket.put("upTo", Money.ofFen(upTo[i]).toString());
                }
                bracket.put("ratio", new Ratio(ratios[i]).toString());
                list.add(bracket);
            }
            return list;
        }
    }

    /** A ratio and a ceiling for each category. */
    public static final class CategoryTable {

        private static final Category[] CATEGORIES = Category.values();

        /** Ten-thousandths by ordinal of the category, or {@link #NOT_SET}. */
        private final int[] ratios;
        /** Fen by ordinal of the category. */
        private final long[] ceilings;

        CategoryTable(int[] ratios, long[] ceilings) {
            this.ratios = ratios;
            this.ceilings = ceilings;
        }

        /** Of the categories in the mask the one with the best ratio, of equals the higher ceiling; -1 if none has one. */
        public int best(int mask) {
            int best = -1;
            for (int rest = mask; rest != 0; rest &= rest - 1) {
                int candidate = Integer.numberOfTrailingZeros(rest);
                if (ratios[candidate] != NOT_SET
                        && (best < 0
                                || ratios[candidate] > ratios[best]
                                || ratios[candidate] == ratios[best] && ceilings[candidate] > ceilings[best])) {
                    best = candidate;
                }
            }
            return best;
        }

        public boolean has(Category category) {
            return ratios[category.ordinal()] != NOT_SET;
        }

        public int ratio(int category) {
            return ratios[category];
        }

        public long ceiling(int category) {
            return ceilings[category];
        }

        Map<String, Object> written() {
            Map<String, Object> map = new LinkedHashMap<>();
            for (Category category : CATEGORIES) {
                if (has(category)) {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("ratio", new Ratio(ratios[category.ordinal()]).toString());
                    entry.put("annualCeiling", Money.ofFen(ceilings[category.ordinal()]).toString());
                    map.put(category.name(), entry);
                }
            }
            return map;
        }
    }
}
