package org.medaid.claim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.medaid.api.FieldProblem;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.claim.model.Bill;
import org.medaid.claim.model.BillItem;
import org.medaid.claim.model.Claim;
import org.medaid.claim.model.DecidedExclusion;
import org.medaid.claim.persistence.ClaimEvents;
import org.medaid.claim.persistence.ClaimRows;
import org.medaid.claim.persistence.Claims;
import org.medaid.claim.persistence.Sheets;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.Accumulators;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.Posting;
import org.medaid.ledger.Reservations;
import org.medaid.ledger.TransferKind;
import org.medaid.policy.CalculationAnswer;
import org.medaid.policy.CalculationRequest;
import org.medaid.policy.CalculationRequestReader;
import org.medaid.policy.CalculationResult;
import org.medaid.policy.CareType;
import org.medaid.policy.Determination;
import org.medaid.policy.PolicyDesk;
import org.medaid.policy.ReasonCode;
import org.medaid.policy.RequestReading;
import org.medaid.referral.FiledReferrals;
import org.medaid.referral.ReferralId;
import org.medaid.roster.CategoryPeriod;
import org.medaid.roster.Roster;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Settles bills that hospitals present at their own counters: the same rules, sheet, ceilings and books as in the office,
 * in the caller's one transaction and without a process. What needs people becomes a case of the office.
 *
 * <p>It takes many bills at once, because a commit costs more than a settlement. Bills of one person are settled one after
 * the other, in their order.
 */
@Service
@Clause({"C16", "C19", "M5"})
public class CounterDesk {

    private final CalculationInputs inputs;
    private final PolicyDesk policy;
    private final Roster roster;
    private final StayReferrals stays;
    private final FiledReferrals referrals;
    private final ExclusionArticles exclusionArticles;
    private final Accumulators accumulators;
    private final Reservations reservations;
    private final FundLedger ledger;
    private final ClaimRows rows;
    private final Claims claims;
    private final Sheets sheets;
    private final Determinations determinations;
    private final ClaimEvents events;
    private final ClaimCourse course;
    private final AuditTrail audit;
    private final BusinessClock clock;
    private final ObjectMapper json;

    CounterDesk(
            CalculationInputs inputs,
            PolicyDesk policy,
            Roster roster,
            StayReferrals stays,
            FiledReferrals referrals,
            ExclusionArticles exclusionArticles,
            Accumulators accumulators,
            Reservations reservations,
            FundLedger ledger,
            ClaimRows rows,
            Claims claims,
            Sheets sheets,
            Determinations determinations,
            ClaimEvents events,
            ClaimCourse course,
            AuditTrail audit,
            BusinessClock clock,
            ObjectMapper json) {
        this.inputs = inputs;
        this.policy = policy;
        this.roster = roster;
        this.stays = stays;
        this.referrals = referrals;
        this.exclusionArticles = exclusionArticles;
        this.accumulators = accumulators;
        this.reservations = reservations;
        this.ledger = ledger;
        this.rows = rows;
        this.claims = claims;
        this.sheets = sheets;
        this.determinations = determinations;
        this.events = events;
        this.course = course;
        this.audit = audit;
        this.clock = clock;
        this.json = json;
    }

