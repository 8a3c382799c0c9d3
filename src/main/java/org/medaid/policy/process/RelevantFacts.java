package org.medaid.policy.process;

import java.io.ByteArrayInputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.medaid.policy.CalculationRequest;
import org.medaid.policy.Category;
import org.medaid.policy.Disease;

/**
 * Which facts a rule file can tell apart, so that requests which differ only in others share their kept lines.
 *
 * <p>A variable that stands in none of the file's expressions makes no difference. Days make a difference only at the
 * dates written in the file. Categories and diseases make a difference only if they are named, provided that the
 * columns ask for nothing but {@code list contains}; with anything else all of them count.
 */
final class RelevantFacts {

    private static final Pattern DATE = Pattern.compile("date\\(\\s*\"(\\d{4}-\\d{2}-\\d{2})\"\\s*\\)");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern ONLY_MEMBERSHIP = Pattern.compile(
            "\\s*|-|(?:\\s|\\(|\\)|\\bor\\b|\\band\\b|\\bnot\\b|list contains\\(\\s*\\?\\s*,\\s*\"[A-Z0-9_]+\"\\s*\\))+");
    private static final int MOST_PERIODS = 64;

    /** Bits of {@link #flags()}. */
    static final int INSURED = 1;

    static final int TREATED_AS_INPATIENT = 2;
    static final int EMERGENCY = 4;
    static final int DESIGNATED = 8;
    static final int REFERRAL_FILED = 16;

    private static final int PERIOD_BITS = 6;
    private static final int CATEGORY_BITS = Category.values().length;
    private static final int DISEASE_BITS = Disease.values().length;

    private final long[] boundaries;
    private final int categories;
    private final int diseases;
    private final boolean careType;
    private final boolean insured;
    private final boolean treatedAsInpatient;
    private final boolean emergency;
    private final boolean designated;
    private final boolean referralFiled;
    private final boolean hospitalLevel;
    private final boolean division;
    private final boolean hospitalDivision;
    private final List<LocalDate> dates;

    private RelevantFacts(List<String> expressions, boolean membershipOnly) {
        TreeSet<LocalDate> written = new TreeSet<>();
        TreeSet<String> texts = new TreeSet<>();
        for (String expression : expressions) {
            Matcher date = DATE.matcher(expression);
            while (date.find()) {
                written.add(parse(date.group(1)));
            }
            Matcher text = TEXT.matcher(expression);
            while (text.find()) {
                texts.add(text.group(1));
            }
        }
        TreeSet<Long> starts = new TreeSet<>();
        for (LocalDate date : written) {
            // Whether the comparison includes the day or not, the answer changes on it or on the day after.
            starts.add(date.toEpochDay());
            starts.add(date.toEpochDay() + 1);
        }
        if (starts.size() >= MOST_PERIODS) {
            throw new UnusableRule("dates", "dates", "规则中的日期过多");
        }
        this.dates = List.copyOf(written);
        this.boundaries = starts.stream().mapToLong(Long::longValue).toArray();
        this.categories = mask(Category.values(), texts, membershipOnly);
        this.diseases = mask(Disease.values(), texts, membershipOnly);
        this.careType = mentions(expressions, "careType");
        this.insured = mentions(expressions, "insured");
        this.treatedAsInpatient = mentions(expressions, "treatedAsInpatient");
        this.emergency = mentions(expressions, "emergency");
        this.designated = mentions(expressions, "designated");
        this.referralFiled = mentions(expressions, "referralFiled");
        this.hospitalLevel = mentions(expressions, "hospitalLevel");
        this.division = mentions(expressions, "division");
        this.hospitalDivision = mentions(expressions, "hospitalDivision");
    }

