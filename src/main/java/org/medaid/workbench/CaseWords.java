package org.medaid.workbench;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.medaid.audit.AuditEntry;
import org.medaid.kernel.MaskedName;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.party.Town;
import org.medaid.security.CurrentUser;
import org.medaid.security.StaffDirectory;
import org.springframework.stereotype.Component;

/** What a list writes instead of ids: masked names, townships, hospitals, colleagues. Each list is looked up at once. */
@Component
public class CaseWords {

    private final Parties parties;
    private final StaffDirectory staff;

    CaseWords(Parties parties, StaffDirectory staff) {
        this.parties = parties;
        this.staff = staff;
    }

    /** The masked names of people of these areas. */
    public Map<PersonId, String> maskedNames(Map<PoolingArea, ? extends Collection<PersonId>> people) {
        Map<PersonId, String> names = new HashMap<>();
        people.forEach((area, ids) -> {
            if (!ids.isEmpty()) {
                for (Person person : parties.people(area, Set.copyOf(ids))) {
                    names.put(person.id(), MaskedName.of(person.name()));
                }
            }
        });
        return names;
    }

    /** Names of hospitals by code. A payee that is none is left out. */
    public Map<String, String> hospitals(Collection<String> codes) {
        return codes.isEmpty()
                ? Map.of()
                : parties.hospitals(Set.copyOf(codes)).stream()
                        .collect(Collectors.toMap(Hospital::code, Hospital::name));
    }

    /** Names of townships by code. */
    public Map<String, String> towns(Collection<PoolingArea> areas) {
        return areas.stream()
                .flatMap(area -> parties.towns(area).stream())
                .collect(Collectors.toMap(Town::code, Town::name, (one, other) -> one, LinkedHashMap::new));
    }

    /** What a list of open steps writes of each, for one user. */
    public Steps ofSteps(Collection<OpenStep> found, CurrentUser user) {
        Set<PoolingArea> withTowns = EnumSet.noneOf(PoolingArea.class);
        found.stream().filter(step -> step.town().isPresent()).forEach(step -> withTowns.add(step.area()));
        return new Steps(
                user,
                maskedNames(peopleOf(found.stream()
                        .filter(step -> !step.kind().isBlindFor(user))
                        .toList())),
                towns(withTowns),
                hospitals(found.stream().flatMap(step -> step.hospital().stream()).collect(Collectors.toSet())));
    }

    /** Whose case each of some steps is and where it plays, as far as a user may know. */
    public record Steps(
            CurrentUser user, Map<PersonId, String> names, Map<String, String> towns, Map<String, String> hospitals) {

        /** The masked name; empty where the case is about nobody, and where the step is done without knowing. */
        public Optional<String> person(OpenStep step) {
            return step.kind().isBlindFor(user) ? Optional.empty() : step.person().map(names::get);
        }

        /** The township or the hospital; empty where the step is done without knowing. */
        public Optional<String> place(OpenStep step) {
            return step.kind().isBlindFor(user)
                    ? Optional.empty()
                    : Optional.of(CaseWords.place(step.town(), step.hospital(), towns, hospitals));
        }
    }

    /** What colleagues are called; the sign-in name of who is gone. */
    public Map<String, String> colleagues(Collection<String> users) {
        Set<String> known = users.stream().filter(Objects::nonNull).collect(Collectors.toSet());
        Map<String, String> names = staff.displayNames(known);
        return known.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        user -> user.equals(AuditEntry.SYSTEM)
                                ? "系统"
                                : Optional.ofNullable(names.get(user)).filter(name -> !name.isEmpty()).orElse(user)));
    }

    /** Where a case plays, as people say it. */
    public static String place(
            Optional<String> town, Optional<String> hospital, Map<String, String> towns, Map<String, String> hospitals) {
        return town.map(code -> towns.getOrDefault(code, code))
                .or(() -> hospital.map(code -> hospitals.getOrDefault(code, code)))
                .orElse("");
    }

    /** The ids of people, by the area whose people they are. */
    private static Map<PoolingArea, List<PersonId>> peopleOf(Collection<OpenStep> steps) {
        return steps.stream()
                .filter(step -> step.person().isPresent())
                .collect(Collectors.groupingBy(
                        OpenStep::area, Collectors.mapping(step -> step.person().orElseThrow(), Collectors.toList())));
    }
}