    /**
     * Settles bills, each as if it came alone.
     *
     * @return an answer for each, in their order
     * @throws org.springframework.dao.DuplicateKeyException if an invoice is being used by somebody else at this moment; the
     *     caller rolls back and tries again
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<CounterAnswer> settle(List<CounterBill> presented) {
        Map<PersonId, List<CategoryPeriod>> held = held(presented);
        List<Read> read = presented.stream().map(bill -> read(bill, held, true)).toList();
        Known known = know(read, held);
        Map<ClaimRows.Invoice, String> used = rows.used(read.stream()
                .filter(Read::isReadable)
                .map(r -> new ClaimRows.Invoice(r.bill().hospitalCode(), r.bill().invoiceNumber()))
                .distinct()
                .toList());
        List<CounterAnswer> answers = new ArrayList<>();
        Settlements settled = new Settlements(presented.size());
        for (Read bill : read) {
            if (!bill.isReadable()) {
                answers.add(new CounterAnswer.Refused(bill.problems()));
                continue;
            }
            ClaimRows.Invoice invoice = new ClaimRows.Invoice(bill.bill().hospitalCode(), bill.bill().invoiceNumber());
            if (used.containsKey(invoice)) {
                answers.add(new CounterAnswer.Refused(List.of(BillReading.invoiceUsed(used.get(invoice)))));
                continue;
            }
            CounterAnswer answer = settled.take(bill, evaluate(bill, known), known);
            if (answer instanceof CounterAnswer.Settled done) {
                used.put(invoice, done.caseNumber());
            } else if (answer instanceof CounterAnswer.LeftToOffice left) {
                used.put(invoice, left.caseNumber());
            }
            answers.add(answer);
        }
        settled.store();
        return answers;
    }

    /** What a bill would come to today. The person's year stays locked until the end of the transaction; nothing is stored. */
    @Transactional(propagation = Propagation.MANDATORY)
    public CounterAnswer preview(CounterBill presented) {
        Map<PersonId, List<CategoryPeriod>> held = held(List.of(presented));
        Read bill = read(presented, held, false);
        if (!bill.isReadable()) {
            return new CounterAnswer.Refused(bill.problems());
        }
        Evaluation evaluation = evaluate(bill, know(List.of(bill), held));
        if (!(evaluation instanceof Granted granted)) {
            return evaluation instanceof Office office
                    ? new CounterAnswer.LeftToOffice(null, null, office.why())
                    : new CounterAnswer.Refused(((NotGranted) evaluation).problems());
        }
        Map<Fund, Money> funds = new EnumMap<>(Fund.class);
        SheetPostings.posting(
                        bill.area(),
                        Claim.Channel.ONE_STOP,
                        bill.bill(),
                        new UUID(0, 0),
                        granted.determination().answer().payers(),
                        TransferKind.SETTLEMENT,
                        presented.by())
                .ifPresent(posting -> posting.entries().stream()
                        .filter(entry -> entry.amount().isPositive())
                        .forEach(entry -> funds.merge(entry.fund(), entry.amount(), Money::plus)));
        Accumulators.Use use = Determinations.use(bill.year(), null, granted.determination());
        return new CounterAnswer.Previewed(
                granted.determination().answer(),
                OwedDiscount.of(bill.bill().items()),
                bill.year(),
                use.amounts(),
                use.ceilings(),
                funds);
    }

    /**
     * Strikes a settled bill from the books: its posting is mirrored, its ceilings are free again, its invoice may be settled
     * anew. The sheet stays as it was.
     *
     * @param reason what was wrong
     * @return false if it is not settled, or struck already
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean strike(ClaimId id, String reason, String by) {
        Claim claim = claims.findById(id.value()).orElseThrow();
        if (claim.state() != ClaimState.SETTLED) {
            return false;
        }
        for (Sheets.Sheet sheet : sheets.of(id)) {
            ledger.reverse(new BusinessDocument(Determinations.SHEET, sheet.id().toString()), reason, by);
        }
        determinations.takeBack(id);
        claim.reverse();
        claims.saveAndFlush(claim);
        events.add(id, "SETTLEMENT_REVERSED", null, reason.strip(), by);
        audit.record(AuditEntry.of(by, claim.area(), "SETTLEMENT_REVERSED", ClaimDesk.SUBJECT, id));
        return true;
    }

    /**
     * A bill that came from a hospital's counter, as it stands.
     *
     * @param answer the newest sheet's answer; empty while there is none
     * @param discounts what the hospital should not have charged
     * @param refusal why nothing was granted, in Chinese
     */
    public record Standing(
            ClaimId claim,
            String caseNumber,
            PoolingArea area,
            String hospitalCode,
            PersonId person,
            String careType,
            ClaimState state,
            LocalDate admittedOn,
            LocalDate dischargedOn,
            String invoiceNumber,
            Money total,
            Optional<Instant> closedAt,
            Optional<CalculationAnswer> answer,
            List<OwedDiscount> discounts,
            Optional<String> refusal) {}

