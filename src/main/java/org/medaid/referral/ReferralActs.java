package org.medaid.referral;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.medaid.api.FieldProblem;
import org.medaid.audit.AuditEntry;
import org.medaid.document.LetterAnswer;
import org.medaid.document.LetterContent;
import org.medaid.document.LetterKind;
import org.medaid.document.Letters;
import org.medaid.document.Subject;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.party.Parties;
import org.medaid.referral.Referral.Validity;
import org.medaid.referral.persistence.ReferralRows;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the system does at the outcomes of a referral. */
@Service
@Transactional
@Clause({"R1", "R2", "R3", "R4", "R6"})
public class ReferralActs {

    private final ReferralRows rows;
    private final ReferralDesk desk;
    private final ReferralForm form;
    private final Letters letters;
    private final Parties parties;
    private final ProcedureParameters parameters;
    private final ApplicationEventPublisher events;
    private final BusinessClock clock;

    ReferralActs(
            ReferralRows rows,
            ReferralDesk desk,
            ReferralForm form,
            Letters letters,
            Parties parties,
            ProcedureParameters parameters,
            ApplicationEventPublisher events,
            BusinessClock clock) {
        this.rows = rows;
        this.desk = desk;
        this.form = form;
        this.letters = letters;
        this.parties = parties;
        this.parameters = parameters;
        this.events = events;
        this.clock = clock;
    }

    /** Files what two people of the office have agreed: the seal, the days on which it counts, the news to the bills. */
    public void file(ReferralId id) {
        Referral referral = rows.lock(id).orElseThrow();
        List<FieldProblem> refused = form.file(referral, clock.now());
        if (!refused.isEmpty()) {
            throw new RefusedSeal(refused);
        }
        LocalDate today = clock.today();
        // Treatment after the request counts, that of a rescue from its first day.
        LocalDate from = referral.admittedOn().orElse(referral.appliedOn());
        Validity validity =
                new Validity(from, today.plusDays(parameters.days(referral.office(), ReferralParameter.VALID_DAYS)));
        boolean single = parameters.value(referral.office(), ReferralParameter.USE).equals(ReferralParameter.SINGLE);
        rows.file(id, validity, single);
        record(referral, "REFERRAL_FILED", Map.of("from", validity.from(), "to", validity.to(), "singleUse", single));
        events.publishEvent(
                new ReferralFiled(id, referral.office(), referral.person(), referral.targetHospital()));
    }

    /** A hospital does not agree: its reason is in the records. */
    public void refuseByHospital(ReferralId id) {
        close(id, ReferralState.REFUSED_BY_HOSPITAL);
    }

    /** The office does not file: the letter says why. */
    public void refuseFiling(ReferralId id) {
        Referral referral = close(id, ReferralState.NOT_FILED);
        String reason = rows.latest(id, ReferralDesk.HANDLED, null)
                .orElseThrow()
                .content()
                .path("opinion")
                .asText();
        tell(referral, reason);
    }

    /** An emergency was reported after its days: the letter says until when it could have been. */
    public void refuseLate(ReferralId id) {
        Referral referral = close(id, ReferralState.TOO_LATE);
        LocalDate admitted = referral.admittedOn().orElseThrow();
        LocalDate last = desk.lastDay(referral.office(), admitted);
        tell(
                referral,
                "急诊抢救的，应在就医后" + parameters.days(referral.office(), ReferralParameter.EMERGENCY_DAYS)
                        + "个工作日内申请转诊。患者于" + day(admitted) + "入院，期限至" + day(last) + "，本次申请于"
                        + day(referral.appliedOn()) + "提出，已经逾期");
    }

    public void recordWithdrawal(ReferralId id) {
        close(id, ReferralState.WITHDRAWN);
    }

    private Referral close(ReferralId id, ReferralState state) {
        Referral referral = rows.lock(id).orElseThrow();
        rows.moveTo(id, state);
        record(referral, "REFERRAL_" + state.name(), Map.of());
        return referral;
    }

    private void tell(Referral referral, String reason) {
        LetterContent content = new LetterContent.ReferralRefusal(
                parties.person(referral.office(), referral.person()).orElseThrow().name(),
                referral.number(),
                referral.appliedOn(),
                parties.hospital(referral.targetHospital()).orElseThrow().name(),
                new LetterContent.Reason(reason, referral.basis()),
                new LetterContent.Appeal(appeal(referral, "application.appeal-authority"), appeal(referral, "application.appeal-court")));
        LetterAnswer answer = letters.issue(
                referral.office(), LetterKind.REFERRAL_REFUSAL, subject(referral.id()), content, AuditEntry.SYSTEM);
        if (!(answer instanceof LetterAnswer.Issued issued)) {
            throw new IllegalStateException("a letter whose characters were checked can be printed");
        }
        record(referral, "LETTER_ISSUED", Map.of("number", issued.number(), "document", issued.document().toString()));
    }

    private String appeal(Referral referral, String code) {
        return parameters.value(referral.office(), parameters.key(code).orElseThrow());
    }

    private void record(Referral referral, String kind, Object content) {
        desk.record(referral, kind, null, content, AuditEntry.SYSTEM);
    }

    /** What a referral's letters are attached to. */
    public static Subject subject(ReferralId referral) {
        return new Subject(ReferralDesk.SUBJECT, referral.toString());
    }

    private static String day(LocalDate day) {
        return day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }
}
