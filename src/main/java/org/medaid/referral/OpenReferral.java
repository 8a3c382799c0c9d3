package org.medaid.referral;

/**
 * Asks for a transfer.
 *
 * @param office tenant id of the office of the patient's area; may be left out by who works for one office
 * @param residentId the patient's identity number, as typed
 * @param name the patient's name, which has to fit the number
 * @param targetHospital code of the hospital to go to
 * @param tier2Hospital code of the hospital that refers; a hospital's own user means the own one
 * @param tier3Hospital code of the tier-3 hospital that has to agree; empty where the route needs none
 * @param admittedOn ISO date, for an emergency
 * @param doctor who wrote summary and reason, where a hospital's system asks; a person who is signed in signs as such
 * @param department the doctor's department; with summary and reason, where a doctor asks
 */
public record OpenReferral(
        String office,
        String residentId,
        String name,
        String phone,
        String workUnit,
        String diagnosis,
        String targetHospital,
        String tier2Hospital,
        String tier3Hospital,
        boolean emergency,
        String admittedOn,
        String doctor,
        String department,
        String summary,
        String reason) {}
