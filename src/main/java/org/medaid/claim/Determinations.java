package org.medaid.claim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.claim.model.Claim;
import org.medaid.claim.model.DecidedExclusion;
import org.medaid.claim.model.Review;
import org.medaid.claim.persistence.ClaimEvents;
import org.medaid.claim.persistence.Claims;
import org.medaid.claim.persistence.Reviews;
import org.medaid.claim.persistence.Sheets;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.OrderedIds;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.Accumulators;
import org.medaid.ledger.BusinessDocument;
import org.medaid.policy.BenefitLine;
import org.medaid.policy.CalculationAnswer;
import org.medaid.policy.CalculationRequest;
import org.medaid.policy.CalculationRequestReader;
import org.medaid.policy.CalculationResult;
import org.medaid.policy.Determination;
import org.medaid.policy.PolicyDesk;
import org.medaid.policy.RequestReading;
import org.medaid.policy.RuleVersion;
import org.medaid.referral.FiledReferrals;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Calculates bills and keeps the sheets: the person's year is locked, the benefit determined, the sheet stored and the
 * ceilings used, all in one transaction.
 */
@Service
@Transactional
@Clause("C19")
public class Determinations {

    /** Under this type the ledger knows what a sheet has used. */
    static final String SHEET = "SHEET";

    private final Claims claims;
    private final Reviews reviews;
    private final Sheets sheets;
    private final CalculationInputs inputs;
    private final PolicyDesk policy;
    private final Accumulators accumulators;
    private final StayReferrals referrals;
    private final FiledReferrals filedReferrals;
    private final ClaimEvents events;
    private final AuditTrail audit;
    private final BusinessClock clock;
    private final ObjectMapper json;

    Determinations(
            Claims claims,
            Reviews reviews,
            Sheets sheets,
            CalculationInputs inputs,
            PolicyDesk policy,
            Accumulators accumulators,
            StayReferrals referrals,
            FiledReferrals filedReferrals,
            ClaimEvents events,
            AuditTrail audit,
            BusinessClock clock,
            ObjectMapper json) {
        this.claims = claims;
        this.reviews = reviews;
        this.sheets = sheets;
        this.inputs = inputs;
        this.policy = policy;
        this.accumulators = accumulators;
        this.referrals = referrals;
        this.filedReferrals = filedReferrals;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
        this.json = json;
    }

    /** What a sheet says about granting. */
    public record Result(boolean grantsAnything, String refusalCode, String refusalReason) {}

    /**
     * Whether experts must look at a bill before it can be calculated. A bill they have looked at needs no second look.
     *
     * @param deploymentId the deployment the case started with: it keeps those rules
     */
    public boolean reviewRequired(ClaimId id, String deploymentId) {
        Claim claim = claim(id);
        Map<String, Money> used = accumulators.used(claim.bill().person(), benefitYear(claim));
        return determine(claim, used, deploymentId).status() == Determination.Status.REVIEW_REQUIRED;
    }

    /**
     * Calculates a bill and stores the sheet.
     *
     * @return whether the experts' review turned out to be needed after all, because another bill of the same month has
     *     been settled in the meantime; then nothing has been used
     */
    public boolean calculate(ClaimId id, String deploymentId) {
        Claim claim = claim(id);
        int year = benefitYear(claim);
        Map<String, Money> used = accumulators.lock(claim.bill().person(), year);
        StayReferrals.Found referral = referrals.of(claim);
        referral.inRegister().ifPresent(found -> filedReferrals.use(found, id.value()));
        JsonNode input = inputs.of(claim, referral, unreasonable(claim), used);
        Determination determination = determine(claim, input, deploymentId);
        UUID sheet = store(claim, determination, input);
        boolean reviewRequired = determination.status() == Determination.Status.REVIEW_REQUIRED;
        if (!reviewRequired) {
            accumulators.add(List.of(use(
                    new Accumulators.PersonYear(claim.bill().person(), year),
                    new BusinessDocument(SHEET, sheet.toString()),
                    determination)));
            claim.calculated();
        }
        events.add(events(id, referral, determination));
        audit.record(audited(claim.area(), id, sheet, determination));
        return reviewRequired;
    }

