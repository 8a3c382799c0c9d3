package org.medaid.workbench.figures;

import java.util.Arrays;
import java.util.Optional;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.security.Groups;
import org.medaid.security.HospitalRole;
import org.springframework.stereotype.Component;

/** Whom a step waits for: a group of the office, a department, or a role at one hospital. */
@Component
class GroupNames {

    private final Parties parties;

    GroupNames(Parties parties) {
        this.parties = parties;
    }

    /** @param group empty where one person alone was asked */
    String of(String group) {
        if (group == null || group.isEmpty()) {
            return "指定的个人";
        }
        return Groups.chineseName(group).or(() -> atHospital(group)).orElse(group);
    }

    private Optional<String> atHospital(String group) {
        return Arrays.stream(HospitalRole.values())
                .filter(role -> group.startsWith(role.groupAt("")))
                .findFirst()
                .map(role -> hospital(group.substring(role.groupAt("").length())) + role.chineseName().replaceFirst("^医院", ""));
    }

    private String hospital(String code) {
        return parties.hospital(code).map(Hospital::name).orElse(code);
    }
}