    /** A bill that came from a hospital's counter; others are not known here. */
    @Transactional(readOnly = true)
    public Optional<Standing> find(ClaimId id) {
        return claims.findById(id.value())
                .filter(claim -> claim.channel() == Claim.Channel.ONE_STOP)
                .map(claim -> new Standing(
                        id,
                        claim.caseNumber(),
                        claim.area(),
                        claim.bill().hospitalCode(),
                        claim.bill().person(),
                        claim.bill().careType(),
                        claim.state(),
                        claim.bill().admittedOn(),
                        claim.bill().dischargedOn(),
                        claim.bill().invoiceNumber(),
                        claim.bill().amounts().total(),
                        Optional.ofNullable(claim.closedAt()),
                        sheets.latest(id).map(determinations::answer),
                        OwedDiscount.of(claim.bill().items()),
                        Optional.ofNullable(claim.refusalReason())));
    }

    // --- reading ---

    /** A presented bill, read; with problems it has no bill. */
    private record Read(CounterBill presented, Bill bill, List<DecidedExclusion> exclusions, boolean exceptionClaimed, List<FieldProblem> problems) {

        boolean isReadable() {
            return problems.isEmpty();
        }

        PoolingArea area() {
            return presented.person().area();
        }

        PersonId person() {
            return presented.person().id();
        }

        Accumulators.PersonYear year() {
            return new Accumulators.PersonYear(person(), bill.dischargedOn().getYear());
        }
    }

    private Map<PersonId, List<CategoryPeriod>> held(Collection<CounterBill> presented) {
        return roster.heldBy(presented.stream().map(bill -> bill.person().id()).collect(Collectors.toSet()));
    }

    private Read read(CounterBill presented, Map<PersonId, List<CategoryPeriod>> held, boolean withInvoice) {
        EnterBill typed = presented.typed();
        List<FieldProblem> problems = new ArrayList<>();
        if (CareType.of(String.valueOf(typed.careType())).isEmpty()) {
            problems.add(new FieldProblem("careType", "CARE_TYPE_MISSING", "请选择就医方式。"));
        }
        LocalDate admitted = BillReading.date(typed.admittedOn(), "admittedOn", "入院（就诊）日期", problems);
        LocalDate discharged = BillReading.date(typed.dischargedOn(), "dischargedOn", "出院（就诊）日期", problems);
        BillReading.checkNotLater(discharged, clock.today(), problems);
        if (admitted != null && discharged != null && discharged.isBefore(admitted)) {
            // Said before the person's year is asked for: there may be no such year.
            problems.add(new FieldProblem("dischargedOn", "DISCHARGED_BEFORE_ADMITTED", "出院日期不能早于入院日期。"));
        }
        BillReading.checkDiagnosis(typed.diagnosis(), problems);
        if (withInvoice) {
            BillReading.checkInvoice(typed.invoiceNumber(), problems);
        }
        ExclusionArticles.Table table = exclusionArticles.of(presented.person().area(), Optional.empty());
        List<BillItem> items = BillReading.items(typed, table, problems);
        if (problems.isEmpty()) {
            problems.addAll(BillReading.unreadableAmounts(typed));
        }
        if (problems.isEmpty()) {
            BillReading.checkItemSums(items, typed.amounts(), problems);
        }
        if (!problems.isEmpty()) {
            return new Read(presented, null, List.of(), false, problems);
        }
        EnterBill readable = withInvoice ? typed : typed.withInvoice("-");
        Bill typedBill =
                BillReading.bill(readable, presented.person(), presented.hospital(), admitted, discharged, items);
        // Settled without what the hospital owes, not refused: the family leaves with the discount, whoever corrects the bill when.
        Bill bill = ProviderDiscounts.owed(
                        presented.person().area(),
                        presented.hospital(),
                        Roster.on(held.getOrDefault(presented.person().id(), List.of()), discharged),
                        discharged)
                ? ProviderDiscounts.found(typedBill)
                : typedBill;
        Instant now = clock.now();
        List<DecidedExclusion> decided = new ArrayList<>();
        boolean exceptionClaimed = false;
        for (BillItem item : bill.items()) {
            if (item.exclusionCode() != null && item.due().isPositive()) {
                exceptionClaimed |= item.exclusionException();
                decided.add(new DecidedExclusion(
                        decided.size() + 1,
                        item.lineNo(),
                        item.exclusionCode(),
                        item.selfPaid() ? Money.ZERO : item.due(),
                        item.selfPaid() ? item.due() : Money.ZERO,
                        table.excludes(item.exclusionCode(), item.exclusionException()),
                        "医院结算时标注。",
                        presented.by(),
                        now));
            }
        }
        return new Read(presented, bill, decided, exceptionClaimed, List.of());
    }

