package org.medaid.workbench;

import java.util.Collection;
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
    public static Map<PoolingArea, List<PersonId>> peopleOf(Collection<OpenStep> steps) {
        return steps.stream()
                .filter(step -> step.person().isPresent())
                .collect(Collectors.groupingBy(
                        OpenStep::area, Collectors.mapping(step -> step.person().orElseThrow(), Collectors.toList())));
    }
}
