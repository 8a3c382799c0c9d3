package org.medaid.settlement.onestop;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.medaid.api.FieldProblem;
import org.medaid.api.Typed;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.claim.ClaimId;
import org.medaid.claim.ClaimState;
import org.medaid.claim.CounterAnswer;
import org.medaid.claim.CounterBill;
import org.medaid.claim.CounterDesk;
import org.medaid.claim.EnterBill;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Reservations;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.policy.CareType;
import org.medaid.policy.Category;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.roster.CategoryPeriod;
import org.medaid.roster.RecognisedCategories;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * One-stop settlement at a hospital's counter (鲁医保发〔2020〕79号 二(四), 连政办发〔2017〕22号 六(一), 抚政办发〔2014〕67号 五(二)2,
 * 江人社发〔2018〕567号 四(三)1): a patient is registered on admission, the split is asked for before discharge, the bill is
 * settled, and if need be struck.
 *
 * <p>Every method works in the caller's transaction, which also keeps the answer.
 */
@Component
@Clause("C16")
class OneStopDesk {

    /** Nobody has been assisted before; the ledgers begin here. */
    private static final int FIRST_YEAR = 2000;

    private static final String NUMBER_FORM = "[0-9A-Za-z-]{1,40}";
    private static final int MAX_DIAGNOSIS = 200;
    private static final int MAX_REASON = 200;
    private static final String ADMISSION = "ADMISSION";

    private final OneStopRows rows;
    private final OneStopAnswers answers;
    private final CounterDesk counter;
    private final Parties parties;
    private final Roster roster;
    private final Reservations reservations;
    private final ProcedureParameters parameters;
    private final AuditTrail audit;
    private final BusinessClock clock;

    OneStopDesk(
            OneStopRows rows,
            OneStopAnswers answers,
            CounterDesk counter,
            Parties parties,
            Roster roster,
            Reservations reservations,
            ProcedureParameters parameters,
            AuditTrail audit,
            BusinessClock clock) {
        this.rows = rows;
        this.answers = answers;
        this.counter = counter;
        this.parties = parties;
        this.roster = roster;
        this.reservations = reservations;
        this.parameters = parameters;
        this.audit = audit;
        this.clock = clock;
    }

    // --- admission ---

    @Transactional(propagation = Propagation.MANDATORY)
    StoredAnswer register(RegisterAdmission typed, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>();
        String hospitalCode = user.hospitalCode().orElseThrow();
        Optional<PoolingArea> area = Typed.blank(typed.office()) ? Optional.empty() : PoolingArea.ofTenant(typed.office());
        if (area.isEmpty()) {
            problems.add(new FieldProblem("office", "OFFICE_MISSING", "请指明患者参保地的经办机构。"));
        }
        Optional<ResidentId> number = residentId(typed.residentId());
        if (number.isEmpty()) {
            problems.add(new FieldProblem("residentId", "RESIDENT_ID_INVALID", "身份证号码有误，请核对。"));
        }
        if (Typed.blank(typed.name())) {
            problems.add(new FieldProblem("name", "NAME_MISSING", "请填写患者姓名。"));
        }
        if (CareType.of(String.valueOf(typed.careType())).isEmpty()) {
            problems.add(new FieldProblem("careType", "CARE_TYPE_MISSING", "请选择就医方式。"));
        }
        if (Typed.blank(typed.admissionNumber()) || !typed.admissionNumber().matches(NUMBER_FORM)) {
            problems.add(new FieldProblem("admissionNumber", "ADMISSION_NUMBER_INVALID", "请填写住院号（门诊号），最多40位数字、字母或短横。"));
        }
        if (Typed.blank(typed.diagnosis()) || typed.diagnosis().strip().length() > MAX_DIAGNOSIS) {
            problems.add(new FieldProblem("diagnosis", "DIAGNOSIS_MISSING", "请填写诊断，不超过" + MAX_DIAGNOSIS + "字。"));
        }
        LocalDate admittedOn = date(typed.admittedOn(), problems);
        if (!problems.isEmpty()) {
            return answers.refused(problems);
        }
        return register(typed, hospitalCode, area.get(), number.get(), admittedOn, user);
    }