    /**
     * The discrete facts by which the area's table of benefit lines decides, so that Cockpit can show the rows that
     * fired. No amount, no name and no diagnosis is among them.
     */
    @Transactional(readOnly = true)
    public Map<String, Object> lineFacts(ClaimId id, String deploymentId) {
        Claim claim = claim(id);
        Determination determination = determine(claim, Map.of(), deploymentId);
        Map<String, Object> facts =
                new HashMap<>(policy.lineVariables(determination.request(), determination.rules()));
        facts.put("lineDecision", determination.answer().rules().decision());
        return facts;
    }

    /** Gives back what the claim's sheets have used; without a sheet there is nothing to give back. */
    public void takeBack(ClaimId id) {
        for (Sheets.Sheet sheet : sheets.of(id)) {
            accumulators.reverse(new BusinessDocument(SHEET, sheet.id().toString()));
        }
        filedReferrals.release(id.value());
    }

    /** What the newest sheet says. */
    @Transactional(readOnly = true)
    public Result latest(ClaimId id) {
        Sheets.Sheet sheet = sheets.latest(id).orElseThrow();
        CalculationAnswer answer = answer(sheet);
        if (!answer.lines().isEmpty()) {
            return new Result(true, null, null);
        }
        if (answer.reasonBasis().isEmpty()) {
            return new Result(
                    false, "NOTHING_LEFT_TO_ASSIST", ClaimWording.REASONS.get("NOTHING_LEFT_TO_ASSIST") + "。");
        }
        CalculationAnswer.Reason reason = answer.reasonBasis().get(0);
        Citation basis = reason.citation();
        return new Result(
                false,
                reason.code(),
                ClaimWording.REASONS.getOrDefault(reason.code(), reason.code())
                        + (basis == null ? "。" : "（依据" + basis + "）。"));
    }

