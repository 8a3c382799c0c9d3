package org.medaid.referral;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;

/**
 * A patient's way to a hospital elsewhere, from the request to the filing.
 *
 * @param office the office of the patient's area
 * @param phone where the patient or a relative is reached
 * @param workUnit the patient's employer, as the form asks; may be empty
 * @param tier3Hospital who has to agree too, where the route asks for it
 * @param emergency whether the patient was rescued first and the request came after
 * @param admittedOn the day of admission of an emergency
 * @param appliedOn the day of the request
 * @param basis the article of the route
 * @param validity the days on which an admission counts, once filed
 * @param singleUse whether one bill uses it up
 */
public record Referral(
        ReferralId id,
        String number,
        PoolingArea office,
        PersonId person,
        String phone,
        String workUnit,
        String diagnosis,
        String targetHospital,
        RouteFound.Route route,
        Citation basis,
        String tier2Hospital,
        Optional<String> tier3Hospital,
        boolean emergency,
        Optional<LocalDate> admittedOn,
        LocalDate appliedOn,
        ReferralState state,
        Optional<Validity> validity,
        boolean singleUse,
        String openedBy,
        Instant openedAt) {

    /** From the first to the last day, both counted. */
    public record Validity(LocalDate from, LocalDate to) {

        public boolean contains(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    public String hospital(HospitalTier tier) {
        return tier == HospitalTier.TIER2 ? tier2Hospital : tier3Hospital.orElseThrow();
    }

    /** Whether a hospital has a part in it. */
    public boolean concerns(String hospitalCode) {
        return tier2Hospital.equals(hospitalCode) || tier3Hospital.filter(hospitalCode::equals).isPresent();
    }

    /** Without what is personal, so that it never reaches a log by accident. */
    @Override
    public String toString() {
        return "Referral[" + id + "]";
    }
}
