package org.medaid.policy;

import java.util.Optional;

/** Finds an enum constant by the code used in requests and rules. */
final class Codes {

    private Codes() {}

    static <E extends Enum<E>> Optional<E> find(E[] values, String code) {
        for (E value : values) {
            if (value.name().equals(code)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