    // --- what is known about all of them, asked for once ---

    /**
     * @param used what each person's year has used, without what the bills' own reservations hold
     */
    private record Known(
            Map<PersonId, List<CategoryPeriod>> held,
            Set<PersonId> withReferrals,
            Map<Accumulators.PersonYear, Map<String, Money>> used,
            Map<UUID, Reservations.Held> reserved) {}

    private Known know(Collection<Read> bills, Map<PersonId, List<CategoryPeriod>> held) {
        List<Read> readable = bills.stream().filter(Read::isReadable).toList();
        Set<PersonId> persons = readable.stream().map(Read::person).collect(Collectors.toSet());
        Map<Accumulators.PersonYear, Map<String, Money>> used = readable.isEmpty()
                ? Map.of()
                : accumulators.lock(readable.stream().map(Read::year).toList());
        return new Known(
                held,
                referrals.withAny(persons),
                used,
                reservations.held(readable.stream()
                        .flatMap(bill -> bill.presented().reservation().stream())
                        .toList()));
    }

    // --- deciding ---

    private sealed interface Evaluation {}

    private record Granted(JsonNode request, Determination determination, StayReferrals.Found referral)
            implements Evaluation {}

    private record Office(CounterAnswer.Why why) implements Evaluation {}

    private record NotGranted(List<FieldProblem> problems) implements Evaluation {}

    private Evaluation evaluate(Read read, Known known) {
        Map<String, Money> used = new TreeMap<>(known.used().get(read.year()));
        read.presented().reservation().map(known.reserved()::get).filter(held -> held.year().equals(read.year())).ifPresent(held ->
                held.amounts().forEach((accumulator, amount) -> used.merge(accumulator, amount.negate(), Money::plus)));
        used.values().removeIf(Money::isZero);
        StayReferrals.Found referral = known.withReferrals().contains(read.person())
                ? stays.of(
                        read.area(),
                        read.person(),
                        read.bill().hospitalCode(),
                        read.bill().admittedOn(),
                        StayReferrals.NOT_TYPED,
                        Optional.empty())
                : StayReferrals.NOTHING_KNOWN;
        List<CategoryPeriod> held =
                Roster.on(known.held().getOrDefault(read.person(), List.of()), read.bill().dischargedOn());
        JsonNode request = inputs.of(
                read.bill(),
                read.presented().hospital(),
                held,
                referral,
                read.exclusions(),
                Optional.empty(),
                used);
        RequestReading reading = CalculationRequestReader.read(request);
        if (reading instanceof RequestReading.Rejected rejected) {
            return new NotGranted(rejected.problems());
        }
        CalculationRequest calculation = ((RequestReading.Accepted) reading).request();
        CalculationResult result = policy.determine(calculation);
        if (result instanceof CalculationResult.Refused refused) {
            return new NotGranted(refused.problems());
        }
        Determination determination = ((CalculationResult.Calculated) result).determination();
        if (determination.status() == Determination.Status.REVIEW_REQUIRED) {
            return new Office(CounterAnswer.Why.REVIEW_REQUIRED);
        }
        if (determination.reasons().contains(ReasonCode.REFERRAL_NOT_FILED)
                || determination.reasons().contains(ReasonCode.NON_DESIGNATED_HOSPITAL)) {
            return new Office(CounterAnswer.Why.REFERRAL_NOT_FILED);
        }
        if (read.exceptionClaimed()) {
            return new Office(CounterAnswer.Why.EXCEPTION_CLAIMED);
        }
        if (!determination.lines().isEmpty()) {
            return new Granted(request, determination, referral);
        }
        // As an ordinary patient the person is owed the discounts all the same.
        List<FieldProblem> problems = new ArrayList<>(List.of(nothing(read, held, referral, used, determination)));
        OwedDiscount.of(read.bill().items()).forEach(owed -> problems.add(owed.problem()));
        return new NotGranted(problems);
    }

