package org.medaid.kernel;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.UUID;

/**
 * Ids that begin with the time they were made (RFC 9562, version 7), for rows that come by the million: an index takes each at its
 * end instead of somewhere in all of it. They are not secret; what must not be guessed has an id of its own kind.
 */
public final class OrderedIds {

    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private OrderedIds() {}

    /** An id after all that this application has made before, as long as the machine's clock does not go back. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
