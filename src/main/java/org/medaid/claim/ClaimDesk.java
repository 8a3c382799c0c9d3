package org.medaid.claim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.claim.model.Bill;
import org.medaid.claim.model.BillItem;
import org.medaid.claim.model.Claim;
import org.medaid.claim.model.DecidedExclusion;
import org.medaid.claim.persistence.ClaimEvents;
import org.medaid.claim.persistence.Claims;
import org.medaid.claim.persistence.Drafts;
import org.medaid.document.DocumentAnswer;
import org.medaid.document.DocumentId;
import org.medaid.document.Documents;
import org.medaid.document.Subject;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.security.CurrentUser;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where a bill is entered, checked, corrected, freed of excluded cost, confirmed or taken back.
 *
 * <p>Every method either does all of its work or, with a refusal, nothing.
 */
@Service
@Transactional
@Clause({"C13", "C17"})
public class ClaimDesk {

    /** The subject type of claims in the audit trail and of their documents. */
    public static final String SUBJECT = "CLAIM";

    static final String DISCOUNT_FOUND = "PROVIDER_DISCOUNT_FOUND";

    private final Claims claims;
    private final BillCheck billCheck;
    private final ExclusionArticles exclusionArticles;
    private final Determinations determinations;
    private final Documents documents;
    private final Drafts drafts;
    private final ClaimEvents events;
    private final ClaimCourse course;
    private final SheetPostings postings;
    private final AuditTrail audit;
    private final BusinessClock clock;

    ClaimDesk(
            Claims claims,
            BillCheck billCheck,
            ExclusionArticles exclusionArticles,
            Determinations determinations,
            Documents documents,
            Drafts drafts,
            ClaimEvents events,
            ClaimCourse course,
            SheetPostings postings,
            AuditTrail audit,
            BusinessClock clock) {
        this.claims = claims;
        this.billCheck = billCheck;
        this.exclusionArticles = exclusionArticles;
        this.determinations = determinations;
        this.documents = documents;
        this.drafts = drafts;
        this.events = events;
        this.course = course;
        this.postings = postings;
        this.audit = audit;
        this.clock = clock;
    }

    /** A bill that has just been entered. */
    public record Entered(ClaimId claim, String caseNumber) {}

    /** Whether a bill would be accepted as entered; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(EnterBill command, Optional<ClaimId> corrected, CurrentUser user) {
        return billCheck.check(command, corrected, user).problems();
    }

    /** A typed bill as it would be entered, with what its provider owes; empty while something is wrong with it. */
    @Transactional(readOnly = true)
    public Optional<Bill> read(EnterBill command, Optional<ClaimId> corrected, CurrentUser user) {
        return billCheck.check(command, corrected, user) instanceof Outcome.Done<Bill> bill
                ? Optional.of(bill.value())
                : Optional.empty();
    }

    /** Enters a new bill. Who enters the same invoice twice, by double click or in another county, is refused. */
    public Outcome<Entered> enter(EnterBill command, CurrentUser user) {
        Outcome<Bill> checked = billCheck.check(command, Optional.empty(), user);
        if (!(checked instanceof Outcome.Done<Bill> bill)) {
            return Outcome.refused(checked.problems());
        }
        ClaimId id = ClaimId.next();
        String caseNumber = CaseNumbers.format(user.office(), clock.today().getYear(), claims.nextNumber());
        Claim claim = claims.saveAndFlush(
                new Claim(id, caseNumber, user.office(), Claim.Channel.WINDOW, bill.value(), user.id(), clock.now()));
        attach(command.documents(), id, user);
        if (command.draftId() != null) {
            drafts.remove(user.id(), UUID.fromString(command.draftId()));
        }
        record(claim, "BILL_ENTERED", null, null, user);
        recordDiscounts(claim, user);
        return Outcome.done(new Entered(id, caseNumber));
    }

    public Outcome<ClaimId> correct(ClaimId id, EnterBill command, CurrentUser user) {
        Outcome<Bill> checked = billCheck.check(command, Optional.of(id), user);
        if (!(checked instanceof Outcome.Done<Bill> bill)) {
            return Outcome.refused(checked.problems());
        }
        Claim claim = claim(id);
        claim.correct(bill.value(), user.id());
        claims.flush();
        attach(command.documents(), id, user);
        record(claim, "BILL_CORRECTED", null, null, user);
        recordDiscounts(claim, user);
        return Outcome.done(id);
    }

    @Transactional(readOnly = true)
    public List<FieldProblem> check(ClaimId id, CheckBill command, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>();
        if (!Set.of("ACCEPTED", "RETURNED", "REFUSED").contains(String.valueOf(command.decision()))) {
            problems.add(new FieldProblem("decision", "DECISION_MISSING", "请选择核对结果。"));
        } else if (!command.decision().equals("ACCEPTED") && Typed.blank(command.reason())) {
            problems.add(new FieldProblem("reason", "REASON_MISSING", "退回或不予受理时，请写明理由。"));
        }
        if (claim(id).enteredBy().equals(user.id())) {
            problems.add(new FieldProblem("", "SAME_PERSON", "录入人不能核对自己录入的单据，请由其他复核人员办理。"));
        }
        return problems;
    }