    private StoredAnswer register(
            RegisterAdmission typed,
            String hospitalCode,
            PoolingArea area,
            ResidentId number,
            LocalDate admittedOn,
            CurrentUser user) {
        Optional<Person> known = parties.findPerson(area, number).filter(person -> person.name().equals(typed.name().strip()));
        if (known.isEmpty()) {
            return refused("residentId", "PERSON_UNKNOWN", "经办机构没有登记此人，或姓名与身份证号码不符，请按普通患者结算。");
        }
        Person person = known.get();
        boolean emergency = Boolean.TRUE.equals(typed.emergency());
        Optional<String> suspended = suspended(area, hospitalCode);
        if (suspended.isPresent()) {
            return closed(area, suspended.get());
        }
        Hospital hospital = parties.hospital(hospitalCode).orElseThrow();
        if (!hospital.designatedOn(admittedOn) && !emergency) {
            return refused("", "HOSPITAL_NOT_DESIGNATED", "本院在入院当日不是定点医疗机构，不能一站式结算。");
        }
        List<CategoryPeriod> held = entitled(area, person.id(), admittedOn);
        if (held.isEmpty()) {
            return refused("", "NOT_ENTITLED", "该患者在入院当日不是" + area.chineseName() + "的救助对象，请按普通患者结算。");
        }
        rows.lock(person.id());
        Optional<Admission> same = rows.numbered(hospitalCode, typed.admissionNumber());
        if (same.isPresent()) {
            return refused("admissionNumber", "ADMISSION_NUMBER_USED", "该住院号（门诊号）已经登记。");
        }
        if (typed.careType().equals("INPATIENT")) {
            Optional<Admission> elsewhere = rows.inBed(person.id());
            if (elsewhere.isPresent()) {
                boolean here = elsewhere.get().hospitalCode().equals(hospitalCode);
                return refused(
                        "",
                        here ? "ALREADY_ADMITTED" : "ADMITTED_ELSEWHERE",
                        here ? "该患者已在本院登记住院，请先结算或撤销原登记。" : "该患者已在其他医院登记住院，尚未结算，请与该院或经办机构核实。");
            }
        }
        Admission admission = new Admission(
                Admission.newId(person.id()),
                area,
                hospitalCode,
                person.id(),
                typed.careType(),
                typed.admissionNumber(),
                admittedOn,
                typed.diagnosis().strip(),
                emergency,
                Admission.State.OPEN,
                Optional.empty(),
                Optional.empty(),
                clock.now());
        rows.add(admission, user.id());
        audit.record(act("ADMISSION_REGISTERED", admission, user));
        return answers.admitted(admission, person, held);
    }

    @Transactional(propagation = Propagation.MANDATORY)
    StoredAnswer cancel(UUID id, String reason, CurrentUser user) {
        Optional<Admission> found = own(rows.lock(List.of(id)).get(id), user);
        if (found.isEmpty()) {
            return unknownAdmission();
        }
        if (Typed.blank(reason) || reason.strip().length() > MAX_REASON) {
            return refused("reason", "REASON_MISSING", "请写明撤销的原因，不超过" + MAX_REASON + "字。");
        }
        Admission admission = found.get();
        Optional<StoredAnswer> notOpen = notOpen(admission);
        if (notOpen.isPresent()) {
            return notOpen.get();
        }
        reservations.end(admission.reservation().stream().toList(), Reservations.End.VOIDED, user.id());
        rows.change(List.of(new OneStopRows.Change(id, Admission.State.CANCELLED, null, null)), clock.now());
        audit.record(act("ADMISSION_CANCELLED", admission, user));
        return ofAdmission(rows.find(id).orElseThrow());
    }

    @Transactional(readOnly = true)
    Optional<StoredAnswer> admission(UUID id, CurrentUser user) {
        return own(rows.find(id).orElse(null), user).map(this::ofAdmission);
    }

    private StoredAnswer ofAdmission(Admission admission) {
        Person person = parties.person(admission.area(), admission.person()).orElseThrow();
        return answers.ofAdmission(admission, person, entitled(admission.area(), person.id(), admission.admittedOn()));
    }

    /** The categories a person holds on a day of those that the office's documents know. */
    private List<CategoryPeriod> entitled(PoolingArea area, PersonId person, LocalDate day) {
        Set<Category> known = RecognisedCategories.of(area);
        return roster.categoriesOn(person, day).stream()
                .filter(period -> known.contains(period.category()))
                .toList();
    }

