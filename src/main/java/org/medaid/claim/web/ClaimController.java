package org.medaid.claim.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Problems;
import org.medaid.claim.CheckBill;
import org.medaid.claim.ClaimDesk;
import org.medaid.claim.ClaimId;
import org.medaid.claim.CloseReview;
import org.medaid.claim.ConfirmSheet;
import org.medaid.claim.DecideExclusions;
import org.medaid.claim.DrawUpReview;
import org.medaid.claim.EnterBill;
import org.medaid.claim.StayReferrals;
import org.medaid.claim.GiveOpinion;
import org.medaid.claim.HandleOverdueReview;
import org.medaid.claim.ReviewDesk;
import org.medaid.claim.WithdrawClaim;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.SignedIn;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the task forms ask about a bill, and the checks that put messages at their fields. */
@RestController
@RequestMapping("/api/v1")
class ClaimController {

    private final ClaimDesk desk;
    private final ReviewDesk reviews;
    private final ClaimAccess access;
    private final ClaimViews views;
    private final StayReferrals referrals;
    private final SignedIn signedIn;
    private final ObjectMapper json;

    ClaimController(
            ClaimDesk desk,
            ReviewDesk reviews,
            ClaimAccess access,
            ClaimViews views,
            StayReferrals referrals,
            SignedIn signedIn,
            ObjectMapper json) {
        this.desk = desk;
        this.reviews = reviews;
        this.access = access;
        this.views = views;
        this.referrals = referrals;
        this.signedIn = signedIn;
        this.json = json;
    }

    @GetMapping("/claims/{id}")
    ResponseEntity<Object> claim(@PathVariable String id) {
        return access.reading(id, (claim, user) -> ResponseEntity.ok(views.claim(claim, user)));
    }

    @GetMapping("/claims/{id}/review")
    ResponseEntity<Object> review(@PathVariable String id) {
        return access.reading(id, (claim, user) -> ResponseEntity.ok(views.review(claim, user)));
    }

    @GetMapping("/claims/{id}/sheet")
    ResponseEntity<Object> sheet(@PathVariable String id) {
        return access.reading(id, (claim, user) -> views.sheet(claim)
                .<ResponseEntity<Object>>map(ResponseEntity::ok)
                .orElseGet(() -> Problems.of(HttpStatus.NOT_FOUND, "NO_SHEET", "本案还没有计算单。", "No sheet yet")));
    }

    /** What somebody has used this year, for the live preview. */
    @GetMapping("/persons/{personId}/accumulators")
    ResponseEntity<Object> accumulators(@PathVariable String personId, int year) {
        return access.person(personId, person -> ResponseEntity.ok(views.accumulators(person, year)));
    }

    /**
     * The referral that a stay counts on, or why none does.
     *
     * @param admittedOn ISO date
     */
    @GetMapping("/persons/{personId}/stay-referral")
    ResponseEntity<Object> stayReferral(
            @PathVariable String personId,
            @RequestParam String hospital,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate admittedOn) {
        return access.person(
                personId,
                person -> ResponseEntity.ok(referrals.of(
                        person.area(),
                        person.id(),
                        hospital,
                        admittedOn,
                        new EnterBill.Referral("NONE", null, null),
                        Optional.empty())));
    }

    @GetMapping("/form-options")
    Object formOptions() {
        return views.formOptions(signedIn.user(), Optional.empty());
    }

    /** As above, with the rules that the case started with. */
    @GetMapping("/claims/{id}/form-options")
    ResponseEntity<Object> formOptions(@PathVariable String id) {
        return access.reading(id, (claim, user) -> ResponseEntity.ok(views.formOptions(user, Optional.of(claim))));
    }

    @PostMapping("/claim-checks/enter-bill")
    ResponseEntity<Object> checkNewBill(@RequestBody EnterBill command) {
        CurrentUser user = signedIn.user();
        if (!user.isIn(Groups.AGENCY_CLERK)) {
            return access.forbidden();
        }
        return Problems.orNoContent(desk.check(command, Optional.empty(), user));
    }

    /** What the provider of a bill that is being typed owes on its lines; nothing while the bill has faults. */
    @PostMapping("/claim-checks/provider-discounts")
    ResponseEntity<Object> providerDiscounts(@RequestBody EnterBill command, @RequestParam Optional<UUID> corrected) {
        CurrentUser user = signedIn.user();
        if (!user.isIn(Groups.AGENCY_CLERK)) {
            return access.forbidden();
        }
        return desk.read(command, corrected.map(ClaimId::new), user)
                .<ResponseEntity<Object>>map(bill -> ResponseEntity.ok(views.discounts(bill)))
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    /** The same checks as at the completion, without doing anything. */
    @PostMapping("/claims/{id}/form-checks/{form}")
    ResponseEntity<Object> checkForm(@PathVariable String id, @PathVariable String form, @RequestBody JsonNode body) {
        return access.reading(id, (claim, user) -> {
            try {
                return problems(claim, form, body, user)
                        .map(Problems::orNoContent)
                        .orElseGet(() -> Problems.of(HttpStatus.NOT_FOUND, "FORM_UNKNOWN", "没有这张表单。", "No such form"));
            } catch (JsonProcessingException e) {
                return Problems.of(HttpStatus.BAD_REQUEST, "FORM_UNREADABLE", "表单内容无法识别。", "Unreadable form");
            }
        });
    }

    @PostMapping("/claims/{id}/withdrawals")
    ResponseEntity<Object> withdraw(@PathVariable String id, @RequestBody WithdrawClaim command) {
        return access.reading(id, (claim, user) -> {
            if (!user.isIn(Groups.AGENCY_CLERK)) {
                return access.forbidden();
            }
            Outcome<ClaimId> outcome = desk.withdraw(claim, command, user);
            return Problems.orNoContent(outcome.problems());
        });
    }

    private Optional<List<FieldProblem>> problems(ClaimId claim, String form, JsonNode body, CurrentUser user)
            throws JsonProcessingException {
        return Optional.ofNullable(
                switch (form) {
                    case "correct-bill" -> desk.check(read(body, EnterBill.class), Optional.of(claim), user);
                    case "check-bill" -> desk.check(claim, read(body, CheckBill.class), user);
                    case "draw-up-review" -> reviews.check(claim, read(body, DrawUpReview.class));
                    case "give-opinion" -> reviews.check(claim, read(body, GiveOpinion.class), user);
                    case "close-review" -> reviews.check(claim, read(body, CloseReview.class));
                    case "handle-overdue-review" -> reviews.check(claim, read(body, HandleOverdueReview.class));
                    case "decide-exclusions" -> desk.check(claim, read(body, DecideExclusions.class));
                    case "confirm-sheet" -> desk.check(claim, read(body, ConfirmSheet.class));
                    default -> null;
                });
    }

    private <T> T read(JsonNode body, Class<T> type) throws JsonProcessingException {
        return json.treeToValue(body, type);
    }
}
