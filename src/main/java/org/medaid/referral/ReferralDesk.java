package org.medaid.referral;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.DiseaseGroup;
import org.medaid.party.Hospital;
import org.medaid.party.Households;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.procedure.Deadlines;
import org.medaid.referral.ReferralStep.AgreeReferral;
import org.medaid.referral.ReferralStep.FileReferral;
import org.medaid.referral.ReferralStep.ReviewFiling;
import org.medaid.referral.ReferralStep.StampReferral;
import org.medaid.referral.ReferralStep.WriteSummary;
import org.medaid.referral.persistence.ReferralRows;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.StaffDirectory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where a transfer is asked for, agreed, stamped, filed, taken back or revoked.
 *
 * <p>Every method either does all of its work or, with a refusal, nothing.
 */
@Service
@Transactional
@Clause({"R1", "R2", "R3", "R6", "R7", "X1"})
public class ReferralDesk {

    /** The subject type of referrals in the audit trail. */
    public static final String SUBJECT = "REFERRAL";

    static final String SUMMARY = "SUMMARY_WRITTEN";
    static final String OPINION = "OPINION_GIVEN";
    static final String STAMP = "REFERRAL_STAMPED";
    static final String HANDLED = "FILING_HANDLED";
    static final String REVIEWED = "FILING_REVIEWED";

    /** What fits into a box of the form. */
    static final int LONGEST_SUMMARY = 500;

    static final int LONGEST_TEXT = 300;
    private static final int LONGEST_PERSON = 25;
    private static final int LONGEST_DEPARTMENT = 20;
    private static final int LONGEST_WORD = 40;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_DIAGNOSIS = 200;

    private final ReferralRows rows;
    private final ReferralRoutes routes;
    private final ReferralForm form;
    private final Parties parties;
    private final Households households;
    private final Roster roster;
    private final Deadlines deadlines;
    private final StaffDirectory staff;
    private final ReferralCourse course;
    private final AuditTrail audit;
    private final BusinessClock clock;

