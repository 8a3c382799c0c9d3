package org.medaid.claim;

import java.util.List;

/**
 * A bill as the clerk typed it: everything text, because what is wrong with it is said at the field.
 *
 * @param personId the person found by identity number
 * @param hospitalCode the treating hospital
 * @param careType {@code INPATIENT}, {@code OUTPATIENT} or {@code SPECIAL_OUTPATIENT}
 * @param admittedOn ISO date
 * @param dischargedOn ISO date; decides the rules and the benefit year
 * @param diagnosis the main diagnosis in words
 * @param diseases codes of disease groups the office recognised
 * @param invoiceNumber the invoice's code and number; unique per hospital
 * @param items the bill's lines; empty when only totals were entered
 * @param documents ids of uploaded files
 * @param draftId the draft this entry was kept in, if any; it is removed once the bill is entered
 */
public record EnterBill(
        String personId,
        String hospitalCode,
        String careType,
        String admittedOn,
        String dischargedOn,
        String diagnosis,
        List<String> diseases,
        Boolean insured,
        Boolean treatedAsInpatient,
        Boolean emergency,
        Referral referral,
        String invoiceNumber,
        Amounts amounts,
        List<Item> items,
        List<String> documents,
        String draftId) {

    public EnterBill {
        diseases = diseases == null ? List.of() : List.copyOf(diseases);
        items = items == null ? List.of() : List.copyOf(items);
        documents = documents == null ? List.of() : List.copyOf(documents);
        insured = insured == null || insured;
        treatedAsInpatient = treatedAsInpatient != null && treatedAsInpatient;
        emergency = emergency != null && emergency;
        referral = referral == null ? new Referral("NONE", null, null) : referral;
        amounts = amounts == null ? new Amounts(null, null, null, null, null, null, null) : amounts;
    }

    /** The same bill with another invoice. */
    EnterBill withInvoice(String number) {
        return new EnterBill(
                personId, hospitalCode, careType, admittedOn, dischargedOn, diagnosis, diseases, insured, treatedAsInpatient,
                emergency, referral, number, amounts, items, documents, draftId);
    }

    /** @param status {@code NONE} or {@code FILED}; the hospitals are those whose medical affairs offices stamped */
    public record Referral(String status, String tier2Hospital, String tier3Hospital) {}

    /** Yuan with at most two decimals. */
    public record Amounts(
            String total,
            String inScope,
            String deductible,
            String basicPaid,
            String criticalIllnessPaid,
            String supplementaryPaid,
            String selfPaid) {}

    /**
     * @param catalogueClass {@code A}, {@code B}, {@code C} of the insurance catalogue, or {@code OUTSIDE}
     * @param selfPaid true for cost outside the scope, false for cost in scope
     * @param amount yuan
     * @param exclusionCode {@code E01} to {@code E13} where the clerk proposes an exclusion
     * @param charge {@code REGISTRATION_FEE}, {@code CONSULTATION_FEE}, {@code MEDICINE} or {@code PHARMACY_MEDICINE}; left
     *     out for anything else
     * @param referencePrice yuan, for the whole line: what the medicine was bought for, or at a pharmacy its price before the
     *     discount, where it is needed
     */
    public record Item(
            String name,
            String catalogueClass,
            Boolean selfPaid,
            String amount,
            String exclusionCode,
            Boolean exclusionException,
            String charge,
            String referencePrice) {}
}