    // --- pre-settlement ---

    /** What the settlement would come to; the ceilings are held for it, in place of what an earlier one held. */
    @Transactional(propagation = Propagation.MANDATORY)
    StoredAnswer preSettle(PresentBill typed, String requestKey, CurrentUser user) {
        Optional<UUID> id = id(typed.admission());
        Optional<Admission> found = id.flatMap(known -> own(rows.lock(List.of(known)).get(known), user));
        if (found.isEmpty()) {
            return unknownAdmission();
        }
        Admission admission = found.get();
        Optional<StoredAnswer> stopped = notOpen(admission)
                .or(() -> suspended(admission.area(), admission.hospitalCode()).map(reason -> closed(admission.area(), reason)));
        if (stopped.isPresent()) {
            return stopped.get();
        }
        Person person = parties.person(admission.area(), admission.person()).orElseThrow();
        Hospital hospital = parties.hospital(admission.hospitalCode()).orElseThrow();
        CounterAnswer answer = counter.preview(
                new CounterBill(person, hospital, bill(admission, person, typed), admission.reservation(), user.id()));
        if (answer instanceof CounterAnswer.Refused refused) {
            return answers.refused(refused.problems());
        }
        reservations.end(admission.reservation().stream().toList(), Reservations.End.VOIDED, user.id());
        UUID held = null;
        StoredAnswer stored;
        if (answer instanceof CounterAnswer.Previewed previewed) {
            LocalDate until = clock.today().plusDays(parameters.days(admission.area(), OneStopParameter.RESERVATION_DAYS));
            held = reservations.hold(new Reservations.Hold(
                    admission.area(),
                    new BusinessDocument("PRE_SETTLEMENT", admission.hospitalCode() + "/" + requestKey),
                    previewed.year(),
                    previewed.use(),
                    previewed.ceilings(),
                    previewed.funds(),
                    until,
                    user.id()));
            stored = answers.previewed(admission, previewed, until);
            audit.record(act("PRE_SETTLED", admission, user).with("reservation", held));
        } else {
            stored = answers.needsPeople(admission, ((CounterAnswer.LeftToOffice) answer).why());
        }
        rows.change(List.of(new OneStopRows.Change(admission.id(), Admission.State.OPEN, held, null)), clock.now());
        return stored;
    }

    // --- settlement ---

    /** A bill to be settled, and who asks. */
    record Settle(RequestKey request, PresentBill typed, CurrentUser user) {}

    /**
     * Settles many bills in one transaction, each as if it came alone. Two of one admission are not settled together: the
     * second finds the first in the next transaction.
     *
     * @param bills no two with the same admission
     */
    @Transactional(propagation = Propagation.MANDATORY)
    List<StoredAnswer> settle(List<Settle> bills) {
        Map<UUID, Admission> admissions = rows.lock(bills.stream()
                .flatMap(bill -> id(bill.typed().admission()).stream())
                .distinct()
                .toList());
        Map<OneStopRows.Counter, String> suspended = rows.suspended(
                admissions.values().stream().map(OneStopDesk::counterOf).distinct().toList());
        Map<PersonId, Person> people = people(admissions);
        Map<String, Hospital> hospitals = parties
                .hospitals(admissions.values().stream().map(Admission::hospitalCode).distinct().toList())
                .stream()
                .collect(Collectors.toMap(Hospital::code, hospital -> hospital));
        Map<Integer, CounterBill> presented = new LinkedHashMap<>();
        StoredAnswer[] stored = new StoredAnswer[bills.size()];
        for (int i = 0; i < stored.length; i++) {
            Settle bill = bills.get(i);
            Optional<Admission> found =
                    id(bill.typed().admission()).flatMap(id -> own(admissions.get(id), bill.user()));
            Optional<StoredAnswer> stopped = found.isEmpty()
                    ? Optional.of(unknownAdmission())
                    : notOpen(found.get()).or(() -> Optional.ofNullable(suspended.get(counterOf(found.get())))
                            .map(reason -> closed(found.get().area(), reason)));
            if (stopped.isPresent()) {
                stored[i] = stopped.get();
            } else {
                Admission admission = found.get();
                Person person = people.get(admission.person());
                presented.put(
                        i,
                        new CounterBill(
                                person,
                                hospitals.get(admission.hospitalCode()),
                                bill(admission, person, bill.typed()),
                                admission.reservation(),
                                bill.user().id()));
            }
        }
        List<CounterAnswer> found = presented.isEmpty() ? List.of() : counter.settle(List.copyOf(presented.values()));
        List<OneStopRows.Change> changes = new ArrayList<>();
        int next = 0;
        for (int i : presented.keySet()) {
            Admission admission = admissions.get(id(bills.get(i).typed().admission()).orElseThrow());
            CounterAnswer answer = found.get(next++);
            if (answer instanceof CounterAnswer.Settled settled) {
                changes.add(new OneStopRows.Change(
                        admission.id(), Admission.State.SETTLED, admission.reservation().orElse(null), settled.claim()));
                stored[i] = answers.settled(admission, settled);
            } else if (answer instanceof CounterAnswer.LeftToOffice left) {
                changes.add(new OneStopRows.Change(
                        admission.id(), Admission.State.WITH_OFFICE, admission.reservation().orElse(null), left.claim()));
                stored[i] = answers.leftToOffice(admission, left);
            } else {
                stored[i] = answers.refused(((CounterAnswer.Refused) answer).problems());
            }
        }
        if (!changes.isEmpty()) {
            rows.change(changes, clock.now());
        }
        return List.of(stored);
    }

