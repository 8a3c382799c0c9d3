package org.medaid.workbench;

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

    /** More than these are not shown: the search is to be made narrower. */
    public static final int MOST_FOUND = 50;

    private static final int LONGEST = 60;
    private static final int SHORTEST_NAME = 2;
    private static final int MOST_PEOPLE = 200;
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

    /** @param more whether there are more than {@value #MOST_FOUND} */
    public record Found(List<CaseLines.Line> lines, boolean more) {}

    /** Whether the user reads cases of any kind at all. */
    public static boolean searches(CurrentUser user) {
        return !kinds(user).isEmpty();
    }

    /**
     * Searches within the user's offices and rights.
     *
     * @param typed a case number, an identity number, or a name or its beginning of at least two characters
     */
    @Transactional
    public Outcome<Found> search(String typed, CurrentUser user) {
        String text = typed == null ? "" : typed.strip();
        if (text.isEmpty()) {
            return refused("SEARCH_MISSING", "请输入业务编号、姓名或者身份证号码。");
        }
        if (text.length() > LONGEST) {
            return refused("SEARCH_TOO_LONG", "最多输入" + LONGEST + "个字。");
        }
        List<CaseRow> rows;
        if (!NUMBER.matcher(text).matches()) {
            if (text.codePointCount(0, text.length()) < SHORTEST_NAME) {
                return refused("NAME_TOO_SHORT", "按姓名查询时请至少输入两个字。");
            }
            List<PersonId> people = cases.called(areas(user), text, MOST_PEOPLE);
            rows = about(people, user);
            record(user, "NAME", Optional.empty(), rows.size());
        } else {
            Optional<ResidentId> resident = resident(text);
            if (resident.isPresent()) {
                List<PersonId> people = areas(user).stream()
                        .flatMap(area -> parties.findPerson(area, resident.get()).stream())
                        .map(Person::id)
                        .toList();
                rows = about(people, user);
                record(user, "IDENTITY_NUMBER", people.stream().findFirst(), rows.size());
            } else {
                rows = cases.numbered(areas(user), text.toUpperCase(Locale.ROOT));
            }
        }
        List<CaseRow> read = rows.stream().filter(row -> row.isReadBy(user)).toList();
        return Outcome.done(new Found(
                lines.of(read.subList(0, Math.min(MOST_FOUND, read.size())), user), read.size() > MOST_FOUND));
    }

    private List<CaseRow> about(List<PersonId> people, CurrentUser user) {
        return people.isEmpty() ? List.of() : cases.about(areas(user), user.towns(), kinds(user), people, MOST_FOUND + 1);
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
