package org.medaid.workbench.figures;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.security.Groups;
import org.medaid.security.HospitalRole;
import org.springframework.stereotype.Component;

/** Whom a step waits for: a group of the office, a department, or a role at one hospital. */
@Component
class GroupNames {

    private static final String NOBODY = "";

    private final Parties parties;

    GroupNames(Parties parties) {
        this.parties = parties;
    }

    /** @param group empty where one person alone was asked */
    String of(String group) {
        return of(Set.of(group == null ? NOBODY : group)).values().iterator().next();
    }

    /** The name of each of these groups; every hospital is looked up once, and all together. */
    Map<String, String> of(Collection<String> groups) {
        Set<String> asked = new HashSet<>(groups);
        Map<String, String> hospitals = parties
                .hospitals(asked.stream().flatMap(group -> hospitalCode(group).stream()).distinct().toList())
                .stream()
                .collect(Collectors.toMap(Hospital::code, Hospital::name));
        Map<String, String> names = new HashMap<>();
        asked.forEach(group -> names.put(group, name(group, hospitals)));
        return names;
    }

    private static String name(String group, Map<String, String> hospitals) {
        if (group.equals(NOBODY)) {
            return "指定的个人";
        }
        return Groups.chineseName(group)
                .or(() -> role(group).map(role -> {
                    String code = group.substring(role.groupAt("").length());
                    return hospitals.getOrDefault(code, code) + role.chineseName().replaceFirst("^医院", "");
                }))
                .orElse(group);
    }

    private static Optional<String> hospitalCode(String group) {
        return role(group).map(role -> group.substring(role.groupAt("").length()));
    }

    private static Optional<HospitalRole> role(String group) {
        return Arrays.stream(HospitalRole.values())
                .filter(role -> group.startsWith(role.groupAt("")))
                .findFirst();
    }
}
