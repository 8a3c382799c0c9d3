package org.medaid.application.review.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.medaid.api.Problems;
import org.medaid.application.review.JudgeReview;
import org.medaid.application.review.OpenRosterReview;
import org.medaid.application.review.ReviewBeneficiary;
import org.medaid.application.review.RosterReview;
import org.medaid.application.review.RosterReviewDesk;
import org.medaid.application.review.WithdrawReview;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the forms ask about a review, and the checks that put messages at their fields. */
@RestController
@RequestMapping("/api/v1")
class RosterReviewController {

    private final RosterReviewDesk desk;
    private final RosterReviewAccess access;
    private final RosterReviewViews views;
    private final SignedIn signedIn;
    private final ObjectMapper json;

    RosterReviewController(
            RosterReviewDesk desk,
            RosterReviewAccess access,
            RosterReviewViews views,
            SignedIn signedIn,
            ObjectMapper json) {
        this.desk = desk;
        this.access = access;
        this.views = views;
        this.signedIn = signedIn;
        this.json = json;
    }

    @GetMapping("/roster-reviews/{id}")
    ResponseEntity<Object> review(@PathVariable String id) {
        CurrentUser user = signedIn.user();
        return access.find(id, user)
                .<ResponseEntity<Object>>map(review ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(views.view(review, user)))
                .orElseGet(RosterReviewController::notFound);
    }

    @GetMapping("/roster-review-options")
    Object options() {
        return views.options(signedIn.user());
    }

    @PostMapping("/roster-review-checks/open-roster-review")
    ResponseEntity<Object> checkNew(@RequestBody OpenRosterReview command) {
        CurrentUser user = signedIn.user();
        return RosterReviewAccess.opens(user) ? Problems.orNoContent(desk.check(command, user)) : forbidden();
    }

    /** The same checks as at the completion, without doing anything. */
    @PostMapping("/roster-reviews/{id}/form-checks/{form}")
    ResponseEntity<Object> checkForm(@PathVariable String id, @PathVariable String form, @RequestBody JsonNode body) {
        CurrentUser user = signedIn.user();
        Optional<RosterReview> review = access.find(id, user);
        if (review.isEmpty()) {
            return notFound();
        }
        try {
            return switch (form) {
                case "review-beneficiary" -> Problems.orNoContent(
                        desk.check(review.get().id(), json.treeToValue(body, ReviewBeneficiary.class), user));
                case "examine-roster-review" -> Problems.orNoContent(
                        desk.checkExamination(review.get().id(), json.treeToValue(body, JudgeReview.class), user));
                case "approve-roster-review" -> Problems.orNoContent(
                        desk.checkApproval(review.get().id(), json.treeToValue(body, JudgeReview.class), user));
                default -> Problems.of(HttpStatus.NOT_FOUND, "FORM_UNKNOWN", "没有这张表单。", "No such form");
            };
        } catch (JsonProcessingException e) {
            return Problems.of(HttpStatus.BAD_REQUEST, "FORM_UNREADABLE", "表单内容无法识别。", "Unreadable form");
        }
    }

    @PostMapping("/roster-reviews/{id}/withdrawals")
    ResponseEntity<Object> withdraw(@PathVariable String id, @RequestBody WithdrawReview command) {
        CurrentUser user = signedIn.user();
        Optional<RosterReview> review = access.find(id, user);
        if (review.isEmpty()) {
            return notFound();
        }
        return RosterReviewAccess.withdraws(user)
                ? Problems.orNoContent(desk.withdraw(review.get().id(), command, user).problems())
                : forbidden();
    }

    private static ResponseEntity<Object> notFound() {
        return Problems.of(HttpStatus.NOT_FOUND, "REVIEW_NOT_FOUND", "没有找到这次复核。", "No such review");
    }

    private static ResponseEntity<Object> forbidden() {
        return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "您没有办理此事项的权限。", "Not allowed");
    }
}
