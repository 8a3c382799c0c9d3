package org.medaid.roster;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.Category;

/**
 * An uploaded file with everything that is known of it.
 *
 * @param department on whose behalf it was uploaded, a group's id; empty for the agency's own
 * @param list what the file is a list of; empty for files of costs
 * @param benefitYear the year of costs; empty for lists
 * @param permitted the categories the uploader may enter, as they were at the upload
 * @param refusal why the file as a whole is refused, a Chinese sentence
 * @param fileBytes size, 0 while the file is awaited
 */
public record Upload(
        UploadId id,
        PoolingArea area,
        Optional<String> department,
        UploadPurpose purpose,
        Optional<ListOfChanges> list,
        OptionalInt benefitYear,
        String sourceDocument,
        String fileName,
        long fileBytes,
        Set<Category> permitted,
        UploadState state,
        Optional<String> refusal,
        Counts counts,
        String uploadedBy,
        Instant uploadedAt,
        Optional<Act> confirmed,
        Optional<Act> undone,
        Optional<String> undoReason) {

    /**
     * @param category the only one in the file; empty if every row names its own
     * @param listOn the first of the month of a monthly list, the day of a daily one
     * @param handedOverOn the day the office got a monthly list
     */
    public record ListOfChanges(
            ListKind kind,
            Optional<Category> category,
            LocalDate listOn,
            Optional<LocalDate> handedOverOn,
            ListKind.Effect effect) {}

    /**
     * @param staged rows read so far
     * @param bytesRead of {@code fileBytes} read so far, as far as rows are stored
     */
    public record Counts(int staged, long bytesRead, int refused, int taken) {

        public int good() {
            return staged - refused;
        }
    }

    /** Who did something, when. */
    public record Act(String by, Instant at) {}

    /** How much of the present work is done, in percent, 0 to 100. */
    public int progress() {
        return switch (state) {
            case AWAITING_FILE -> 0;
            // Reading is most of it; the checks against the roster come in one go at the end.
            case CHECKING -> fileBytes == 0 ? 0 : (int) Math.min(90, counts.bytesRead() * 90 / fileBytes);
            case TAKING -> counts.good() == 0 ? 0 : (int) Math.min(99, counts.taken() * 100L / counts.good());
            case UNDOING -> 50;
            case REFUSED, CHECKED, TAKEN, UNDONE -> 100;
        };
    }
}