    /** Why nothing is granted, for the counter. */
    private FieldProblem nothing(
            Read read,
            List<CategoryPeriod> held,
            StayReferrals.Found referral,
            Map<String, Money> used,
            Determination determination) {
        if (!determination.reasons().isEmpty()) {
            String code = determination.reasons().get(0).name();
            return new FieldProblem(
                    "", code.equals("NOT_A_BENEFICIARY") ? "NOT_ENTITLED" : code, ClaimWording.REASONS.getOrDefault(code, code) + "。");
        }
        if (!used.isEmpty()) {
            JsonNode unused = inputs.of(
                    read.bill(), read.presented().hospital(), held, referral, read.exclusions(), Optional.empty(), Map.of());
            if (CalculationRequestReader.read(unused) instanceof RequestReading.Accepted accepted
                    && policy.determine(accepted.request()) instanceof CalculationResult.Calculated calculated
                    && !calculated.determination().lines().isEmpty()) {
                return new FieldProblem("", "CEILING_USED_UP", "该患者本年度的救助限额已用完，本次费用不再救助。");
            }
        }
        return new FieldProblem("", "NOTHING_LEFT_TO_ASSIST", ClaimWording.REASONS.get("NOTHING_LEFT_TO_ASSIST") + "。");
    }

    // --- storing ---

    /** Bills that are being settled in this transaction: collected first, then written together. */
    private final class Settlements {

        private final List<ClaimRows.NewClaim> newClaims = new ArrayList<>();
        private final List<Sheets.Sheet> newSheets = new ArrayList<>();
        private final List<Accumulators.Use> uses = new ArrayList<>();
        private final List<Posting> postings = new ArrayList<>();
        private final List<ClaimEvents.Added> newEvents = new ArrayList<>();
        private final List<AuditEntry> acts = new ArrayList<>();
        private final Set<UUID> reservationsPosted = new HashSet<>();
        private final Set<UUID> reservationsVoided = new HashSet<>();
        private final Map<ReferralId, ClaimId> referralsUsed = new LinkedHashMap<>();
        private final List<Long> numbers;
        private final Instant now = clock.now();

        Settlements(int most) {
            this.numbers = new ArrayList<>(rows.nextNumbers(most));
        }

        CounterAnswer take(Read read, Evaluation evaluation, Known known) {
            List<OwedDiscount> discounts = OwedDiscount.of(read.bill().items());
            if (evaluation instanceof NotGranted not) {
                return new CounterAnswer.Refused(not.problems());
            }
            ClaimId id = ClaimId.next();
            String caseNumber =
                    CaseNumbers.format(read.area(), clock.today().getYear(), numbers.remove(0));
            boolean settled = evaluation instanceof Granted;
            newClaims.add(new ClaimRows.NewClaim(
                    id,
                    caseNumber,
                    read.area(),
                    Claim.Channel.ONE_STOP,
                    read.bill(),
                    settled ? read.exclusions() : List.of(),
                    settled ? ClaimState.SETTLED : ClaimState.ENTERED,
                    read.presented().by(),
                    now));
            happened(read, id, "BILL_ENTERED", null);
            if (!discounts.isEmpty()) {
                String by = read.presented().by();
                newEvents.add(new ClaimEvents.Added(
                        id, ClaimDesk.DISCOUNT_FOUND, null, ClaimWording.discounts(discounts), by));
                acts.add(AuditEntry.of(by, read.area(), ClaimDesk.DISCOUNT_FOUND, ClaimDesk.SUBJECT, id)
                        .with("amount", OwedDiscount.sum(discounts)));
            }
            if (evaluation instanceof Office office) {
                happened(read, id, "LEFT_TO_OFFICE", office.why().name());
                // Held on, it would count as used when the office calculates.
                release(read, known, reservationsVoided);
                return new CounterAnswer.LeftToOffice(id, caseNumber, office.why());
            }
            return settle(read, (Granted) evaluation, id, caseNumber, known);
        }

