package org.medaid.document;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is to be said of a file that somebody shows: who stamped it, and whether it is as it was stamped. */
public sealed interface SealReport {

    /**
     * Nothing can be said about stamps.
     *
     * @param message a Chinese sentence
     */
    record Unreadable(Code code, String message) implements SealReport {}

    /** Stable codes. */
    enum Code {
        EMPTY,
        TOO_LARGE,
        NOT_A_PDF,
        ENCRYPTED,
        NOT_SEALED,
        /** Damaged, or built in a way that none of our files is: compressed cross-references, for example. */
        BROKEN
    }

    /**
     * @param seals in the order in which they were set; not empty
     * @param changes what happened to the file beside its stamps; empty in a sound file
     */
    record Examined(List<Seal> seals, List<Change> changes) implements SealReport {

        public Examined {
            seals = List.copyOf(seals);
            changes = List.copyOf(changes);
        }

        /** Whether the file is exactly as it was stamped. */
        public boolean unchanged() {
            return changes.isEmpty() && seals.stream().allMatch(Seal::intact);
        }

        /** Whether every stamp comes from a holder whose certificate was valid and whose issuer is known here. */
        public boolean trusted() {
            return seals.stream().allMatch(seal -> seal.trusted() && seal.valid());
        }

        /** Whether a stamp belongs to the demonstration and so means nothing. */
        public boolean demonstration() {
            return seals.stream().anyMatch(Seal::demonstration);
        }
    }

    /**
     * One stamp.
     *
     * @param holder as its certificate calls it, which says something only if it is trusted
     * @param signedAt by the clock of who stamped; nothing if not said
     * @param reason what was stamped, as said with it
     * @param field the name of its field
     * @param certificateSerial in hexadecimal digits
     * @param intact whether what the stamp covers is as it was stamped
     * @param trusted whether the certificate's issuer is known here
     * @param valid whether the certificate was valid when it stamped
     * @param demonstration whether it was made for the demonstration
     */
    record Seal(
            String holder,
            Optional<Instant> signedAt,
            String reason,
            String field,
            String certificateSerial,
            boolean intact,
            boolean trusted,
            boolean valid,
            boolean demonstration) {}

    /** @param message a Chinese sentence */
    record Change(ChangeCode code, String message) {}

    /** Stable codes. */
    enum ChangeCode {
        /** Something was added after the last stamp. */
        AFTER_LAST_SEAL,
        /** A stamp covers other parts than it should. */
        COVERAGE,
        /** Something else than stamps was changed between two stamps. */
        BETWEEN_SEALS,
        /** One stamp lies over another. */
        OVERLAP
    }
}
