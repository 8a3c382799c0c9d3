package org.medaid.workbench.figures;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.medaid.api.Outcome;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.workbench.CaseLines;
import org.medaid.workbench.CaseRow;
import org.medaid.workbench.CaseSearch;
import org.medaid.workbench.figures.process.RunningInstances;
import org.medaid.workbench.persistence.CaseRows;
import org.medaid.workbench.persistence.WorkTasks;
import org.springframework.stereotype.Service;

/**
 * The head's search over all kinds of cases at once: by number, person or hospital, and from there to how the case went and
 * to its running instance. What is found of people is {@link CaseSearch}'s, with its rights and its record.
 */
@Service
@Clause("X6")
public class CockpitSearch {

    /** Hospitals of similar names are shown with their number of open cases; more are a matter of typing more of the name. */
    private static final int MOST_HOSPITALS = 5;

    private static final int MOST_OF_HOSPITAL = 20;

    private final CaseSearch search;
    private final CaseRows cases;
    private final CaseLines lines;
    private final WorkTasks open;
    private final Parties parties;
    private final RunningInstances instances;

    CockpitSearch(
            CaseSearch search,
            CaseRows cases,
            CaseLines lines,
            WorkTasks open,
            Parties parties,
            RunningInstances instances) {
        this.search = search;
        this.cases = cases;
        this.lines = lines;
        this.open = open;
        this.parties = parties;
        this.instances = instances;
    }

    /**
     * A case.
     *
     * @param timeline where it is told how it went; null for who may not read that
     * @param instance the engine's running instance; null where there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Found(CaseLines.Line line, String timeline, String instance) {}

    /**
     * A hospital of that name or code.
     *
     * @param steps how many open steps play there
     * @param cases the oldest of its open cases
     * @param finished where its finished cases are listed; null for who may not read that
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AtHospital(String name, String code, long steps, List<Found> cases, String finished) {}

    /** @param more whether there are more cases than were listed */
    public record Answer(List<Found> cases, boolean more, List<AtHospital> hospitals) {}

    /** Searches the user's own office; a text that is neither a number nor two characters of a name is refused. */
    public Outcome<Answer> search(String typed, CurrentUser user) {
        PoolingArea area = user.office();
        String text = typed == null ? "" : typed.strip();
        List<Hospital> hospitals = hospitals(text);
        Outcome<CaseSearch.Found> outcome = search.search(text, 0, user);
        if (!(outcome instanceof Outcome.Done<CaseSearch.Found> done)) {
            return Outcome.refused(outcome.problems());
        }
        List<CaseLines.Line> people = done.value().lines();
        Map<String, List<CaseLines.Line>> atHospital = hospitals.stream()
                .collect(Collectors.toMap(Hospital::code, one -> openAt(area, one.code(), user)));
        Map<String, String> running = instances.of(
                area,
                Stream.concat(people.stream(), atHospital.values().stream().flatMap(List::stream))
                        .map(CaseLines.Line::number)
                        .distinct()
                        .toList());
        boolean readsAll = FigureReaders.mayReadAll(user);
        return Outcome.done(new Answer(
                found(people, running, readsAll),
                done.value().more(),
                hospitals.stream()
                        .map(one -> new AtHospital(
                                one.name(),
                                one.code(),
                                open.countAt(area, one.code()),
                                found(atHospital.get(one.code()), running, readsAll),
                                readsAll ? "/finished-cases?hospital=" + one.code() : null))
                        .toList()));
    }

    private List<Hospital> hospitals(String text) {
        if (text.length() < 2) {
            return List.of();
        }
        Optional<Hospital> coded = parties.hospital(text.toUpperCase(Locale.ROOT));
        return coded.map(List::of)
                .orElseGet(() -> parties.searchHospitals(text).stream()
                        .filter(one -> one.name().contains(text))
                        .limit(MOST_HOSPITALS)
                        .toList());
    }

    private List<CaseLines.Line> openAt(PoolingArea area, String hospital, CurrentUser user) {
        List<UUID> ids = open.casesAt(area, hospital, MOST_OF_HOSPITAL);
        Map<UUID, CaseRow> rows =
                cases.find(ids).stream().collect(Collectors.toMap(CaseRow::id, Function.identity(), (one, other) -> one));
        return lines.of(
                ids.stream()
                        .map(rows::get)
                        .filter(row -> row != null && row.isReadBy(user))
                        .toList(),
                user);
    }

    private static List<Found> found(List<CaseLines.Line> lines, Map<String, String> running, boolean readsAll) {
        return lines.stream()
                .map(line -> new Found(line, readsAll ? "/case-timelines/" + line.number() : null, running.get(line.number())))
                .toList();
    }
}
