package org.medaid.claim.model;

import java.time.LocalDate;
import java.util.List;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;

/**
 * What a bill says, after every check: the amounts add up and the codes are known.
 *
 * @param division where the person is insured
 * @param diseases codes of disease groups
 */
public record Bill(
        PersonId person,
        DivisionCode division,
        String hospitalCode,
        String careType,
        LocalDate admittedOn,
        LocalDate dischargedOn,
        String diagnosis,
        List<String> diseases,
        boolean insured,
        boolean treatedAsInpatient,
        boolean emergency,
        String referralStatus,
        String referralTier2Hospital,
        String referralTier3Hospital,
        String invoiceNumber,
        BillAmounts amounts,
        List<BillItem> items) {

    public record BillAmounts(
            Money total,
            Money inScope,
            Money deductible,
            Money basicPaid,
            Money criticalIllnessPaid,
            Money supplementaryPaid,
            Money selfPaid) {}
}
