package org.medaid.notice;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.document.DocumentId;
import org.medaid.kernel.PoolingArea;

/**
 * A notice as it stands now.
 *
 * @param reference the notice's own number, printed on it, for example {@code JM-G-2026-0001}
 * @param maskedNames of the adults
 * @param minors how many minors are not named
 * @param toOn the last day, the newest extension taken into account
 * @param ended whether it was taken down before its last day
 * @param boardPhoto the newest photograph of it on the board
 */
public record NoticeView(
        NoticeId id,
        PoolingArea area,
        UUID applicationId,
        String applicationNumber,
        String reference,
        String townCode,
        String townName,
        String categoryName,
        List<String> maskedNames,
        int minors,
        LocalDate fromOn,
        LocalDate toOn,
        String howToObject,
        boolean ended,
        Optional<DocumentId> boardPhoto) {

    /** Whether everybody may read it on a day. */
    public boolean isCurrentOn(LocalDate day) {
        return !ended && !day.isBefore(fromOn) && !day.isAfter(toOn);
    }

    /** Who it is about, as the page says it. */
    public String persons() {
        String named = String.join("、", maskedNames);
        if (minors == 0) {
            return named;
        }
        return (named.isEmpty() ? "" : named + "，") + "未成年人" + minors + "人（依法不公开姓名）";
    }
}
