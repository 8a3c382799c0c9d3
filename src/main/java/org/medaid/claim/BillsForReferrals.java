package org.medaid.claim;

import java.util.Optional;
import java.util.Set;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.claim.model.Claim;
import org.medaid.claim.persistence.ClaimEvents;
import org.medaid.claim.persistence.Claims;
import org.medaid.claim.persistence.RecalculationRows;
import org.medaid.claim.persistence.Sheets;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.policy.CalculationAnswer;
import org.medaid.referral.ReferralFiled;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A referral that was filed after the bill, as that of an emergency is: a bill that was refused for the lack of it is opened
 * again; one that was settled without the part that needs it is listed to be calculated anew.
 */
@Component
@Clause({"R3", "R4"})
class BillsForReferrals {

    private static final Set<String> FOR_LACK_OF_REFERRAL = Set.of("REFERRAL_NOT_FILED", "NON_DESIGNATED_HOSPITAL");

    private final Claims claims;
    private final Sheets sheets;
    private final StayReferrals stays;
    private final Determinations determinations;
    private final RecalculationRows recalculations;
    private final ClaimEvents events;
    private final ClaimCourse course;
    private final AuditTrail audit;
    private final BusinessClock clock;

    BillsForReferrals(
            Claims claims,
            Sheets sheets,
            StayReferrals stays,
            Determinations determinations,
            RecalculationRows recalculations,
            ClaimEvents events,
            ClaimCourse course,
            AuditTrail audit,
            BusinessClock clock) {
        this.claims = claims;
        this.sheets = sheets;
        this.stays = stays;
        this.determinations = determinations;
        this.recalculations = recalculations;
        this.events = events;
        this.course = course;
        this.audit = audit;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void lookAgain(ReferralFiled filed) {
        for (Claim claim : claims.closedAt(filed.person().value(), filed.targetHospital())) {
            if (stays.of(claim).inRegister().filter(filed.referral()::equals).isEmpty()) {
                continue;
            }
            if (claim.state() == ClaimState.REFUSED) {
                reopen(claim);
            } else if (sheets.latest(claim.id()).filter(this::lackedReferral).isPresent()) {
                recalculations.addForReferral(claim.area(), claim.id(), claim.bill().admittedOn(), clock.now());
            }
        }
    }

    private void reopen(Claim claim) {
        boolean forLackOfReferral = FOR_LACK_OF_REFERRAL.contains(String.valueOf(claim.refusalCode()));
        Optional<String> enteredAnew =
                claims.sameInvoice(claim.bill().hospitalCode(), claim.bill().invoiceNumber(), claim.id().value());
        if (!forLackOfReferral || enteredAnew.isPresent()) {
            return;
        }
        determinations.takeBack(claim.id());
        claim.reopen();
        claims.saveAndFlush(claim);
        events.add(claim.id(), "BILL_REOPENED", null, stays.of(claim).sentence(), AuditEntry.SYSTEM);
        audit.record(AuditEntry.of(AuditEntry.SYSTEM, claim.area(), "BILL_REOPENED", ClaimDesk.SUBJECT, claim.id()));
        course.reopened(claim.id(), claim.caseNumber(), claim.area());
    }

    private boolean lackedReferral(Sheets.Sheet sheet) {
        return determinations.answer(sheet).reasonBasis().stream()
                .map(CalculationAnswer.Reason::code)
                .anyMatch(FOR_LACK_OF_REFERRAL::contains);
    }
}