    ReferralDesk(
            ReferralRows rows,
            ReferralRoutes routes,
            ReferralForm form,
            Parties parties,
            Households households,
            Roster roster,
            Deadlines deadlines,
            StaffDirectory staff,
            ReferralCourse course,
            AuditTrail audit,
            BusinessClock clock) {
        this.rows = rows;
        this.routes = routes;
        this.form = form;
        this.parties = parties;
        this.households = households;
        this.roster = roster;
        this.deadlines = deadlines;
        this.staff = staff;
        this.course = course;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A referral that has just been asked for, with what its process asks.
     *
     * @param tooLate whether an emergency was reported after the days the office's article gives
     * @param summaryWritten whether a doctor asked, and so has written the summary
     */
    public record Opened(ReferralId referral, String number, boolean tooLate, boolean summaryWritten, boolean tier3Required) {}

    /** A request that has been looked through. */
    private record Checked(
            List<FieldProblem> problems,
            Optional<Person> person,
            Optional<Hospital> target,
            Optional<Hospital> tier2,
            Optional<Hospital> tier3,
            Optional<RouteFound> route,
            LocalDate admittedOn) {}

    /** Whether a transfer could be asked for as typed; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(OpenReferral command, PoolingArea office, CurrentUser user) {
        return look(command, office, user).problems();
    }

    /**
     * Opens a referral for the office of the patient's area. Who asks twice, by double click or from two places, is refused
     * while the first is open.
     */
    public Outcome<Opened> open(OpenReferral command, PoolingArea office, CurrentUser user) {
        Checked checked = look(command, office, user);
        if (!checked.problems().isEmpty()) {
            return Outcome.refused(checked.problems());
        }
        RouteFound route = checked.route().orElseThrow();
        LocalDate today = clock.today();
        Referral referral = new Referral(
                ReferralId.random(),
                "%s-ZZ-%d-%06d".formatted(office.caseLetters(), today.getYear(), rows.nextNumber()),
                office,
                checked.person().orElseThrow().id(),
                command.phone().strip(),
                Typed.blank(command.workUnit()) ? "" : command.workUnit().strip(),
                command.diagnosis().strip(),
                checked.target().orElseThrow().code(),
                route.route(),
                route.basis(),
                checked.tier2().orElseThrow().code(),
                checked.tier3().map(Hospital::code),
                command.emergency(),
                Optional.ofNullable(checked.admittedOn()),
                today,
                ReferralState.AT_TIER2,
                Optional.empty(),
                false,
                user.id(),
                clock.now());
        if (!rows.add(referral)) {
            return Outcome.refused("targetHospital", "REFERRAL_OPEN", "该患者转往这家医院的转诊正在办理，不能重复申请。");
        }
        // Its people have to be put into these groups before they see a task.
        checked.tier2().ifPresent(hospital -> staff.openHospitalGroups(hospital.code(), hospital.name()));
        checked.tier3().ifPresent(hospital -> staff.openHospitalGroups(hospital.code(), hospital.name()));
        record(referral, "REFERRAL_REQUESTED", null, Map.of("emergency", command.emergency(), "byHospital", isHospital(user)), user.id());
        boolean summaryWritten = isHospital(user);
        if (summaryWritten) {
            record(
                    referral,
                    SUMMARY,
                    HospitalTier.TIER2,
                    new WriteSummary(
                            command.department().strip(),
                            command.summary().strip(),
                            command.reason().strip(),
                            user.isIn(Groups.MACHINE_HOSPITAL) ? command.doctor().strip() : null),
                    user.id());
        }
        return Outcome.done(new Opened(
                referral.id(), referral.number(), isTooLate(referral), summaryWritten, route.tier3Required()));
    }

    private boolean isTooLate(Referral referral) {
        return referral.admittedOn().filter(day -> referral.appliedOn().isAfter(lastDay(referral.office(), day))).isPresent();
    }

    /** The last day on which an emergency admitted on a day can be reported; the day of admission does not count. */
    @Transactional(readOnly = true)
    public LocalDate lastDay(PoolingArea office, LocalDate admittedOn) {
        return deadlines.dueOn(office, ReferralParameter.EMERGENCY_DAYS, admittedOn);
    }

    private Checked look(OpenReferral command, PoolingArea office, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>();
        if (!user.offices().contains(office)) {
            problems.add(new FieldProblem("office", "OFFICE_MISSING", "请选择患者的参保地。"));
            return new Checked(problems, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), null);
        }
        Optional<Person> person = person(command, office, problems);
        line(problems, "phone", command.phone(), LONGEST_WORD, "请填写患者或家属的联系电话。");
        if (!Typed.blank(command.workUnit())) {
            line(problems, "workUnit", command.workUnit(), LONGEST_NAME, "请填写单位名称。");
        }
        line(problems, "diagnosis", command.diagnosis(), LONGEST_DIAGNOSIS, "请填写临床诊断。");
        Optional<Hospital> target = hospital(problems, "targetHospital", command.targetHospital(), "请按名称查找并选择拟转诊医院。");
        String own = user.hospitalCode().orElse(null);
        Optional<Hospital> tier2 =
                hospital(problems, "tier2Hospital", own == null ? command.tier2Hospital() : own, "请选择提出转诊的二级定点医疗机构。");
        LocalDate admittedOn = command.emergency() ? admitted(command, problems) : null;
        Optional<RouteFound> route = Optional.empty();
        Optional<Hospital> tier3 = Optional.empty();
        if (person.isPresent() && target.isPresent()) {
            LocalDate day = admittedOn == null ? clock.today() : admittedOn;
            routed(problems, person.get(), target.get());
            RouteFound found = routes.find(office, person.get().division(), target.get(), day);
            if (!found.route().isFiled()) {
                problems.add(new FieldProblem(
                        "targetHospital",
                        "REFERRAL_" + found.route(),
                        found.route().chineseName() + "（" + found.basis() + "），可直接就医。"));
            } else {
                route = Optional.of(found);
                tier2.ifPresent(hospital -> refers(problems, person.get(), hospital, target.get(), found));
            }
            if (found.tier3Required()) {
                tier3 = hospital(problems, "tier3Hospital", command.tier3Hospital(), "转往市外的，请选择本地三级定点医疗机构。");
                tier3.ifPresent(hospital -> agrees(problems, person.get(), hospital));
            }
        }
        if (user.isIn(Groups.MACHINE_HOSPITAL)) {
            line(problems, "doctor", command.doctor(), LONGEST_PERSON, "请填写医师姓名。");
        }
        if (isHospital(user)) {
            line(problems, "department", command.department(), LONGEST_DEPARTMENT, "请填写科室。");
            text(problems, "summary", command.summary(), LONGEST_SUMMARY, "请填写病情摘要。");
            text(problems, "reason", command.reason(), LONGEST_TEXT, "请填写转院（诊）理由。");
        }
        form.unprintable(problems, command);
        return new Checked(problems, person, target, tier2, tier3, route, admittedOn);
    }

