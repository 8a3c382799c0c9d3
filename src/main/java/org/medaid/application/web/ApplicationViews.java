package org.medaid.application.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.medaid.application.ApplicationDesk;
import org.medaid.application.ApplicationParameter;
import org.medaid.application.InquiryTarget;
import org.medaid.application.Recorded;
import org.medaid.application.Relation;
import org.medaid.application.Track;
import org.medaid.application.model.Application;
import org.medaid.application.model.Member;
import org.medaid.application.persistence.ApplicationRecords;
import org.medaid.audit.AuditEntry;
import org.medaid.document.Documents;
import org.medaid.notice.NoticeId;
import org.medaid.notice.Notices;
import org.medaid.notice.Objections;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.party.Town;
import org.medaid.roster.RecognisedCategories;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.StaffDirectory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** An application as its forms and pages show it. */
@Component
class ApplicationViews {

    record CodeName(String code, String name) {}

    record MemberView(
            int lineNo,
            String personId,
            String name,
            String residentId,
            String birthDate,
            String relationName,
            String annualIncome,
            boolean insured,
            boolean included) {}

    record DocumentView(String documentId, String fileName, String contentType, long size) {}

    /** @param content as handed in, without what is for others */
    record RecordView(String kind, String kindName, int round, JsonNode content, String byName, String at) {}

    record ObjectionView(String objectionId, String channelName, String name, String phone, String content, String receivedOn, String stateName) {}

    record ApplicationView(
            String applicationId,
            String number,
            String state,
            String stateName,
            String category,
            String categoryName,
            String basis,
            String track,
            String townName,
            String address,
            String phone,
            String vehicles,
            String realEstate,
            String business,
            String savings,
            String illness,
            String medicalCosts,
            String declaredIncome,
            String incomeLimit,
            boolean consent,
            String staffRelation,
            int round,
            String acceptedOn,
            String earliestEntitlement,
            List<MemberView> members,
            List<DocumentView> documents,
            List<RecordView> records,
            List<ObjectionView> objections) {}

    private static final Map<String, String> KIND_NAMES = Map.ofEntries(
            Map.entry("APPLICATION_OPENED", "提交申请"),
            Map.entry("DOCUMENTS_CHECKED", "审核申请材料"),
            Map.entry("DOCUMENTS_RECEIVED", "补正材料"),
            Map.entry("NOT_TAKEN_IN", "不予受理"),
            Map.entry("STATUS_CONFIRMED", "部门核对身份"),
            Map.entry("HOUSEHOLD_SURVEYED", "入户调查"),
            Map.entry("NEIGHBOURS_VISITED", "走访邻里"),
            Map.entry("INQUIRY_SENT", "发出查询公函"),
            Map.entry("INQUIRY_REMINDED", "提醒部门答复"),
            Map.entry("INQUIRY_ESCALATED", "督办部门答复"),
            Map.entry("INQUIRY_UNANSWERED", "部门逾期未答复"),
            Map.entry("INQUIRY_ANSWERED", "部门答复查询"),
            Map.entry("ECONOMY_COMPARED", "比对家庭经济状况"),
            Map.entry("INCOME_COMPARED", "人均收入与标准"),
            Map.entry("SPOT_CHECK_DRAWN", "抽取县级抽查"),
            Map.entry("CHECKED_ON_THE_SPOT", "县级入户抽查"),
            Map.entry("TOWNSHIP_OPINION_GIVEN", "乡镇（街道）审核意见"),
            Map.entry("REVIEW_HELD", "民主评议"),
            Map.entry("REVIEW_HELD_RESULT", "民主评议结果"),
            Map.entry("NOTICE_PUBLISHED", "发布公示"),
            Map.entry("NOTICE_PUT_UP", "张贴公示"),
            Map.entry("OBJECTION_RAISED", "收到异议"),
            Map.entry("OBJECTION_INVESTIGATED", "异议调查"),
            Map.entry("INVESTIGATION_REOPENED", "重新启动调查"),
            Map.entry("EXAMINED", "县级审核"),
            Map.entry("DETERMINED", "县级审批"),
            Map.entry("RECOGNISED", "登记名册"),
            Map.entry("REFUSED", "不予认定"),
            Map.entry("WITHDRAWAL_REQUESTED", "申请人申请撤回"),
            Map.entry("WITHDRAWN", "已撤回"),
            Map.entry("STEP_REMINDED", "临近办理期限，已提醒"),
            Map.entry("STEP_ESCALATED", "超过办理期限，已报负责人督办"),
            Map.entry("LETTER_ISSUED", "出具文书"));

    private final Parties parties;
    private final Documents documents;
    private final ApplicationRecords records;
    private final ApplicationDesk desk;
    private final Objections objections;
    private final StaffDirectory staff;
    private final boolean demonstration;

    ApplicationViews(
            Parties parties,
            Documents documents,
            ApplicationRecords records,
            ApplicationDesk desk,
            Objections objections,
            StaffDirectory staff,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.parties = parties;
        this.documents = documents;
        this.records = records;
        this.desk = desk;
        this.objections = objections;
        this.staff = staff;
        this.demonstration = demonstration;
    }

