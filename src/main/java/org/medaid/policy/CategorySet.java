package org.medaid.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A set of categories in one number, so that it is a ready-made part of the key of kept lines.
 *
 * @param mask bit {@code n} stands for the {@link Category} with ordinal {@code n}
 */
public record CategorySet(int mask) {

    private static final Category[] ALL = Category.values();

    public static final CategorySet NONE = new CategorySet(0);

    public CategorySet {
        if (mask >>> ALL.length != 0) {
            throw new IllegalArgumentException("no such categories");
        }
    }

    public static CategorySet of(Collection<Category> members) {
        int mask = 0;
        for (Category member : members) {
            mask |= 1 << member.ordinal();
        }
        return new CategorySet(mask);
    }

    public static CategorySet of(Category... members) {
        return of(List.of(members));
    }

    public boolean contains(Category member) {
        return (mask >> member.ordinal() & 1) == 1;
    }

    /** The members in the order of the enum. */
    public List<Category> members() {
        List<Category> members = new ArrayList<>();
        for (Category candidate : ALL) {
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
