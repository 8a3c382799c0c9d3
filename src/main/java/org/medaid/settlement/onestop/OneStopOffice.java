package org.medaid.settlement.onestop;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.medaid.api.FieldProblem;
import org.medaid.api.Typed;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.claim.ClaimId;
import org.medaid.claim.ClaimState;
import org.medaid.claim.CounterDesk;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.MaskedName;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.ledger.Fund;
import org.medaid.ledger.Reservations;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.policy.CareType;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What an office sees and decides of one-stop settlement: its people's stays, what is held, and who may settle. */
@Service
@Transactional
@Clause("C16")
public class OneStopOffice {

    private static final Set<String> READERS =
            Set.of(Groups.AGENCY_CLERK, Groups.AGENCY_CHECKER, Groups.AGENCY_MANAGER, Groups.AUDITOR);

    private static final int MOST_SUSPENSIONS = 100;
    private static final int MAX_REASON = 200;
    private static final FieldProblem FORBIDDEN = new FieldProblem("", "FORBIDDEN", "您没有办理此事项的权限。");

    private final OfficeRows office;
    private final OneStopRows rows;
    private final OneStopDesk desk;
    private final CounterDesk counter;
    private final Parties parties;
    private final Reservations reservations;
    private final AuditTrail audit;
    private final BusinessClock clock;

    OneStopOffice(
            OfficeRows office,
            OneStopRows rows,
            OneStopDesk desk,
            CounterDesk counter,
            Parties parties,
            Reservations reservations,
            AuditTrail audit,
            BusinessClock clock) {
        this.office = office;
        this.rows = rows;
        this.desk = desk;
        this.counter = counter;
        this.parties = parties;
        this.reservations = reservations;
        this.audit = audit;
        this.clock = clock;
    }

    /** Clerks, checkers, managers and auditors of an office see its one-stop settlement. */
    public static boolean mayRead(CurrentUser user) {
        return user.area().isPresent() && READERS.stream().anyMatch(user::isIn);
    }

    /** Its managers suspend a hospital's counter and open it again. */
    public static boolean maySuspend(CurrentUser user) {
        return user.area().isPresent() && user.isIn(Groups.AGENCY_MANAGER);
    }

    /** Its managers and checkers strike settlements, also those of earlier days. */
    public static boolean mayStrike(CurrentUser user) {
        return user.area().isPresent() && (user.isIn(Groups.AGENCY_MANAGER) || user.isIn(Groups.AGENCY_CHECKER));
    }

    // --- what there is ---

    /**
     * A registered stay or visit.
     *
     * @param patient masked name
     * @param settlement the bill that settled it or that people look at, with its case number
     * @param heldUntil the first day on which its pre-settlement holds nothing any more
     */
    public record Stay(
            String patient,
            String hospital,
            String admissionNumber,
            String careType,
            LocalDate admittedOn,
            String state,
            Optional<ClaimId> settlement,
            Optional<String> caseNumber,
            Optional<LocalDate> heldUntil) {}

    /** A bill that came from a counter. */
    public record Settlement(
            ClaimId id,
            String caseNumber,
            String patient,
            String hospital,
            LocalDate dischargedOn,
            Money total,
            ClaimState state,
            Optional<Instant> settledAt) {}

    /** @param hospitalCode empty for all hospitals */
    @Transactional(readOnly = true)
    public List<Stay> stays(
            CurrentUser user, String number, String hospitalCode, Optional<Admission.State> state, int first, int most) {
        List<OfficeRows.Registered> found =
                office.admissions(user.office(), number.strip(), hospitalCode, state, first, most);
        Map<PersonId, String> names = names(user, found.stream().map(OfficeRows.Registered::person));
        Map<String, String> hospitals = hospitalNames(found.stream().map(OfficeRows.Registered::hospitalCode));
        return found.stream()
                .map(stay -> new Stay(
                        names.get(stay.person()),
                        hospitals.getOrDefault(stay.hospitalCode(), stay.hospitalCode()),
                        stay.admissionNumber(),
                        CareType.valueOf(stay.careType()).chineseName(),
                        stay.admittedOn(),
                        stay.state().chineseName(),
                        stay.claim(),
                        stay.caseNumber(),
                        stay.heldUntil()))
                .toList();
    }

    /** @param hospitalCode empty for all hospitals */
    @Transactional(readOnly = true)
    public List<Settlement> settlements(
            CurrentUser user, String number, String hospitalCode, Optional<ClaimState> state, int first, int most) {
        List<OfficeRows.Presented> found =
                office.settlements(user.office(), number.strip(), hospitalCode, state, first, most);
        Map<PersonId, String> names = names(user, found.stream().map(OfficeRows.Presented::person));
        Map<String, String> hospitals = hospitalNames(found.stream().map(OfficeRows.Presented::hospitalCode));
        return found.stream()
                .map(bill -> new Settlement(
                        bill.claim(),
                        bill.caseNumber(),
                        names.get(bill.person()),
                        hospitals.getOrDefault(bill.hospitalCode(), bill.hospitalCode()),
                        bill.dischargedOn(),
                        bill.total(),
                        bill.state(),
                        bill.closedAt()))
                .toList();
    }

