package org.medaid.api;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.medaid.kernel.DateRange;

/**
 * What holds for every dated value that one person enters and another approves, whichever module keeps it: who may
 * decide, how a date and a document number are read, which entry comes before another.
 */
public final class DatedEntries {

    public static final String ENTERED = "ENTERED";
    public static final String APPROVED = "APPROVED";
    public static final String REJECTED = "REJECTED";

    /** Years in which an office's document can take effect; a slip of the keyboard lies outside. */
    private static final int EARLIEST_YEAR = 2000;

    private static final int LATEST_YEAR = 2199;
    private static final int LONGEST_DOCUMENT_NUMBER = 200;
    private static final int LONGEST_REASON = 500;

    private DatedEntries() {}

    /** An entry as far as these rules look at it. */
    public interface Entry {

        DateRange period();

        String documentNumber();

        String enteredBy();

        /** {@link #ENTERED}, {@link #APPROVED} or {@link #REJECTED}. */
        String status();
    }

    /**
     * Why a person may not decide upon an entry: it is unknown, decided already, or their own.
     *
     * @return empty if they may
     */
    public static List<FieldProblem> undecidable(Optional<? extends Entry> entry, String by) {
        if (entry.isEmpty()) {
            return List.of(new FieldProblem("", "PARAMETER_NOT_FOUND", "没有找到这项参数。"));
        }
        if (!entry.get().status().equals(ENTERED)) {
            return List.of(new FieldProblem("", "PARAMETER_DECIDED", "这项参数已经审批过。"));
        }
        if (entry.get().enteredBy().equals(by)) {
            return List.of(new FieldProblem("", "SAME_PERSON", "录入人不能审批自己录入的参数。"));
        }
        return List.of();
    }

    /** Of entries in the order of their first days the last one that starts before a day. */
    public static <E extends Entry> Optional<E> before(LocalDate day, List<E> entries) {
        return entries.stream()
                .filter(entry -> entry.period().from().isBefore(day))
                .reduce((first, second) -> second);
    }

    /** An entry in the words of a message. */
    public static String describe(Entry entry) {
        LocalDate to = entry.period().to();
        return entry.documentNumber() + "，" + entry.period().from() + "起" + (to == null ? "" : "至" + to);
    }

    /**
     * Reads an ISO date.
     *
     * @param problems is added to if the text is no date, or is missing although required
     * @return null if there is none
     */
    public static LocalDate date(String text, String field, boolean required, List<FieldProblem> problems) {
        if (text == null || text.isBlank()) {
            if (required) {
                problems.add(new FieldProblem(field, "DATE_INVALID", "请填写起始日期。"));
            }
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(text.strip());
            if (date.getYear() >= EARLIEST_YEAR && date.getYear() <= LATEST_YEAR) {
                return date;
            }
            problems.add(new FieldProblem(
                    field, "DATE_INVALID", "日期应在" + EARLIEST_YEAR + "年至" + LATEST_YEAR + "年之间。"));
        } catch (DateTimeParseException e) {
            problems.add(new FieldProblem(field, "DATE_INVALID", "日期应写作 2020-12-31 的形式。"));
        }
        return null;
    }

    /** Adds to the problems what is wrong with the number of the office's own document. */
    public static void requireDocumentNumber(String text, List<FieldProblem> problems) {
        if (text == null || text.isBlank()) {
            problems.add(new FieldProblem("documentNumber", "DOCUMENT_MISSING", "请填写本机构的文号。"));
        } else if (text.length() > LONGEST_DOCUMENT_NUMBER || text.chars().anyMatch(Character::isISOControl)) {
            problems.add(new FieldProblem(
                    "documentNumber", "DOCUMENT_INVALID", "文号应为一行文字，不超过" + LONGEST_DOCUMENT_NUMBER + "个字。"));
        }
    }

    /** Adds to the problems what is wrong with the reason for which an entry is turned down. */
    public static void requireReason(String text, List<FieldProblem> problems) {
        requireReason(text, "请写明不同意的理由。", problems);
    }

    /** Adds to the problems what is wrong with a reason that has to be given; {@code missing} asks for it. */
    public static void requireReason(String text, String missing, List<FieldProblem> problems) {
        if (text == null || text.isBlank()) {
            problems.add(new FieldProblem("reason", "REASON_MISSING", missing));
        } else if (text.length() > LONGEST_REASON || text.indexOf('\0') >= 0) {
            problems.add(new FieldProblem("reason", "REASON_TOO_LONG", "理由不超过" + LONGEST_REASON + "个字。"));
        }
    }
}