    private Map<PersonId, Person> people(Map<UUID, Admission> admissions) {
        Map<PoolingArea, Set<PersonId>> byArea = admissions.values().stream()
                .collect(Collectors.groupingBy(
                        Admission::area, Collectors.mapping(Admission::person, Collectors.toCollection(HashSet::new))));
        return byArea.entrySet().stream()
                .flatMap(entry -> parties.people(entry.getKey(), entry.getValue()).stream())
                .collect(Collectors.toMap(Person::id, person -> person));
    }

    private static EnterBill bill(Admission admission, Person person, PresentBill typed) {
        return new EnterBill(
                person.id().toString(),
                admission.hospitalCode(),
                admission.careType(),
                admission.admittedOn().toString(),
                typed.dischargedOn(),
                Typed.blank(typed.diagnosis()) ? admission.diagnosis() : typed.diagnosis(),
                typed.diseases(),
                typed.insured() == null ? person.insured() : typed.insured(),
                typed.treatedAsInpatient(),
                typed.emergency() == null ? admission.emergency() : typed.emergency(),
                null,
                typed.invoiceNumber(),
                typed.amounts(),
                typed.items(),
                List.of(),
                null);
    }

    @Transactional(readOnly = true)
    Optional<CounterDesk.Standing> settlement(ClaimId id, CurrentUser user) {
        return counter.find(id).filter(standing -> isSystemOf(standing.hospitalCode(), user));
    }

    @Transactional(readOnly = true)
    Optional<StoredAnswer> settlementAnswer(ClaimId id, CurrentUser user) {
        return settlement(id, user).map(answers::ofSettlement);
    }

    // --- reversal ---

    /** Strikes a settlement: on its own day the hospital may, later only the office. */
    @Transactional(propagation = Propagation.MANDATORY)
    StoredAnswer reverse(ClaimId id, String reason, CurrentUser user) {
        lock(id);
        Optional<CounterDesk.Standing> found = settlement(id, user);
        if (found.isEmpty()) {
            return refused("", "SETTLEMENT_UNKNOWN", "没有查到本院的这笔结算。");
        }
        boolean today = found.get()
                .closedAt()
                .filter(at -> at.atZone(BusinessClock.ZONE).toLocalDate().equals(clock.today()))
                .isPresent();
        if (found.get().state() == ClaimState.SETTLED && !today) {
            return refused("", "REVERSAL_BY_OFFICE", "结算已过当日，冲账请联系经办机构办理。");
        }
        List<FieldProblem> problems = strike(found.get(), reason, false, user);
        return problems.isEmpty() ? answers.reversed(id, found.get().caseNumber()) : answers.refused(problems);
    }

    /** Two who strike one settlement at once come one after the other; the second is to find it struck, so it reads afterwards. */
    @Transactional(propagation = Propagation.MANDATORY)
    void lock(ClaimId settlement) {
        rows.of(settlement).ifPresent(admission -> rows.lock(List.of(admission.id())));
    }