    private Map<PersonId, String> names(CurrentUser user, Stream<PersonId> people) {
        return parties.people(user.office(), people.distinct().toList()).stream()
                .collect(Collectors.toMap(Person::id, person -> MaskedName.of(person.name())));
    }

    private Map<String, String> hospitalNames(Stream<String> codes) {
        return parties.hospitals(codes.distinct().toList()).stream()
                .collect(Collectors.toMap(Hospital::code, Hospital::name));
    }

    /** The hospitals that have registered patients of the user's office. */
    @Transactional(readOnly = true)
    public List<Hospital> hospitals(CurrentUser user) {
        return parties.hospitals(office.hospitals(user.office()));
    }

    /** What is held for open pre-settlements of the user's office, by fund. */
    @Transactional(readOnly = true)
    public Map<Fund, Money> held(CurrentUser user) {
        return reservations.held(user.office());
    }

    /**
     * One settlement with what became of it.
     *
     * @param struck why, by whom and when it was struck
     */
    public record Found(CounterDesk.Standing standing, String patient, String hospital, boolean slip, Optional<Struck> struck) {}

    public record Struck(String reason, boolean byOffice, String by, Instant at) {}

    @Transactional(readOnly = true)
    public Optional<Found> settlement(ClaimId id, CurrentUser user) {
        return counter.find(id)
                .filter(standing -> mayRead(user) && standing.area() == user.office())
                .map(standing -> new Found(
                        standing,
                        MaskedName.of(parties.person(standing.area(), standing.person()).orElseThrow().name()),
                        parties.hospital(standing.hospitalCode()).map(Hospital::name).orElse(standing.hospitalCode()),
                        Slips.isSettled(standing),
                        rows.reversal(id).map(struck ->
                                new Struck(struck.reason(), struck.byOffice(), struck.by(), struck.at()))));
    }

    // --- suspension ---

    /** @param resumedBy empty while the counter is closed */
    public record Suspension(
            String hospitalCode,
            String reason,
            String suspendedBy,
            Instant suspendedAt,
            Optional<String> resumedBy,
            Optional<Instant> resumedAt) {}

    @Transactional(readOnly = true)
    public List<Suspension> suspensions(CurrentUser user) {
        return office.suspensions(user.office(), MOST_SUSPENSIONS);
    }

    /**
     * Settles no more with a hospital at its counter, from now on. Who has been registered stays registered; pre-settlements
     * keep what they hold until they run out.
     *
     * @return why not; empty when it is suspended
     */
    public List<FieldProblem> suspend(String hospitalCode, String reason, CurrentUser user) {
        if (!maySuspend(user)) {
            return List.of(FORBIDDEN);
        }
        if (Typed.blank(hospitalCode) || parties.hospital(hospitalCode).isEmpty()) {
            return List.of(new FieldProblem("hospital", "HOSPITAL_MISSING", "请选择医院。"));
        }
        if (Typed.blank(reason) || reason.strip().length() > MAX_REASON) {
            return List.of(new FieldProblem("reason", "REASON_MISSING", "请写明暂停的原因，不超过" + MAX_REASON + "字；医院窗口会看到。"));
        }
        if (!rows.suspend(new OneStopRows.Counter(user.office(), hospitalCode), reason.strip(), user.id(), clock.now())) {
            return List.of(new FieldProblem("hospital", "ALREADY_SUSPENDED", "该医院的一站式结算已经暂停。"));
        }
        audit.record(AuditEntry.of(user.id(), user.office(), "ONE_STOP_SUSPENDED", "HOSPITAL", hospitalCode));
        return List.of();
    }

    /** @return why not; empty when the counter is open again */
    public List<FieldProblem> resume(String hospitalCode, CurrentUser user) {
        if (!maySuspend(user)) {
            return List.of(FORBIDDEN);
        }
        if (!rows.resume(new OneStopRows.Counter(user.office(), hospitalCode), user.id(), clock.now())) {
            return List.of(new FieldProblem("hospital", "NOT_SUSPENDED", "该医院的一站式结算没有暂停。"));
        }
        audit.record(AuditEntry.of(user.id(), user.office(), "ONE_STOP_RESUMED", "HOSPITAL", hospitalCode));
        return List.of();
    }

    // --- reversal ---

    /**
     * Strikes a settlement of the user's office, of whatever day.
     *
     * @return why not; empty when it is struck
     */
    public List<FieldProblem> strike(ClaimId id, String reason, CurrentUser user) {
        if (!mayStrike(user)) {
            return List.of(FORBIDDEN);
        }
        desk.lock(id);
        return counter.find(id)
                .filter(standing -> standing.area() == user.office())
                .map(standing -> desk.strike(standing, reason, true, user))
                .orElseGet(() -> List.of(new FieldProblem("", "SETTLEMENT_UNKNOWN", "没有查到这笔结算。")));
    }
}
