package org.medaid.document;

import java.time.LocalDate;

/**
 * What the office says on a referral form, in its box of 江人社发〔2018〕567号 附件2.
 *
 * @param opinion 审批意见, at most 300 characters
 * @param handler 经办人, at most 25 characters
 * @param reviewer 复核人, at most 25 characters; that it is another person is for the caller to see to
 * @param filedOn the day of the filing
 * @param officeName as it stands on the seal; at most 40 characters
 */
public record FilingBox(String opinion, String handler, String reviewer, LocalDate filedOn, String officeName) {

    /** Without what is written about a patient. */
    @Override
    public String toString() {
        return "FilingBox[" + officeName + "]";
    }
}
