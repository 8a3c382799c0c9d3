package org.medaid.security;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What somebody is at a hospital. The role's own group gives the rights; the group of the role at one hospital says whose
 * tasks they are.
 */
public enum HospitalRole {
    DOCTOR(Groups.HOSPITAL_DOCTOR, "医师", "doctor"),
    DEPARTMENT_HEAD(Groups.HOSPITAL_DEPARTMENT_HEAD, "科主任", "head"),
    MEDICAL_AFFAIRS(Groups.HOSPITAL_MEDICAL_AFFAIRS, "医务科", "office");

    private final String group;
    private final String chineseName;
    private final String signInEnding;

    HospitalRole(String group, String chineseName, String signInEnding) {
        this.group = group;
        this.chineseName = chineseName;
        this.signInEnding = signInEnding;
    }

    /** The group that gives the role's rights, at whichever hospital. */
    public String group() {
        return group;
    }

    public String chineseName() {
        return chineseName;
    }

    /** How the demonstration's users of the role end, for example {@code h2104023-doctor}. */
    String signInEnding() {
        return signInEnding;
    }

    /** The group of the role at one hospital, for example {@code hospital-doctor-H2104023}. */
    public String groupAt(String hospitalCode) {
        return group + "-" + hospitalCode;
    }

    /** The one hospital at which groups give their member a role; empty if there is none, or more than one. */
    static Optional<String> hospitalOf(Set<String> groups) {
        Set<String> hospitals = groups.stream()
                .flatMap(group -> Arrays.stream(values())
                        .map(role -> role.groupAt(""))
                        .filter(group::startsWith)
                        .map(start -> group.substring(start.length())))
                .collect(Collectors.toSet());
        return hospitals.stream().findFirst().filter(only -> hospitals.size() == 1);
    }
}
