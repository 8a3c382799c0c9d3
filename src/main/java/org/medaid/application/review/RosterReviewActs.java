package org.medaid.application.review;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.medaid.application.ApplicationParameter;
import org.medaid.application.Recorded;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.document.LetterAnswer;
import org.medaid.document.LetterContent;
import org.medaid.document.LetterKind;
import org.medaid.document.Letters;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.roster.Certificate;
import org.medaid.roster.CertificateAnswer;
import org.medaid.roster.Certificates;
import org.medaid.roster.CategoryPeriod;
import org.medaid.roster.EndCategory;
import org.medaid.roster.RecognisedCategories;
import org.medaid.roster.Roster;
import org.medaid.roster.RosterAnswer;
import org.medaid.security.CurrentUser;
import org.medaid.security.StaffDirectory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the system does at the outcome of a review: the roster, the certificate, the letter. */
@Service
@Transactional
@Clause({"S1", "H3", "P8"})
public class RosterReviewActs {

    private final RosterReviews reviews;
    private final RosterReviewDesk desk;
    private final Roster roster;
    private final Certificates certificates;
    private final Parties parties;
    private final Letters letters;
    private final ProcedureParameters parameters;
    private final StaffDirectory staff;
    private final AuditTrail audit;
    private final BusinessClock clock;

    RosterReviewActs(
            RosterReviews reviews,
            RosterReviewDesk desk,
            Roster roster,
            Certificates certificates,
            Parties parties,
            Letters letters,
            ProcedureParameters parameters,
            StaffDirectory staff,
            AuditTrail audit,
            BusinessClock clock) {
        this.reviews = reviews;
        this.desk = desk;
        this.roster = roster;
        this.certificates = certificates;
        this.parties = parties;
        this.letters = letters;
        this.parameters = parameters;
        this.staff = staff;
        this.audit = audit;
        this.clock = clock;
    }

    /** Nothing changes for the person; the next periodic review is counted from today. */
    public void keep(RosterReviewId id) {
        close(review(id), ReviewState.KEPT, Map.of());
    }

    public void recordWithdrawal(RosterReviewId id) {
        close(review(id), ReviewState.WITHDRAWN, Map.of());
    }

    /**
     * Ends what two people of the county have confirmed: the periods in the roster, a certificate at once after a fraud
     * (otherwise its end follows from the roster), one letter for each category, none to the dead.
     */
    public void end(RosterReviewId id) {
        RosterReview review = review(id);
        Recorded found = desk.latest(id, RosterReviewDesk.REVIEWED).orElseThrow();
        CurrentUser approver = staff.find(desk.latest(id, RosterReviewDesk.APPROVED).orElseThrow().by()).orElseThrow();
        ReviewReason reason = ReviewReason.valueOf(found.content().path("exitReason").asText());
        LocalDate lastDay = LocalDate.parse(found.content().path("lastDay").asText());
        Set<String> chosen = new HashSet<>();
        found.content().path("categories").forEach(category -> chosen.add(category.asText()));
        if (reason == ReviewReason.FRAUD) {
            voidCertificates(review, approver);
        }
        Map<String, String> ended = new TreeMap<>();
        for (CategoryPeriod period : roster.held(review.person())) {
            boolean goesOn = period.period().to() == null || period.period().to().isAfter(lastDay);
            if (goesOn && (reason == ReviewReason.DEATH || chosen.contains(period.category().name()))) {
                LocalDate last = end(review, period, lastDay, approver.id());
                ended.put(period.category().name(), last.toString());
                if (reason != ReviewReason.DEATH) {
                    tell(review, period, last, reason);
                }
            }
        }
        close(review, ReviewState.ENDED, Map.of("reason", reason, "ended", ended));
    }

    /** A period that began after the last day, as a list that came after a death brings it, keeps its first day only. */
    private LocalDate end(RosterReview review, CategoryPeriod period, LocalDate lastDay, String by) {
        LocalDate last = lastDay.isBefore(period.period().from()) ? period.period().from() : lastDay;
        RosterAnswer answer =
                roster.end(review.area(), new EndCategory(period.id(), last, "救助对象复核 " + review.number(), by));
        if (!(answer instanceof RosterAnswer.Recorded)) {
            throw new IllegalStateException("a period that is held can be ended: " + period.id());
        }
        return last;
    }

    private void voidCertificates(RosterReview review, CurrentUser approver) {
        certificates.of(review.area(), review.person()).stream()
                .filter(Certificate::isValid)
                .forEach(certificate -> {
                    if (!(certificates.voidForFraud(approver, certificate.id(), "救助对象复核 " + review.number())
                            instanceof CertificateAnswer.Done)) {
                        throw new IllegalStateException("a valid certificate can be voided: " + certificate.id());
                    }
                });
    }

    private void tell(RosterReview review, CategoryPeriod period, LocalDate last, ReviewReason reason) {
        Person person = parties.person(review.area(), review.person()).orElseThrow();
        LetterAnswer answer = letters.issue(
                review.area(),
                LetterKind.STOP,
                RosterReviewDesk.subject(review.id()),
                new LetterContent.Stop(
                        person.name(),
                        person.residentId().masked(),
                        period.category().chineseName(),
                        last,
                        new LetterContent.Reason(
                                "经复核，" + reason.chineseName() + "。",
                                RecognisedCategories.basis(review.area(), period.category()).orElse(ReviewParameter.article(review.area()))),
                        new LetterContent.Appeal(
                                parameters.value(review.area(), ApplicationParameter.APPEAL_AUTHORITY),
                                parameters.value(review.area(), ApplicationParameter.APPEAL_COURT))),
                AuditEntry.SYSTEM);
        if (!(answer instanceof LetterAnswer.Issued issued)) {
            throw new IllegalStateException("what is printed was checked when it was typed: " + review.id());
        }
        record(review, "LETTER_ISSUED", Map.of("number", issued.number(), "document", issued.document().toString()));
    }

    private void close(RosterReview review, ReviewState outcome, Map<String, Object> content) {
        reviews.close(review.id(), outcome, clock.now());
        record(review, "REVIEW_" + outcome, content);
    }

    private void record(RosterReview review, String kind, Object content) {
        reviews.record(review.id(), kind, content, AuditEntry.SYSTEM, clock.now());
        audit.record(AuditEntry.of(AuditEntry.SYSTEM, review.area(), kind, RosterReviewDesk.SUBJECT, review.id())
                .with("person", review.person())
                .restingOn(ReviewParameter.article(review.area())));
    }

    private RosterReview review(RosterReviewId id) {
        return reviews.find(id).orElseThrow();
    }
}
