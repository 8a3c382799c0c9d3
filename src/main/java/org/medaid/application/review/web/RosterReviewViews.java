package org.medaid.application.review.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.medaid.application.Recorded;
import org.medaid.application.review.ReviewParameter;
import org.medaid.application.review.ReviewReason;
import org.medaid.application.review.RosterReview;
import org.medaid.application.review.RosterReviewDesk;
import org.medaid.audit.AuditEntry;
import org.medaid.document.Documents;
import org.medaid.party.Divisions;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.roster.CategoryPeriod;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.medaid.security.StaffDirectory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A review as its forms show it. */
@Component
class RosterReviewViews {

    record CodeName(String code, String name) {}

    record PeriodView(String code, String name, String from, String to, String source) {}

    record DocumentView(String documentId, String fileName, String contentType, long size) {}

    record RecordView(String kind, String kindName, JsonNode content, String byName, String at) {}

    record ReviewView(
            String reviewId,
            String number,
            String stateName,
            String reasonName,
            String name,
            String residentId,
            String birthDate,
            String divisionName,
            boolean insured,
            List<PeriodView> categories,
            List<CodeName> endable,
            List<DocumentView> documents,
            List<RecordView> records) {}

    /** @param basis the article about who stays on the roster */
    record Options(List<CodeName> reasons, List<CodeName> exitReasons, String basis, boolean demonstration) {}

    private static final Map<String, String> KIND_NAMES = Map.ofEntries(
            Map.entry("REVIEW_OPENED", "发起复核"),
            Map.entry("BENEFICIARY_REVIEWED", "乡镇（街道）复核"),
            Map.entry("REVIEW_EXAMINED", "县级审核"),
            Map.entry("REVIEW_APPROVED", "县级审批"),
            Map.entry("REVIEW_KEPT", "登记继续享受"),
            Map.entry("REVIEW_ENDED", "终止待遇"),
            Map.entry("REVIEW_WITHDRAWAL_REQUESTED", "县级要求撤回"),
            Map.entry("REVIEW_WITHDRAWN", "已撤回"),
            Map.entry("STEP_REMINDED", "临近办理期限，已提醒"),
            Map.entry("STEP_ESCALATED", "超过办理期限，已报负责人督办"),
            Map.entry("LETTER_ISSUED", "出具告知书"));

    private final RosterReviewDesk desk;
    private final Parties parties;
    private final Roster roster;
    private final Documents documents;
    private final StaffDirectory staff;
    private final boolean demonstration;

    RosterReviewViews(
            RosterReviewDesk desk,
            Parties parties,
            Roster roster,
            Documents documents,
            StaffDirectory staff,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.desk = desk;
        this.parties = parties;
        this.roster = roster;
        this.documents = documents;
        this.staff = staff;
        this.demonstration = demonstration;
    }

    Options options(CurrentUser user) {
        return new Options(
                names(ReviewReason.forOpening().stream()),
                names(ReviewReason.forEnding().stream()),
                ReviewParameter.MONTHS.basis(user.office()).toString(),
                demonstration);
    }

    @Transactional(readOnly = true)
    ReviewView view(RosterReview review, CurrentUser user) {
        Person person = parties.person(review.area(), review.person()).orElseThrow();
        return new ReviewView(
                review.id().toString(),
                review.number(),
                review.state().chineseName(),
                review.reason().chineseName(),
                person.name(),
                person.residentId().value(),
                person.birthDate().toString(),
                Divisions.labelOf(person.division()),
                person.insured(),
                roster.held(review.person()).stream().map(RosterReviewViews::period).toList(),
                desk.current(review.person()).stream()
                        .map(held -> new CodeName(held.category().name(), held.category().chineseName()))
                        .distinct()
                        .toList(),
                documents.attachedTo(user, RosterReviewDesk.subject(review.id())).stream()
                        .map(d -> new DocumentView(d.id().toString(), d.fileName(), d.type().mediaType(), d.sizeBytes()))
                        .toList(),
                desk.records(review.id()).stream().map(this::record).toList());
    }

    private RecordView record(Recorded record) {
        return new RecordView(
                record.kind(),
                KIND_NAMES.getOrDefault(record.kind(), record.kind()),
                record.content(),
                record.by().equals(AuditEntry.SYSTEM)
                        ? "系统"
                        : staff.find(record.by()).map(CurrentUser::displayName).orElse(record.by()),
                record.at().toString());
    }

    private static PeriodView period(CategoryPeriod held) {
        return new PeriodView(
                held.category().name(),
                held.category().chineseName(),
                held.period().from().toString(),
                held.period().to() == null ? null : held.period().to().toString(),
                held.sourceDocument());
    }

    private static List<CodeName> names(Stream<ReviewReason> reasons) {
        return reasons.map(reason -> new CodeName(reason.name(), reason.chineseName())).toList();
    }
}
