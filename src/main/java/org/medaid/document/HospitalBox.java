package org.medaid.document;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What a hospital says on a referral form, in its box of 江人社发〔2018〕567号 附件2.
 *
 * <p>A text must not be blank where nothing else is said.
 *
 * @param hospitalName as it stands on the seal; at most 40 characters
 * @param department of the doctor, at most 20 characters
 * @param summary 病情摘要, at most 500 characters
 * @param reason 转院(诊)理由, at most 300 characters
 * @param doctor who wrote, at most 25 characters
 * @param doctorSignedOn the day the doctor signed
 * @param opinion of a deputy chief physician or the head of the department, at most 300 characters
 * @param opinionBy who gave it, with title; at most 25 characters
 * @param opinionOn the day it was given
 * @param affairsOpinion of the medical affairs office, at most 300 characters
 * @param stampedBy who stamped for the medical affairs office, at most 25 characters; may be left out
 * @param stampedOn the day of the stamp, as printed
 */
public record HospitalBox(
        String hospitalName,
        String department,
        String summary,
        String reason,
        String doctor,
        LocalDate doctorSignedOn,
        String opinion,
        String opinionBy,
        LocalDate opinionOn,
        String affairsOpinion,
        Optional<String> stampedBy,
        LocalDate stampedOn) {

    /** Without what is written about a patient. */
    @Override
    public String toString() {
        return "HospitalBox[" + hospitalName + "]";
    }
}
