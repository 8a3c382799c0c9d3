package org.medaid.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A set of diseases in one number, so that it is a ready-made part of the key of kept lines.
 *
 * @param mask bit {@code n} stands for the {@link Disease} with ordinal {@code n}
 */
public record DiseaseSet(int mask) {

    private static final Disease[] ALL = Disease.values();

    public static final DiseaseSet NONE = new DiseaseSet(0);

    public DiseaseSet {
        if (mask >>> ALL.length != 0) {
            throw new IllegalArgumentException("no such diseases");
        }
    }

    public static DiseaseSet of(Collection<Disease> members) {
        int mask = 0;
        for (Disease member : members) {
            mask |= 1 << member.ordinal();
        }
        return new DiseaseSet(mask);
    }

    public static DiseaseSet of(Disease... members) {
        return of(List.of(members));
    }

    public boolean contains(Disease member) {
        return (mask >> member.ordinal() & 1) == 1;
    }

    /** The members in the order of the enum. */
    public List<Disease> members() {
        List<Disease> members = new ArrayList<>();
        for (Disease candidate : ALL) {
            if (contains(candidate)) {
                members.add(candidate);
            }
        }
        return List.copyOf(members);
    }

    /** The members' codes, as the rules read them. */
    public List<String> codes() {
        return members().stream().map(Enum::name).toList();
    }
}
