package org.medaid.roster;

import java.time.LocalDate;
import java.util.Optional;
import org.medaid.document.DocumentId;
import org.medaid.kernel.PersonId;

/**
 * A certificate on paper as it stands on a day.
 *
 * @param number as printed
 * @param document the PDF
 * @param validUntil the last day by the roster, nothing while the end is not known
 * @param standing on the day that was asked for
 */
public record Certificate(
        CertificateId id,
        PersonId person,
        String number,
        DocumentId photo,
        DocumentId document,
        String home,
        LocalDate issuedOn,
        Optional<LocalDate> validUntil,
        Standing standing) {

    public boolean isValid() {
        return standing == Standing.VALID;
    }

    /** Whether a certificate is good. */
    public enum Standing {
        VALID("有效"),
        /** Reported lost; a new one took its place. */
        LOST("已挂失，作废"),
        /** The person left the roster and the month has ended. */
        LEFT("已退出，作废"),
        FRAUD("因骗取资金取消，作废");

        private final String chineseName;

        Standing(String chineseName) {
            this.chineseName = chineseName;
        }

        public String chineseName() {
            return chineseName;
        }
    }
}
