package org.medaid.workbench;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.security.CurrentUser;
import org.medaid.workbench.persistence.CaseRows;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds a case of any kind by its number, or by whom it is about. Names and identity numbers are looked for in the register of
 * people; the engine knows neither. Whoever looks for a person leaves a record of it.
 */
@Service
@Clause("X6")
public class CaseSearch {

    /** So many are shown at once. */
    public static final int PAGE = 20;

    private static final int LONGEST = 60;
    private static final int SHORTEST_NAME = 2;
    private static final int MOST_PEOPLE = 200;
    private static final int LAST_PAGE = 1_000;
    private static final String SAME_NAME = "只列出姓名与所输完全相同的人员的业务。";
    private static final String MANY_NAMES = "姓名相近的人员较多，没有全部列出，请输入完整的姓名、业务编号或者身份证号码。";
    private static final Pattern NUMBER = Pattern.compile("[\\x21-\\x7e]+");

    private final CaseRows cases;
    private final Parties parties;
    private final CaseLines lines;
    private final AuditTrail audit;

    CaseSearch(CaseRows cases, Parties parties, CaseLines lines, AuditTrail audit) {
        this.cases = cases;
        this.parties = parties;
        this.lines = lines;
        this.audit = audit;
    }

    /**
     * A page of what was found, the latest first.
     *
     * @param page counted from 0
     * @param more whether there is a page after it
     * @param note what the user should know of how it was looked for; null where there is nothing to know
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Found(List<CaseLines.Line> lines, int page, boolean more, String note) {}

    /** Whether the user reads cases of any kind at all. */
    public static boolean searches(CurrentUser user) {
        return !kinds(user).isEmpty();
    }

    /**
     * Searches within the user's offices and rights.
     *
     * <p>Whoever types a whole name sees nobody else: people whose names only begin so are looked for where no case of a namesake is found.
     *
     * @param typed a case number, an identity number, or a name or its beginning of at least two characters
     * @param asked which page, counted from 0; one that there cannot be is the nearest there can
     */
    @Transactional
    public Outcome<Found> search(String typed, int asked, CurrentUser user) {
        int page = Math.max(0, Math.min(asked, LAST_PAGE));
        String text = typed == null ? "" : typed.strip();
        if (text.isEmpty()) {
            return refused("SEARCH_MISSING", "请输入业务编号、姓名或者身份证号码。");
        }
        if (text.length() > LONGEST) {
            return refused("SEARCH_TOO_LONG", "最多输入" + LONGEST + "个字。");
        }
        List<CaseRow> rows;
        String note = null;
        if (!NUMBER.matcher(text).matches()) {
            if (text.codePointCount(0, text.length()) < SHORTEST_NAME) {
                return refused("NAME_TOO_SHORT", "按姓名查询时请至少输入两个字。");
            }
            List<PersonId> called = cases.called(areas(user), text, MOST_PEOPLE);
            rows = about(called, page, user);
            if (!rows.isEmpty() || page > 0 && !about(called, 0, user).isEmpty()) {
                note = SAME_NAME;
            } else {
                List<PersonId> alike = cases.calledAlike(areas(user), text, MOST_PEOPLE);
                rows = about(alike, page, user);
                note = alike.size() == MOST_PEOPLE ? MANY_NAMES : null;
            }
            record(user, "NAME", Optional.empty(), rows.size());
        } else {
            Optional<ResidentId> resident = resident(text);
            if (resident.isPresent()) {
                List<PersonId> people = areas(user).stream()
                        .flatMap(area -> parties.findPerson(area, resident.get()).stream())
                        .map(Person::id)
                        .toList();
                rows = about(people, page, user);
                record(user, "IDENTITY_NUMBER", people.stream().findFirst(), rows.size());
            } else {
                rows = cases.numbered(areas(user), text.toUpperCase(Locale.ROOT));
            }
        }
        List<CaseRow> read = rows.stream().filter(row -> row.isReadBy(user)).toList();
        return Outcome.done(new Found(
                lines.of(read.subList(0, Math.min(PAGE, read.size())), user), page, rows.size() > PAGE, note));
    }

    private List<CaseRow> about(List<PersonId> people, int page, CurrentUser user) {
        return people.isEmpty()
                ? List.of()
                : cases.about(
                        areas(user), user.towns(), user.hospitalCode(), kinds(user), people, page * PAGE, PAGE + 1);
    }

    /** A hospital's user takes part in the cases of several offices, an office's in those of the own. */
    private static Collection<PoolingArea> areas(CurrentUser user) {
        return user.hospitalCode().isPresent() ? user.offices() : user.area().map(Set::of).orElse(Set.of());
    }

    private static List<CaseKind> kinds(CurrentUser user) {
        return Arrays.stream(CaseKind.values())
                .filter(kind -> kind.isReadAtOffice(user) || kind.isReadAtHospital(user))
                .toList();
    }

    private void record(CurrentUser user, String by, Optional<PersonId> person, int found) {
        PoolingArea area = user.office();
        audit.record(AuditEntry.of(
                        user.id(),
                        area,
                        "CASES_SEARCHED",
                        person.isPresent() ? "PERSON" : "OFFICE",
                        person.map(Objects::toString).orElse(area.tenantId()))
                .with("by", by)
                .with("found", found));
    }

    private static Optional<ResidentId> resident(String text) {
        try {
            return Optional.of(ResidentId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Outcome<Found> refused(String code, String message) {
        return Outcome.refused(List.of(new FieldProblem("text", code, message)));
    }
}