    private Optional<Person> person(OpenReferral command, PoolingArea office, List<FieldProblem> problems) {
        ResidentId residentId;
        try {
            residentId = ResidentId.parse(command.residentId());
        } catch (IllegalArgumentException | NullPointerException e) {
            problems.add(new FieldProblem("residentId", "RESIDENT_ID_INVALID", "身份证号码不正确，请核对18位号码。"));
            return Optional.empty();
        }
        // Name and number have to fit: a hospital learns nothing about people it does not know.
        Optional<Person> person = parties.findPerson(office, residentId)
                .filter(known -> command.name() != null && known.name().equals(command.name().strip()));
        if (person.isEmpty()) {
            problems.add(new FieldProblem(
                    "residentId", "PERSON_UNKNOWN", "没有查到姓名与身份证号码相符的" + office.chineseName() + "参保人员，请核对。"));
        } else if (roster.categoriesOn(person.get().id(), clock.today()).isEmpty()) {
            problems.add(new FieldProblem("residentId", "NOT_ON_ROSTER", "此人目前不在救助对象名单上，不办理救助转诊备案。"));
            return Optional.empty();
        }
        return person;
    }

    private LocalDate admitted(OpenReferral command, List<FieldProblem> problems) {
        try {
            LocalDate day = LocalDate.parse(String.valueOf(command.admittedOn()));
            if (!day.isAfter(clock.today())) {
                return day;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        problems.add(new FieldProblem("admittedOn", "DAY_INVALID", "急诊抢救的，请填写入院日期，不能晚于今天。"));
        return null;
    }

    private Optional<Hospital> hospital(List<FieldProblem> problems, String field, String code, String message) {
        Optional<Hospital> hospital = Typed.blank(code) ? Optional.empty() : parties.hospital(code);
        if (hospital.isEmpty()) {
            problems.add(new FieldProblem(field, "HOSPITAL_MISSING", message));
        }
        return hospital;
    }

    /** Patients of the four disease groups go to a hospital of tier 2 or higher (江人社发〔2018〕567号 六(四)). */
    private void routed(List<FieldProblem> problems, Person person, Hospital target) {
        List<String> groups = target.level() < DiseaseGroup.LOWEST_LEVEL ? diseaseGroups(person.id()) : List.of();
        if (!groups.isEmpty()) {
            problems.add(new FieldProblem(
                    "targetHospital",
                    "LEVEL_TOO_LOW",
                    "患者属" + String.join("、", groups) + "，须转诊至二级及以上医疗机构（江人社发〔2018〕567号 六(四)）。"));
        }
    }

    /** Which of the four disease groups a patient's health card names, in words. */
    @Transactional(readOnly = true)
    public List<String> diseaseGroups(PersonId person) {
        // The newest card counts.
        return households.cards(person).stream()
                .limit(1)
                .flatMap(card -> card.groups().stream())
                .sorted()
                .map(DiseaseGroup::chineseName)
                .toList();
    }

    /** Whether a hospital may refer: designated, in the patient's city, and of tier 2 where the article says so. */
    private void refers(List<FieldProblem> problems, Person person, Hospital hospital, Hospital target, RouteFound route) {
        if (hospital.code().equals(target.code())) {
            problems.add(new FieldProblem("targetHospital", "SAME_HOSPITAL", "拟转诊医院不能是提出转诊的医院。"));
        }
        boolean byTier2 = route.route() == RouteFound.Route.IN_CITY || route.route() == RouteFound.Route.OUT_OF_CITY;
        if (!isLocal(person, hospital) || byTier2 && tierOf(hospital) != 2) {
            problems.add(new FieldProblem(
                    "tier2Hospital",
                    "HOSPITAL_CANNOT_REFER",
                    byTier2
                            ? "应由本地二级定点医疗机构（含开平市中心医院）提出转诊（" + route.basis() + "）。"
                            : "应由本地定点医疗机构提出转诊（" + route.basis() + "）。"));
        }
    }

    private void agrees(List<FieldProblem> problems, Person person, Hospital hospital) {
        if (!isLocal(person, hospital) || tierOf(hospital) != 3) {
            problems.add(new FieldProblem("tier3Hospital", "HOSPITAL_NOT_TIER3", "应由本地三级定点医疗机构审核，请重新选择。"));
        }
    }

    private boolean isLocal(Person person, Hospital hospital) {
        return hospital.division().value().startsWith(person.division().value().substring(0, 4))
                && hospital.designatedOn(clock.today());
    }

    private static int tierOf(Hospital hospital) {
        return hospital.code().equals(Hospital.KAIPING_CENTRAL) ? 2 : hospital.level();
    }

    /** What is wrong with a step as handed in; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(ReferralId id, ReferralStep step, CurrentUser user) {
        return problems(rows.find(id).orElseThrow(), step, user);
    }

    /** Takes a step. The seal of a hospital is set in the same transaction. */
    public Outcome<ReferralStep> take(ReferralId id, ReferralStep step, CurrentUser user) {
        Referral referral = rows.lock(id).orElseThrow();
        List<FieldProblem> problems = problems(referral, step, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        HospitalTier tier = tier(referral);
        record(referral, kind(step), tier, step, user.id());
        if (step instanceof StampReferral stamp && stamp.decision().equals("STAMPED")) {
            List<FieldProblem> refused = form.stamp(referral, tier, user, clock.now());
            if (!refused.isEmpty()) {
                throw new RefusedSeal(refused);
            }
            boolean onward = tier == HospitalTier.TIER2 && referral.tier3Hospital().isPresent();
            rows.moveTo(id, onward ? ReferralState.AT_TIER3 : ReferralState.AT_OFFICE);
        } else if (step instanceof FileReferral handled && handled.decision().equals("SENT_BACK")) {
            rows.moveTo(id, ReferralState.AT_TIER2);
        }
        return Outcome.done(step);
    }

    private static HospitalTier tier(Referral referral) {
        return switch (referral.state()) {
            case AT_TIER2 -> HospitalTier.TIER2;
            case AT_TIER3 -> HospitalTier.TIER3;
            default -> null;
        };
    }

    private static String kind(ReferralStep step) {
        if (step instanceof WriteSummary) {
            return SUMMARY;
        } else if (step instanceof AgreeReferral) {
            return OPINION;
        } else if (step instanceof StampReferral) {
            return STAMP;
        } else if (step instanceof FileReferral) {
            return HANDLED;
        }
        return REVIEWED;
    }

    private List<FieldProblem> problems(Referral referral, ReferralStep step, CurrentUser user) {
        boolean atOffice = step instanceof FileReferral || step instanceof ReviewFiling;
        boolean inPlace = referral.state().isOpen() && atOffice == (referral.state() == ReferralState.AT_OFFICE);
        if (!inPlace) {
            return List.of(new FieldProblem("", "OTHER_STATE", "本次转诊" + referral.state().chineseName() + "，请刷新后再办理。"));
        }
        List<FieldProblem> problems = new ArrayList<>();
        HospitalTier tier = tier(referral);
        if (tier != null && !user.hospitalCode().filter(referral.hospital(tier)::equals).isPresent()) {
            return List.of(new FieldProblem("", "OTHER_HOSPITAL", "这一步由其他医院办理。"));
        }
        if (step instanceof WriteSummary summary) {
            if (summary.doctor() != null) {
                problems.add(new FieldProblem("doctor", "SIGNED_IN", "填写人即签名的医师，不另填姓名。"));
            }
            line(problems, "department", summary.department(), LONGEST_DEPARTMENT, "请填写科室。");
            text(problems, "summary", summary.summary(), LONGEST_SUMMARY, "请填写病情摘要。");
            text(problems, "reason", summary.reason(), LONGEST_TEXT, "请填写转院（诊）理由。");
        } else if (step instanceof AgreeReferral opinion) {
            decided(problems, opinion.decision(), opinion.opinion(), Set.of("AGREED", "SENT_BACK", "REFUSED"));
            different(problems, referral, tier, user, SUMMARY);
        } else if (step instanceof StampReferral stamp) {
            decided(problems, stamp.decision(), stamp.opinion(), Set.of("STAMPED", "SENT_BACK", "REFUSED"));
            different(problems, referral, tier, user, SUMMARY, OPINION);
        } else if (step instanceof FileReferral handled) {
            decided(problems, handled.decision(), handled.opinion(), Set.of("FILE", "REFUSE", "SENT_BACK"));
        } else if (step instanceof ReviewFiling review) {
            decided(problems, review.decision(), review.opinion(), Set.of("CONFIRMED", "SENT_BACK"));
            different(problems, referral, null, user, HANDLED);
        }
        form.unprintable(problems, step);
        return problems;
    }

    private static void decided(List<FieldProblem> problems, String decision, String opinion, Set<String> choices) {
        if (!choices.contains(String.valueOf(decision))) {
            problems.add(new FieldProblem("decision", "CHOICE_MISSING", "请选择意见。"));
        }
        text(problems, "opinion", opinion, LONGEST_TEXT, "请写明意见。");
    }

    /** Who wrote does not stamp, who handled does not review. */
    private void different(
            List<FieldProblem> problems, Referral referral, HospitalTier tier, CurrentUser user, String... kinds) {
        for (String kind : kinds) {
            if (rows.latest(referral.id(), kind, tier).filter(earlier -> earlier.by().equals(user.id())).isPresent()) {
                problems.add(new FieldProblem(
                        "", "SAME_PERSON", tier == null ? "经办和复核须由不同的人员办理。" : "填写、签署意见和盖章须由不同的人员办理。"));
                return;
            }
        }
    }

    /** The applicant takes the request back, at the window or at the hospital that asked. */
    public Outcome<ReferralId> withdraw(ReferralId id, String reason, CurrentUser user) {
        Referral referral = rows.lock(id).orElseThrow();
        if (!referral.state().isOpen()) {
            return Outcome.refused("", "REFERRAL_CLOSED", "本次转诊" + referral.state().chineseName() + "，不能撤回。");
        }
        List<FieldProblem> problems = new ArrayList<>();
        text(problems, "reason", reason, LONGEST_TEXT, "请写明撤回的原因。");
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        record(referral, "WITHDRAWAL_REQUESTED", null, Map.of("reason", reason.strip()), user.id());
        course.withdrawn(id);
        return Outcome.done(id);
    }

    /** The office revokes a filing. Bills already settled under it survive; later ones find none. */
    public Outcome<ReferralId> revoke(ReferralId id, String reason, CurrentUser user) {
        Referral referral = rows.lock(id).orElseThrow();
        if (referral.state() != ReferralState.FILED) {
            return Outcome.refused("", "REFERRAL_NOT_FILED", "本次转诊" + referral.state().chineseName() + "，没有可以撤销的备案。");
        }
        List<FieldProblem> problems = new ArrayList<>();
        text(problems, "reason", reason, LONGEST_TEXT, "请写明撤销备案的原因。");
        if (rows.latest(id, REVIEWED, null).filter(reviewed -> reviewed.by().equals(user.id())).isPresent()) {
            problems.add(new FieldProblem("", "SAME_PERSON", "复核备案的人员不能自行撤销，请由其他人员办理。"));
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        record(referral, "FILING_REVOKED", null, Map.of("reason", reason.strip()), user.id());
        rows.moveTo(id, ReferralState.REVOKED);
        return Outcome.done(id);
    }

    /** Records that a hospital is to answer for a late or missing referral. */
    public Outcome<ReferralId> recordLiability(ReferralId id, String hospital, String reason, CurrentUser user) {
        Referral referral = rows.lock(id).orElseThrow();
        List<FieldProblem> problems = new ArrayList<>();
        if (hospital == null || !referral.concerns(hospital)) {
            problems.add(new FieldProblem("hospital", "HOSPITAL_MISSING", "请选择承担责任的医院。"));
        }
        text(problems, "reason", reason, LONGEST_TEXT, "请写明医院应承担责任的情况。");
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        if (!rows.recordLiability(id, hospital, reason.strip(), user.id(), clock.now())) {
            return Outcome.refused("hospital", "LIABILITY_RECORDED", "该医院的责任已经登记。");
        }
        record(referral, "HOSPITAL_LIABLE", null, Map.of("hospital", hospital, "reason", reason.strip()), user.id());
        return Outcome.done(id);
    }

    @Transactional(readOnly = true)
    public Optional<Referral> find(ReferralId id) {
        return rows.find(id);
    }

    /**
     * The referrals of the user's hospital or, for the office's own people, of the office, newest first.
     *
     * @param number a part of the referral's number; empty for all
     * @param skip how many of the newest to leave out
     */
    @Transactional(readOnly = true)
    public List<Referral> of(CurrentUser user, ReferralSelection selection, String number, int skip, int most) {
        return rows.of(user.hospitalCode(), user.office(), selection.states(), number, skip, most);
    }

    /** Whose turn it is in open referrals, by the referral's number. */
    @Transactional(readOnly = true)
    public Map<String, ReferralCourse.Turn> turns(List<Referral> referrals) {
        return course.turns(referrals.stream()
                .filter(referral -> referral.state().isOpen())
                .map(Referral::number)
                .toList());
    }

    @Transactional(readOnly = true)
    public List<ReferralRecord> records(ReferralId id) {
        return rows.records(id);
    }

    /** The form of annex 2 with the seals it bears; before the first seal, as it would be printed today. */
    @Transactional(readOnly = true)
    public byte[] paper(ReferralId id) {
        return rows.paper(id).orElseGet(() -> form.blank(rows.find(id).orElseThrow()));
    }

    /** Whether a user speaks for a hospital. */
    static boolean isHospital(CurrentUser user) {
        return user.hospitalCode().isPresent();
    }

    /** Whether a user may ask for a transfer at all. */
    public static boolean mayOpen(CurrentUser user) {
        return user.isIn(Groups.HOSPITAL_DOCTOR) || user.isIn(Groups.MACHINE_HOSPITAL) || user.isIn(Groups.AGENCY_CLERK);
    }

    void record(Referral referral, String kind, HospitalTier tier, Object content, String by) {
        rows.record(referral.id(), kind, tier, content, by, clock.now());
        AuditEntry entry = AuditEntry.of(by, referral.office(), kind, SUBJECT, referral.id())
                .with("person", referral.person())
                .restingOn(referral.basis());
        audit.record(tier == null ? entry : entry.with("hospital", referral.hospital(tier)));
    }

    /** A text of the form's that has one line. */
    private static void line(List<FieldProblem> problems, String field, String value, int longest, String message) {
        text(problems, field, value, longest, message);
        if (value != null && value.strip().lines().count() > 1) {
            problems.add(new FieldProblem(field, "LINE_BREAK", "这一项不能换行。"));
        }
    }

    private static void text(List<FieldProblem> problems, String field, String value, int longest, String message) {
        if (Typed.blank(value)) {
            problems.add(new FieldProblem(field, "TEXT_MISSING", message));
        } else if (value.strip().length() > longest) {
            problems.add(new FieldProblem(field, "TEXT_TOO_LONG", "内容不能超过" + longest + "个字。"));
        }
    }
}
