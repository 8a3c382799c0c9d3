package org.medaid.policy;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;

/**
 * One bill and the facts about the person that the rules ask for.
 *
 * <p>The types allow nothing but known codes and amounts of the right form; whether the amounts fit each other is
 * checked by {@link PolicyDesk#determine}.
 *
 * @param division where the person is insured
 * @param categories beneficiary categories held on the day of discharge
 * @param careType how the patient was treated
 * @param admittedOn first day; for outpatients the day of service
 * @param dischargedOn picks the rules in force and the benefit year
 * @param diseases disease groups the office recognised
 * @param insured whether the person has basic medical insurance
 * @param treatedAsInpatient outpatient cost that insurance reimbursed by inpatient rules, 抚政办发〔2014〕67号 五(一)
 * @param emergency an emergency
 * @param hospital the treating hospital
 * @param referral the referral, if one is filed
 * @param amounts the bill's amounts
 * @param exclusions cost under an exclusion article
 * @param review the experts' finding, or null where there is none
 * @param yearToDate what the person has used before this bill
 * @param officeParameters figures that take the place of the stored ones, for examples and simulation
 */
public record CalculationRequest(
        Division division,
        CategorySet categories,
        CareType careType,
        LocalDate admittedOn,
        LocalDate dischargedOn,
        DiseaseSet diseases,
        boolean insured,
        boolean treatedAsInpatient,
        boolean emergency,
        Hospital hospital,
        Referral referral,
        Amounts amounts,
        List<Exclusion> exclusions,
        Review review,
        YearToDate yearToDate,
        OfficeParameterValues officeParameters) {

    public CalculationRequest {
        Objects.requireNonNull(division, "division");
        Objects.requireNonNull(categories, "categories");
        Objects.requireNonNull(careType, "careType");
        Objects.requireNonNull(admittedOn, "admittedOn");
        Objects.requireNonNull(dischargedOn, "dischargedOn");
        Objects.requireNonNull(diseases, "diseases");
        Objects.requireNonNull(hospital, "hospital");
        Objects.requireNonNull(referral, "referral");
        Objects.requireNonNull(amounts, "amounts");
        exclusions = List.copyOf(exclusions);
        Objects.requireNonNull(yearToDate, "yearToDate");
        Objects.requireNonNull(officeParameters, "officeParameters");
    }

    public CalculationRequest withOfficeParameters(OfficeParameterValues values) {
        return new CalculationRequest(
                division, categories, careType, admittedOn, dischargedOn, diseases, insured, treatedAsInpatient,
                emergency, hospital, referral, amounts, exclusions, review, yearToDate, values);
    }

    /**
     * The treating hospital.
     *
     * @param code the hospital's code
     * @param level 1 to 3
     * @param division where it stands
     * @param designated whether it is a designated hospital of the scheme
     */
    public record Hospital(String code, int level, DivisionCode division, boolean designated) {

        /** Counts as a tier-2 hospital throughout, 江人社发〔2018〕567号 四(二)2, 五(二)1. */
        public static final String KAIPING_CENTRAL = "KAIPING-CENTRAL";

        public Hospital {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(division, "division");
            if (level < 1 || level > 3) {
                throw new IllegalArgumentException("a hospital has level 1 to 3");
            }
        }

        /** The level that the rules go by. */
        public int tier() {
            return level == 3 && KAIPING_CENTRAL.equals(code) ? 2 : level;
        }
    }

    /**
     * The referral.
     *
     * @param filed whether the agency has filed it
     * @param tier2Hospital code of the tier-2 hospital that stamped it, or null
     * @param tier3Hospital code of the tier-3 hospital that stamped it, or null
     */
    public record Referral(boolean filed, String tier2Hospital, String tier3Hospital) {

        public static final Referral NONE = new Referral(false, null, null);
    }

    /**
     * The bill's amounts in yuan, none negative.
     *
     * @param total everything billed
     * @param inScope the part within the insurance catalogues
     * @param deductible the insurance's own deductible, part of {@code inScope}
     * @param basicPaid paid by basic insurance; a flat payment per disease is inside it, 连政办发〔2017〕22号 四(三)
     * @param criticalIllnessPaid paid by critical-illness insurance
     * @param supplementaryPaid paid by supplementary insurance
     * @param selfPaid the part outside the catalogues
     */
    public record Amounts(
            Money total,
            Money inScope,
            Money deductible,
            Money basicPaid,
            Money criticalIllnessPaid,
            Money supplementaryPaid,
            Money selfPaid) {

        public Amounts {
            Objects.requireNonNull(total, "total");
            Objects.requireNonNull(inScope, "inScope");
            Objects.requireNonNull(deductible, "deductible");
            Objects.requireNonNull(basicPaid, "basicPaid");
            Objects.requireNonNull(criticalIllnessPaid, "criticalIllnessPaid");
            Objects.requireNonNull(supplementaryPaid, "supplementaryPaid");
            Objects.requireNonNull(selfPaid, "selfPaid");
        }
    }

    /** Cost under an exclusion article, taken out of both sides before anything is shared. */
    public record Exclusion(ExclusionCode code, Money inScope, Money selfPaid) {

        public Exclusion {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(inScope, "inScope");
            Objects.requireNonNull(selfPaid, "selfPaid");
        }
    }

    /** The experts' finding: how much of the self-paid cost was neither reasonable nor necessary. */
    public record Review(Money unreasonableSelfPaid) {

        public Review {
            Objects.requireNonNull(unreasonableSelfPaid, "unreasonableSelfPaid");
        }
    }
}