    static RelevantFacts of(byte[] content) {
        DmnModelInstance model = Dmn.readModelFromStream(new ByteArrayInputStream(content));
        List<String> expressions = new ArrayList<>();
        boolean membershipOnly = true;
        for (DecisionTable table : model.getModelElementsByType(DecisionTable.class)) {
            List<Input> inputs = new ArrayList<>(table.getInputs());
            for (Input input : inputs) {
                expressions.add(text(input.getInputExpression().getText().getTextContent()));
            }
            for (Rule rule : table.getRules()) {
                int column = 0;
                for (InputEntry entry : rule.getInputEntries()) {
                    String expression = text(entry.getTextContent());
                    expressions.add(expression);
                    String asked = text(inputs.get(column++).getInputExpression().getText().getTextContent());
                    if (mentions(asked, "categories") || mentions(asked, "diseases")) {
                        membershipOnly &= (asked.equals("categories") || asked.equals("diseases"))
                                && ONLY_MEMBERSHIP.matcher(expression).matches();
                    } else {
                        membershipOnly &= !mentions(expression, "categories") && !mentions(expression, "diseases");
                    }
                }
                for (OutputEntry entry : rule.getOutputEntries()) {
                    String expression = text(entry.getTextContent());
                    expressions.add(expression);
                    membershipOnly &= !mentions(expression, "categories") && !mentions(expression, "diseases");
                }
            }
        }
        return new RelevantFacts(expressions, membershipOnly);
    }

    /** The first half of the key: what the person is, and when. */
    long personKey(CalculationRequest request) {
        long key = period(request.dischargedOn().toEpochDay());
        key = key << CATEGORY_BITS | request.categories().mask() & categories;
        return key << DISEASE_BITS | request.diseases().mask() & diseases;
    }

    /** The second half of the key: how and where the person was treated. */
    long treatmentKey(CalculationRequest request) {
        long key = careType ? request.careType().ordinal() : 0;
        key = key << 1 | bit(insured && request.insured());
        key = key << 1 | bit(treatedAsInpatient && request.treatedAsInpatient());
        key = key << 1 | bit(emergency && request.emergency());
        key = key << 1 | bit(designated && request.hospital().designated());
        key = key << 1 | bit(referralFiled && request.referral().filed());
        key = key << 2 | (hospitalLevel ? request.hospital().tier() : 0);
        key = key << PERIOD_BITS | (division ? request.division().number() : 0);
        return key << 20 | (hospitalDivision ? number(request.hospital().division().value()) : 0);
    }

    /** Which of the yes-or-no facts the file reads. */
    int flags() {
        return (insured ? INSURED : 0)
                | (treatedAsInpatient ? TREATED_AS_INPATIENT : 0)
                | (emergency ? EMERGENCY : 0)
                | (designated ? DESIGNATED : 0)
                | (referralFiled ? REFERRAL_FILED : 0);
    }

    /** The dates written in the file, in order. */
    List<LocalDate> dates() {
        return dates;
    }

    private int period(long day) {
        int period = 0;
        while (period < boundaries.length && boundaries[period] <= day) {
            period++;
        }
        return period;
    }

    private static int bit(boolean fact) {
        return fact ? 1 : 0;
    }

    private static int number(String sixDigits) {
        int number = 0;
        for (int i = 0; i < 6; i++) {
            number = number * 10 + sixDigits.charAt(i) - '0';
        }
        return number;
    }

    private static int mask(Enum<?>[] constants, TreeSet<String> texts, boolean membershipOnly) {
        int mask = 0;
        for (Enum<?> constant : constants) {
            if (!membershipOnly || texts.contains(constant.name())) {
                mask |= 1 << constant.ordinal();
            }
        }
        return mask;
    }

    private static boolean mentions(List<String> expressions, String variable) {
        return expressions.stream().anyMatch(expression -> mentions(expression, variable));
    }

    private static boolean mentions(String expression, String variable) {
        return Pattern.compile("\\b" + variable + "\\b").matcher(expression).find();
    }

    private static String text(String content) {
        return content == null ? "" : content.strip();
    }

    private static LocalDate parse(String date) {
        try {
            return LocalDate.parse(date);
        } catch (DateTimeParseException e) {
            throw new UnusableRule("dates", "dates", "没有这一天：" + date);
        }
    }
}