        private CounterAnswer settle(Read read, Granted granted, ClaimId id, String caseNumber, Known known) {
            Determination determination = granted.determination();
            Sheets.Sheet sheet = Determinations.sheet(json, id, 1, determination, granted.request(), now);
            newSheets.add(sheet);
            Accumulators.Use use = Determinations.use(
                    read.year(), new BusinessDocument(Determinations.SHEET, sheet.id().toString()), determination);
            uses.add(use);
            Map<String, Money> used = known.used().get(read.year());
            release(read, known, reservationsPosted);
            use.amounts().forEach((accumulator, amount) -> used.merge(accumulator, amount, Money::plus));
            granted.referral().inRegister().ifPresent(referral -> referralsUsed.put(referral, id));
            SheetPostings.posting(
                            read.area(),
                            Claim.Channel.ONE_STOP,
                            read.bill(),
                            sheet.id(),
                            determination.answer().payers(),
                            TransferKind.SETTLEMENT,
                            read.presented().by())
                    .ifPresent(postings::add);
            if (!read.exclusions().isEmpty()) {
                happened(read, id, "EXCLUSIONS_DECIDED", String.valueOf(read.exclusions().size()));
            }
            newEvents.addAll(Determinations.events(id, granted.referral(), determination));
            acts.add(Determinations.audited(read.area(), id, sheet.id(), determination));
            happened(read, id, "SETTLED_AT_COUNTER", null);
            return new CounterAnswer.Settled(id, caseNumber, sheet.id(), determination.answer(), OwedDiscount.of(read.bill().items()));
        }

        /** What was held for the stay is free: for its own settlement already, for the person's next one from now on. */
        private void release(Read read, Known known, Set<UUID> ended) {
            Map<String, Money> used = known.used().get(read.year());
            Optional<UUID> reservation = read.presented().reservation();
            reservation.ifPresent(ended::add);
            reservation
                    .map(known.reserved()::get)
                    .filter(held -> held.year().equals(read.year()))
                    .ifPresent(held -> held.amounts()
                            .forEach((accumulator, amount) -> used.merge(accumulator, amount.negate(), Money::plus)));
        }

        void store() {
            reservations.end(reservationsPosted, Reservations.End.POSTED, AuditEntry.SYSTEM);
            reservations.end(reservationsVoided, Reservations.End.VOIDED, AuditEntry.SYSTEM);
            rows.add(newClaims);
            if (!newSheets.isEmpty()) {
                sheets.add(newSheets);
            }
            accumulators.add(uses);
            referralsUsed.forEach((referral, claim) -> referrals.use(referral, claim.value()));
            if (!postings.isEmpty()) {
                ledger.post(postings);
            }
            if (!newEvents.isEmpty()) {
                events.add(newEvents);
            }
            audit.record(acts);
            newClaims.stream()
                    .filter(claim -> claim.state() == ClaimState.ENTERED)
                    .forEach(claim -> course.leftToOffice(claim.id(), claim.caseNumber(), claim.area()));
        }

        private void happened(Read read, ClaimId id, String kind, String outcome) {
            String by = read.presented().by();
            newEvents.add(new ClaimEvents.Added(id, kind, outcome, null, by));
            AuditEntry act = AuditEntry.of(by, read.area(), kind, ClaimDesk.SUBJECT, id);
            acts.add(outcome == null ? act : act.with("outcome", outcome));
        }
    }
}