    /** The second pair of eyes: never the person who entered the bill. */
    public Outcome<ClaimId> check(ClaimId id, CheckBill command, CurrentUser user, Instant at) {
        List<FieldProblem> problems = check(id, command, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        Claim claim = claim(id);
        switch (command.decision()) {
            case "ACCEPTED" -> claim.accept();
            case "RETURNED" -> claim.sendBack();
            default -> claim.refuse("BILL_REFUSED", command.reason().strip(), at);
        }
        record(claim, "BILL_CHECKED", command.decision(), command.reason(), user);
        return Outcome.done(id);
    }

    @Transactional(readOnly = true)
    public List<FieldProblem> check(ClaimId id, DecideExclusions command) {
        return decided(claim(id), command, "", Instant.EPOCH).problems();
    }

    /** Decides which cost falls under an exclusion article; an empty list says: none. */
    public Outcome<ClaimId> decideExclusions(ClaimId id, DecideExclusions command, CurrentUser user) {
        Claim claim = claim(id);
        Outcome<List<DecidedExclusion>> decided = decided(claim, command, user.id(), clock.now());
        if (!(decided instanceof Outcome.Done<List<DecidedExclusion>> done)) {
            return Outcome.refused(decided.problems());
        }
        claim.decideExclusions(done.value());
        record(claim, "EXCLUSIONS_DECIDED", String.valueOf(done.value().size()), null, user);
        return Outcome.done(id);
    }

    @Transactional(readOnly = true)
    public List<FieldProblem> check(ClaimId id, ConfirmSheet command) {
        if (!Set.of("CONFIRMED", "RETURNED").contains(String.valueOf(command.decision()))) {
            return List.of(new FieldProblem("decision", "DECISION_MISSING", "请选择确认或退回。"));
        }
        if (command.decision().equals("RETURNED") && Typed.blank(command.reason())) {
            return List.of(new FieldProblem("reason", "REASON_MISSING", "退回时请写明理由。"));
        }
        return List.of();
    }

    /** @return whether anything was granted; false also when the sheet went back */
    public Outcome<Boolean> confirmSheet(ClaimId id, ConfirmSheet command, CurrentUser user) {
        List<FieldProblem> problems = check(id, command);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        Claim claim = claim(id);
        boolean granted = false;
        if (command.decision().equals("RETURNED")) {
            determinations.takeBack(id);
            claim.sendBack();
        } else {
            Determinations.Result result = determinations.latest(id);
            granted = result.grantsAnything();
            if (granted) {
                claim.settle(clock.now());
                postings.post(claim, user);
            } else {
                claim.refuse(result.refusalCode(), result.refusalReason(), clock.now());
            }
        }
        record(claim, "SHEET_CONFIRMED", command.decision(), command.reason(), user);
        return Outcome.done(granted);
    }

    /** Whether a claim can still be taken back, and by this user; changes nothing. */
    public Outcome<ClaimId> withdraw(ClaimId id, WithdrawClaim command, CurrentUser user) {
        Claim claim = claim(id);
        if (claim.state().isFinal()) {
            return Outcome.refused("", "CLAIM_CLOSED", "本案已办结，不能撤回。");
        }
        if (Typed.blank(command.reason())) {
            return Outcome.refused("reason", "REASON_MISSING", "请写明撤回的原因。");
        }
        record(claim, "WITHDRAWAL_REQUESTED", null, command.reason(), user);
        course.withdrawn(id);
        return Outcome.done(id);
    }

    /** The withdrawal takes effect: reserved ceilings are given back. */
    public void recordWithdrawal(ClaimId id) {
        determinations.takeBack(id);
        claim(id).withdraw(clock.now());
    }

    private Outcome<List<DecidedExclusion>> decided(
            Claim claim, DecideExclusions command, String by, Instant at) {
        List<FieldProblem> problems = new ArrayList<>();
        List<DecidedExclusion> decided = new ArrayList<>();
        ExclusionArticles.Table table = exclusionArticles.of(claim.area(), Optional.of(claim.id()));
        Bill bill = claim.bill();
        Map<Integer, BillItem> items = new HashMap<>();
        bill.items().forEach(item -> items.put(item.lineNo(), item));
        Map<Integer, Money> takenByItem = new HashMap<>();
        Money inScopeSum = Money.ZERO;
        Money selfPaidSum = Money.ZERO;
        for (int i = 0; i < command.exclusions().size(); i++) {
            DecideExclusions.Exclusion given = command.exclusions().get(i);
            String field = "exclusions." + i;
            var article = table.articles().stream().filter(a -> a.code().equals(given.code())).findFirst();
            boolean exception = Boolean.TRUE.equals(given.exception());
            if (article.isEmpty() || !article.get().selectable()) {
                problems.add(new FieldProblem(field + ".code", "EXCLUSION_UNKNOWN", "请选择本统筹区适用的不予支付条款。"));
                continue;
            }
            if (exception && article.get().exceptionStatement().isEmpty()) {
                problems.add(new FieldProblem(field + ".exception", "NO_EXCEPTION", "该条款没有但书规定，不能选择例外。"));
                continue;
            }
            Money inScope = amount(given.inScope());
            Money selfPaid = amount(given.selfPaid());
            if (inScope == null || selfPaid == null || inScope.plus(selfPaid).isZero()) {
                problems.add(new FieldProblem(
                        field + ".inScope", "AMOUNT_INVALID", "请填写涉及金额，最多两位小数，且不能全为零。"));
                continue;
            }
            if (Typed.blank(given.reason())) {
                problems.add(new FieldProblem(field + ".reason", "REASON_MISSING", "请写明认定的理由。"));
                continue;
            }
            if (!bill.items().isEmpty()) {
                BillItem item = given.itemLineNo() == null ? null : items.get(given.itemLineNo());
                if (item == null) {
                    problems.add(new FieldProblem(field + ".itemLineNo", "ITEM_MISSING", "请选择费用项目。"));
                    continue;
                }
                if (item.selfPaid() ? !inScope.isZero() : !selfPaid.isZero()) {
                    problems.add(new FieldProblem(
                            field + ".inScope", "WRONG_SIDE", "金额应填在该项目所属的一侧（范围内或自费）。"));
                    continue;
                }
                Money taken = takenByItem.merge(item.lineNo(), inScope.plus(selfPaid), Money::plus);
                if (taken.isMoreThan(item.due())) {
                    problems.add(new FieldProblem(
                            field + ".inScope", "MORE_THAN_ITEM", "不予支付金额超过了该项目的金额" + item.due() + "元。"));
                    continue;
                }
            }
            boolean upheld = table.excludes(given.code(), exception);
            if (upheld) {
                inScopeSum = inScopeSum.plus(inScope);
                selfPaidSum = selfPaidSum.plus(selfPaid);
            }
            decided.add(new DecidedExclusion(
                    i + 1,
                    given.itemLineNo(),
                    given.code(),
                    inScope,
                    selfPaid,
                    upheld,
                    given.reason().strip(),
                    by,
                    at));
        }
        Bill.BillAmounts amounts = bill.due();
        Money leftInScope = amounts.inScope()
                .minus(amounts.basicPaid())
                .minus(amounts.criticalIllnessPaid())
                .minus(amounts.supplementaryPaid());
        if (inScopeSum.isMoreThan(leftInScope)) {
            problems.add(new FieldProblem(
                    "exclusions", "EXCLUDED_OVER_REMAINDER", "不予支付的范围内费用合计超过了保险报销后的剩余" + leftInScope + "元。"));
        }
        if (selfPaidSum.isMoreThan(amounts.selfPaid())) {
            problems.add(new FieldProblem(
                    "exclusions", "EXCLUDED_OVER_SELF_PAID", "不予支付的自费费用合计超过了自费总额" + amounts.selfPaid() + "元。"));
        }
        return problems.isEmpty() ? Outcome.done(decided) : Outcome.refused(problems);
    }

    /** What a claim's documents are attached to. */
    public static Subject subject(ClaimId claim) {
        return new Subject(SUBJECT, claim.toString());
    }

    private void attach(List<String> documentIds, ClaimId claim, CurrentUser user) {
        for (String document : documentIds) {
            DocumentId id = DocumentId.parse(document);
            // What an earlier entry attached stays attached, whoever corrects the bill now.
            if (documents.find(user, id).orElseThrow().attachedTo().isEmpty()
                    && !(documents.attach(user, id, subject(claim)) instanceof DocumentAnswer.Done)) {
                throw new IllegalStateException("a document that was checked can be attached");
            }
        }
    }

    private void recordDiscounts(Claim claim, CurrentUser user) {
        List<OwedDiscount> owed = OwedDiscount.of(claim.bill().items());
        if (!owed.isEmpty()) {
            record(claim, DISCOUNT_FOUND, null, ClaimWording.discounts(owed), user);
        }
    }

    private void record(Claim claim, String kind, String outcome, String reason, CurrentUser user) {
        events.add(claim.id(), kind, outcome, Typed.blank(reason) ? null : reason.strip(), user.id());
        AuditEntry entry = AuditEntry.of(user.id(), claim.area(), kind, SUBJECT, claim.id());
        audit.record(outcome == null ? entry : entry.with("outcome", outcome));
    }

    private Claim claim(ClaimId id) {
        return claims.findById(id.value()).orElseThrow();
    }

    /** A side of an exclusion that was left empty is zero. */
    private static Money amount(String text) {
        return Typed.amount(Typed.blank(text) ? "0" : text.strip());
    }
}