    /** What stands in the way; empty when it is struck. The settlement must have been locked before it was read. */
    List<FieldProblem> strike(CounterDesk.Standing standing, String reason, boolean byOffice, CurrentUser user) {
        if (Typed.blank(reason) || reason.strip().length() > MAX_REASON) {
            return List.of(new FieldProblem("reason", "REASON_MISSING", "请写明冲账的原因，不超过" + MAX_REASON + "字。"));
        }
        Optional<Admission> admission = rows.of(standing.claim()).map(found -> rows.lock(List.of(found.id())).get(found.id()));
        if (!counter.strike(standing.claim(), reason, user.id())) {
            return List.of(standing.state() == ClaimState.REVERSED
                    ? new FieldProblem("", "ALREADY_REVERSED", "这笔结算已经冲账。")
                    : new FieldProblem("", "NOT_SETTLED", "这笔业务尚未结算，不能冲账。"));
        }
        rows.reversed(standing.claim(), new OneStopRows.Reversal(reason.strip(), byOffice, user.id(), clock.now()));
        admission.ifPresent(found -> rows.change(
                List.of(new OneStopRows.Change(found.id(), Admission.State.OPEN, null, null)), clock.now()));
        return List.of();
    }

    // --- common ---

    private Optional<StoredAnswer> notOpen(Admission admission) {
        return switch (admission.state()) {
            case OPEN -> Optional.empty();
            case SETTLED -> Optional.of(refused("admission", "ALREADY_SETTLED", "这次就医已经结算，不能重复结算。"));
            case WITH_OFFICE -> Optional.of(refused("admission", "WITH_OFFICE", "这次就医的费用正由经办机构办理，请等待办理结果。"));
            case CANCELLED -> Optional.of(refused("admission", "ADMISSION_CANCELLED", "这次登记已经撤销。"));
        };
    }

    private Optional<String> suspended(PoolingArea area, String hospital) {
        OneStopRows.Counter asked = new OneStopRows.Counter(area, hospital);
        return Optional.ofNullable(rows.suspended(List.of(asked)).get(asked));
    }

    private StoredAnswer closed(PoolingArea area, String reason) {
        return refused("", "SUSPENDED", area.chineseName() + "已暂停与本院一站式结算：" + reason);
    }

    private StoredAnswer unknownAdmission() {
        return refused("admission", "ADMISSION_UNKNOWN", "没有查到本院的这次登记。");
    }

    private StoredAnswer refused(String field, String code, String message) {
        return answers.refused(List.of(new FieldProblem(field, code, message)));
    }

    private static Optional<Admission> own(Admission admission, CurrentUser user) {
        return Optional.ofNullable(admission).filter(found -> isSystemOf(found.hospitalCode(), user));
    }

    /** The people of a hospital, doctors for example, are not its counter. */
    static boolean isSystemOf(String hospital, CurrentUser user) {
        return user.isIn(Groups.MACHINE_HOSPITAL) && user.hospitalCode().filter(hospital::equals).isPresent();
    }

    private static OneStopRows.Counter counterOf(Admission admission) {
        return new OneStopRows.Counter(admission.area(), admission.hospitalCode());
    }

    private static AuditEntry act(String action, Admission admission, CurrentUser user) {
        return AuditEntry.of(user.id(), admission.area(), action, ADMISSION, admission.id())
                .with("hospital", admission.hospitalCode());
    }

    private LocalDate date(String text, List<FieldProblem> problems) {
        try {
            LocalDate day = LocalDate.parse(String.valueOf(text));
            if (day.getYear() < FIRST_YEAR) {
                problems.add(new FieldProblem("admittedOn", "DATE_INVALID", "请核对入院（就诊）日期。"));
            } else if (day.isAfter(clock.today())) {
                problems.add(new FieldProblem("admittedOn", "DATE_IN_FUTURE", "入院（就诊）日期不能晚于今天。"));
            }
            return day;
        } catch (DateTimeParseException e) {
            problems.add(new FieldProblem("admittedOn", "DATE_INVALID", "请填写入院（就诊）日期。"));
            return null;
        }
    }

    private static Optional<ResidentId> residentId(String text) {
        try {
            return Typed.blank(text) ? Optional.empty() : Optional.of(ResidentId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static Optional<UUID> id(String text) {
        try {
            return Typed.blank(text) ? Optional.empty() : Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
