package org.medaid.settlement.onestop;

/**
 * A patient to be registered, as the hospital's system says it: everything text, because what is wrong is said at the field.
 *
 * @param office the office that insures the patient, for example {@code fushun}
 * @param residentId identity number
 * @param name as on the identity card; must fit the number
 * @param careType {@code INPATIENT}, {@code OUTPATIENT} or {@code SPECIAL_OUTPATIENT}
 * @param admissionNumber the hospital's own number of the stay or visit, at most 40 digits, letters and hyphens
 * @param admittedOn ISO date; for outpatients the day of the visit
 * @param diagnosis on admission, in words
 */
public record RegisterAdmission(
        String office,
        String residentId,
        String name,
        String careType,
        String admissionNumber,
        String admittedOn,
        String diagnosis,
        Boolean emergency) {}
