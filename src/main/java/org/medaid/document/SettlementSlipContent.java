package org.medaid.document;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What stands on the slip that a patient gets at the hospital's counter. Amounts are yuan with two decimals.
 *
 * @param office the office's name
 * @param patient the full name: the slip is the patient's own
 * @param residentId the identity number, masked
 * @param settledOn the day of the settlement
 * @param reversedOn the day on which it was struck
 * @param total of the bill
 * @param deducted what the patient does not pay at the counter, beside the insurances
 * @param patientPays what is left to the patient
 * @param reasons why something was not paid, with the article
 */
public record SettlementSlipContent(
        String hospital,
        String office,
        String caseNumber,
        String patient,
        String residentId,
        String careType,
        LocalDate admittedOn,
        LocalDate dischargedOn,
        String invoiceNumber,
        LocalDate settledOn,
        Optional<LocalDate> reversedOn,
        String total,
        List<Payer> payers,
        List<Line> lines,
        String deducted,
        String patientPays,
        List<String> reasons,
        List<String> discounts) {

    /** Who bears which part of the bill; together they bear all of it. */
    public record Payer(String name, String amount) {}

    /**
     * A step of the calculation.
     *
     * @param ratio in percent, or that there are several brackets
     * @param ceiling of the year, or a dash
     * @param usedBefore what of the ceiling had been used before, or a dash
     * @param note thresholds and brackets, or nothing
     */
    public record Line(
            String name,
            String payer,
            String base,
            String ratio,
            String ceiling,
            String usedBefore,
            String amount,
            String article,
            String note) {}

    public SettlementSlipContent {
        payers = List.copyOf(payers);
        lines = List.copyOf(lines);
        reasons = List.copyOf(reasons);
        discounts = List.copyOf(discounts);
    }
}