    /** The stored answer of a sheet. */
    public CalculationAnswer answer(Sheets.Sheet sheet) {
        try {
            return json.readValue(sheet.result(), CalculationAnswer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored sheet is readable", e);
        }
    }

    /**
     * Calculates a stored sheet once more from its own input and rules.
     *
     * @return the answer; equal to the stored one, however long ago that was
     */
    @Transactional(readOnly = true)
    public CalculationAnswer recompute(Sheets.Sheet sheet) {
        try {
            JsonNode input = json.readTree(sheet.input());
            CalculationRequest request = read(input);
            RuleVersion version = new RuleVersion(
                    request.division().area(), json.readTree(sheet.rules()).get("version").asText());
            return calculated(policy.recompute(request, version, request.officeParameters())).answer();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored sheet is readable", e);
        }
    }

    private Determination determine(Claim claim, Map<String, Money> used, String deploymentId) {
        return determine(claim, inputs.of(claim, referrals.of(claim), unreasonable(claim), used), deploymentId);
    }

    private Determination determine(Claim claim, JsonNode input, String deploymentId) {
        return calculated(policy.determine(read(input), policy.rulesIn(deploymentId, claim.area())));
    }

    private static CalculationRequest read(JsonNode request) {
        if (CalculationRequestReader.read(request) instanceof RequestReading.Accepted accepted) {
            return accepted.request();
        }
        throw new IllegalStateException("a bill that was accepted can be calculated");
    }

    private static Determination calculated(CalculationResult result) {
        if (result instanceof CalculationResult.Calculated calculated) {
            return calculated.determination();
        }
        throw new IllegalStateException("a bill that was accepted can be calculated");
    }

    /** The experts' finding as far as it concerns cost that is not excluded anyway; empty where no review was held. */
    private Optional<Money> unreasonable(Claim claim) {
        Optional<Review> review = reviews.findFirstByClaimIdOrderByRoundDesc(claim.id().value())
                .filter(r -> !r.isOpen());
        if (review.isEmpty()) {
            return Optional.empty();
        }
        Money excludedTotal = Money.ZERO;
        Map<Integer, Money> excluded = new HashMap<>();
        for (DecidedExclusion exclusion : claim.exclusions()) {
            if (exclusion.upheld()) {
                excludedTotal = excludedTotal.plus(exclusion.selfPaid());
                if (exclusion.itemLineNo() != null) {
                    excluded.merge(exclusion.itemLineNo(), exclusion.selfPaid(), Money::plus);
                }
            }
        }
        Money sum = Money.ZERO;
        for (Review.Item item : review.get().items()) {
            Money left = item.amount().minus(excluded.getOrDefault(item.lineNo(), Money.ZERO));
            sum = sum.plus(item.unreasonable().min(left));
        }
        return Optional.of(sum.min(claim.bill().due().selfPaid().minus(excludedTotal)));
    }

    private UUID store(Claim claim, Determination determination, JsonNode request) {
        Sheets.Sheet sheet =
                sheet(json, claim.id(), sheets.of(claim.id()).size() + 1, determination, request, clock.now());
        sheets.add(sheet);
        return sheet.id();
    }

    /** The sheet of a determination: its input as it was, the rules and the result. */
    static Sheets.Sheet sheet(
            ObjectMapper json, ClaimId claim, int number, Determination determination, JsonNode request, Instant at) {
        CalculationAnswer answer = determination.answer();
        ObjectNode input = request.deepCopy();
        // The figures in force that day stay with the sheet: it must come out the same when they have long changed.
        input.set("officeParameters", json.valueToTree(determination.officeParameters().written()));
        try {
            return new Sheets.Sheet(
                    OrderedIds.next(),
                    claim,
                    number,
                    json.writeValueAsString(input),
                    json.writeValueAsString(answer.rules()),
                    json.writeValueAsString(answer),
                    answer.status(),
                    AuditEntry.SYSTEM,
                    at);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a sheet can be written", e);
        }
    }

    /** What a determination uses of the ceilings, by accumulator. */
    static Accumulators.Use use(
            Accumulators.PersonYear year, BusinessDocument document, Determination determination) {
        Map<String, Money> added = new HashMap<>();
        determination.accumulated().forEach((key, amount) -> added.put(key.code(), amount));
        return new Accumulators.Use(year, document, added, ceilings(determination.lines(), added.keySet()));
    }

    /** What history and the audit trail say of a calculation. */
    static List<ClaimEvents.Added> events(ClaimId id, StayReferrals.Found referral, Determination determination) {
        return List.of(
                new ClaimEvents.Added(
                        id, "REFERRAL_LOOKED_UP", referral.code(), referral.sentence(), AuditEntry.SYSTEM),
                new ClaimEvents.Added(
                        id, "BENEFIT_CALCULATED", determination.status().name(), null, AuditEntry.SYSTEM));
    }

    static AuditEntry audited(PoolingArea area, ClaimId id, UUID sheet, Determination determination) {
        return AuditEntry.of(AuditEntry.SYSTEM, area, "BENEFIT_CALCULATED", ClaimDesk.SUBJECT, id)
                .with("sheet", sheet)
                .with("status", determination.status())
                .with("rules", determination.rules().hash());
    }

    private static Map<String, Money> ceilings(List<BenefitLine> lines, java.util.Set<String> accumulators) {
        Map<String, Money> ceilings = new HashMap<>();
        for (BenefitLine line : lines) {
            // A line's own accumulator carries the line's code.
            if (line.ceiling() != null && accumulators.contains(line.code())) {
                ceilings.put(line.code(), Money.parse(line.ceiling()));
            }
        }
        return ceilings;
    }

    private static int benefitYear(Claim claim) {
        return claim.bill().dischargedOn().getYear();
    }

    private Claim claim(ClaimId id) {
        return claims.findById(id.value()).orElseThrow();
    }
}
