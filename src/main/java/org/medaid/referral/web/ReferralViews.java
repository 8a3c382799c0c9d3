package org.medaid.referral.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.medaid.audit.AuditEntry;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.referral.DepositWaivers;
import org.medaid.referral.Referral;
import org.medaid.referral.ReferralDesk;
import org.medaid.referral.ReferralParameter;
import org.medaid.referral.ReferralRecord;
import org.medaid.security.CurrentUser;
import org.medaid.security.StaffDirectory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** A referral as its forms and a hospital's system see it. */
@Component
class ReferralViews {

    record CodeName(String code, String name) {}

    record RecordView(String kind, String kindName, JsonNode content, String byName, String at) {}

    record ReferralView(
            String referralId,
            String number,
            String state,
            String stateName,
            String route,
            String routeName,
            String basis,
            String office,
            String name,
            String residentId,
            String phone,
            String workUnit,
            String diagnosis,
            List<String> diseaseGroups,
            String targetHospital,
            String targetHospitalName,
            String tier2Hospital,
            String tier2HospitalName,
            String tier3Hospital,
            String tier3HospitalName,
            boolean emergency,
            String appliedOn,
            String admittedOn,
            String lastDay,
            String validFrom,
            String validTo,
            boolean singleUse,
            List<RecordView> records) {}

    /**
     * @param twoTiers whether a hospital of tier 2 asks and, out of the city, one of tier 3 agrees: so in Jiangmen and Heshan
     *     (江人社发〔2018〕567号 五(二)1), elsewhere any designated hospital asks
     * @param basis the article about treatment elsewhere of the user's own office
     */
    record Options(
            List<CodeName> offices,
            CodeName hospital,
            boolean twoTiers,
            boolean issuesWaivers,
            String today,
            String basis,
            boolean demonstration) {}

    private static final Set<PoolingArea> TWO_TIERS = EnumSet.of(PoolingArea.JIANGMEN, PoolingArea.HESHAN);

    static final Map<String, String> KIND_NAMES = Map.ofEntries(
            Map.entry("REFERRAL_REQUESTED", "申请转诊"),
            Map.entry("SUMMARY_WRITTEN", "填写病情摘要"),
            Map.entry("OPINION_GIVEN", "副主任医师以上或科主任意见"),
            Map.entry("REFERRAL_STAMPED", "医务科意见"),
            Map.entry("FILING_HANDLED", "经办人意见"),
            Map.entry("FILING_REVIEWED", "复核意见"),
            Map.entry("REFERRAL_FILED", "登记备案"),
            Map.entry("REFERRAL_REFUSED_BY_HOSPITAL", "医院不同意转诊"),
            Map.entry("REFERRAL_NOT_FILED", "不予备案"),
            Map.entry("REFERRAL_TOO_LATE", "逾期不予受理"),
            Map.entry("REFERRAL_WITHDRAWN", "已撤回"),
            Map.entry("WITHDRAWAL_REQUESTED", "申请人要求撤回"),
            Map.entry("FILING_REVOKED", "撤销备案"),
            Map.entry("HOSPITAL_LIABLE", "登记医院责任"),
            Map.entry("LETTER_ISSUED", "出具告知书"),
            Map.entry("STEP_REMINDED", "临近办理期限，已提醒"),
            Map.entry("STEP_ESCALATED", "超过办理期限，已报负责人督办"));

    private final ReferralDesk desk;
    private final Parties parties;
    private final StaffDirectory staff;
    private final BusinessClock clock;
    private final boolean demonstration;

    ReferralViews(
            ReferralDesk desk,
            Parties parties,
            StaffDirectory staff,
            BusinessClock clock,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.desk = desk;
        this.parties = parties;
        this.staff = staff;
        this.clock = clock;
        this.demonstration = demonstration;
    }

    Options options(CurrentUser user) {
        return new Options(
                user.offices().stream()
                        .sorted()
                        .map(office -> new CodeName(office.tenantId(), office.chineseName()))
                        .toList(),
                user.hospitalCode()
                        .flatMap(parties::hospital)
                        .map(hospital -> new CodeName(hospital.code(), hospital.name()))
                        .orElse(null),
                user.offices().stream().anyMatch(TWO_TIERS::contains),
                DepositWaivers.mayIssue(user),
                clock.today().toString(),
                user.area().map(area -> ReferralParameter.VALID_DAYS.basis(area).toString()).orElse(null),
                demonstration);
    }

    ReferralView view(Referral referral) {
        Person person = parties.person(referral.office(), referral.person()).orElseThrow();
        return new ReferralView(
                referral.id().toString(),
                referral.number(),
                referral.state().name(),
                referral.state().chineseName(),
                referral.route().name(),
                referral.route().chineseName(),
                referral.basis().toString(),
                referral.office().tenantId(),
                person.name(),
                person.residentId().value(),
                referral.phone(),
                referral.workUnit(),
                referral.diagnosis(),
                desk.diseaseGroups(referral.person()),
                referral.targetHospital(),
                hospital(referral.targetHospital()),
                referral.tier2Hospital(),
                hospital(referral.tier2Hospital()),
                referral.tier3Hospital().orElse(null),
                referral.tier3Hospital().map(this::hospital).orElse(null),
                referral.emergency(),
                referral.appliedOn().toString(),
                day(referral.admittedOn()),
                day(referral.admittedOn().map(admitted -> desk.lastDay(referral.office(), admitted))),
                day(referral.validity().map(Referral.Validity::from)),
                day(referral.validity().map(Referral.Validity::to)),
                referral.singleUse(),
                desk.records(referral.id()).stream().map(this::record).toList());
    }

    String hospital(String code) {
        return parties.hospital(code).map(Hospital::name).orElse(code);
    }

    /** What happened, and at which of the two hospitals. */
    String kind(ReferralRecord record) {
        String where = record.tier().map(tier -> "（" + tier.chineseName() + "）").orElse("");
        return KIND_NAMES.getOrDefault(record.kind(), record.kind()) + where;
    }

    private RecordView record(ReferralRecord record) {
        return new RecordView(
                record.kind(),
                kind(record),
                record.content(),
                name(record.by()),
                record.at().atZone(BusinessClock.ZONE).toOffsetDateTime().toString());
    }

    /** How a user, or the system itself, is called on the screen. */
    String name(String user) {
        return user.equals(AuditEntry.SYSTEM) ? "系统" : staff.find(user).map(CurrentUser::displayName).orElse(user);
    }

    private static String day(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse(null);
    }
}
