package org.medaid.application;

import java.util.List;

/**
 * A family asks for recognition.
 *
 * @param category what the family asks to be recognised as, see {@link org.medaid.policy.Category}
 * @param members the people of the household, the applicant first
 * @param vehicles what the family declares to own; empty says: none
 * @param savings in yuan
 * @param medicalCosts what the family paid for treatment in the twelve months before, in yuan
 * @param consent the members agree that their means are asked about
 * @param staffRelation how an applicant is related to somebody of the staff; empty says: not
 * @param permitFrom first day of the residence permit, asked of non-residents only
 * @param documents ids of uploaded files
 */
public record OpenApplication(
        String category,
        String townCode,
        String address,
        String phone,
        List<Member> members,
        String vehicles,
        String realEstate,
        String business,
        String savings,
        String illness,
        String medicalCosts,
        Boolean consent,
        String staffRelation,
        String permitFrom,
        List<String> documents) {

    public OpenApplication {
        members = members == null ? List.of() : List.copyOf(members);
        documents = documents == null ? List.of() : List.copyOf(documents);
    }

    /**
     * @param relation to the applicant, {@code SELF} for the first
     * @param annualIncome of the twelve months before, in yuan
     * @param included whether assistance is asked for this member
     */
    public record Member(
            String residentId, String name, String relation, String annualIncome, Boolean insured, Boolean included) {}
}