    static String kindName(String kind) {
        return KIND_NAMES.getOrDefault(kind, kind);
    }

    /** The application as the user may know it: a department sees the people, and nothing of the case. */
    ApplicationView view(Application application, CurrentUser user) {
        boolean whole = ApplicationAccess.isCaseStaff(user);
        List<Recorded> history = whole ? records.of(application.id()) : List.of();
        Map<String, String> names = new HashMap<>();
        return new ApplicationView(
                application.id().toString(),
                application.number(),
                application.state().name(),
                application.state().chineseName(),
                application.category().name(),
                application.category().chineseName(),
                RecognisedCategories.basis(application.area(), application.category()).orElseThrow().toString(),
                application.track().name(),
                townName(application),
                application.address(),
                whole ? application.phone().orElse(null) : null,
                whole ? application.declared().vehicles() : null,
                whole ? application.declared().realEstate() : null,
                whole ? application.declared().business() : null,
                whole ? application.declared().savings().toString() : null,
                whole ? application.declared().illness() : null,
                whole ? application.declared().medicalCosts().toString() : null,
                whole ? application.declaredIncome().toString() : null,
                whole ? desk.incomeLimit(application).map(Object::toString).orElse(null) : null,
                application.consent(),
                whole ? application.staffRelation().orElse(null) : null,
                application.round(),
                application.acceptedOn().map(Object::toString).orElse(null),
                whole ? desk.earliestEntitlement(application).map(Object::toString).orElse(null) : null,
                application.members().stream().map(member -> member(application, member)).toList(),
                whole
                        ? Stream.concat(
                                        documents.attachedTo(user, ApplicationDesk.subject(application.id())).stream(),
                                        application.noticeId().stream().flatMap(notice ->
                                                documents.attachedTo(user, Notices.subject(new NoticeId(notice))).stream()))
                                .map(d -> new DocumentView(
                                        d.id().toString(), d.fileName(), d.type().mediaType(), d.sizeBytes()))
                                .toList()
                        : List.of(),
                history.stream().map(record -> record(record, names)).toList(),
                whole ? objections(application) : List.of());
    }

    Map<String, Object> options(CurrentUser user) {
        return Map.of(
                "demonstration", demonstration,
                "areaName", user.office().chineseName(),
                "basis", ApplicationParameter.NOTICE_DAYS.basis(user.office()).toString(),
                "categories", RecognisedCategories.of(user.office()).stream()
                        .map(c -> new CodeName(c.name(), c.chineseName()))
                        .toList(),
                "certifiedCategories", RecognisedCategories.of(user.office()).stream()
                        .filter(c -> Track.of(c) == Track.CERTIFIED)
                        .map(Enum::name)
                        .toList(),
                "towns", parties.towns(user.office()).stream()
                        .filter(t -> user.reaches(Optional.of(t.code())))
                        .map(t -> new CodeName(t.code(), t.name()))
                        .toList(),
                "relations", Stream.of(Relation.values())
                        .map(r -> new CodeName(r.name(), r.chineseName()))
                        .toList(),
                "surveyors", staff.members(Groups.TOWNSHIP_SURVEYOR, user.office()).stream()
                        .map(s -> new CodeName(s.id(), s.displayName()))
                        .toList(),
                "inquiryTargets", Stream.of(InquiryTarget.values())
                        .map(t -> new CodeName(t.name(), t.chineseName() + "：" + t.asked()))
                        .toList(),
                "today", java.time.LocalDate.now(org.medaid.kernel.BusinessClock.ZONE).toString());
    }

    private List<ObjectionView> objections(Application application) {
        return objections.of(application.id().value()).stream()
                .map(o -> new ObjectionView(
                        o.id().value().toString(),
                        o.channel().chineseName(),
                        o.name().orElse(null),
                        o.phone().orElse(null),
                        o.content(),
                        o.receivedOn().toString(),
                        o.stateName()))
                .toList();
    }

    private MemberView member(Application application, Member member) {
        Person person = parties.person(application.area(), member.person()).orElseThrow();
        return new MemberView(
                member.lineNo(),
                member.person().toString(),
                person.name(),
                person.residentId().value(),
                person.birthDate().toString(),
                member.relation().chineseName(),
                member.annualIncome().toString(),
                person.insured(),
                member.included());
    }

    private RecordView record(Recorded record, Map<String, String> names) {
        return new RecordView(
                record.kind(),
                kindName(record.kind()),
                record.round(),
                record.content(),
                names.computeIfAbsent(record.by(), this::nameOf),
                record.at().toString());
    }

    private String nameOf(String user) {
        return user.equals(AuditEntry.SYSTEM)
                ? "系统"
                : staff.find(user).map(CurrentUser::displayName).orElse(user);
    }

    private String townName(Application application) {
        return parties.towns(application.area()).stream()
                .filter(town -> town.code().equals(application.townCode()))
                .map(Town::name)
                .findFirst()
                .orElse(application.townCode());
    }
}
