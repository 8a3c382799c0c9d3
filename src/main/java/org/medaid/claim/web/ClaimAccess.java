package org.medaid.claim.web;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.medaid.api.Problems;
import org.medaid.claim.ClaimId;
import org.medaid.claim.model.Claim;
import org.medaid.claim.persistence.Claims;
import org.medaid.claim.persistence.Reviews;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.SignedIn;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who may see a bill: the staff of the office it belongs to, and experts only while they are on its panel.
 *
 * <p>Everybody else gets the same answer as for a bill that does not exist.
 */
@Component
@Clause("X6")
class ClaimAccess {

    private static final Set<String> STAFF = Set.of(
            Groups.AGENCY_CLERK,
            Groups.AGENCY_CHECKER,
            Groups.REVIEW_CHAIR,
            Groups.AGENCY_MANAGER,
            Groups.AUDITOR,
            Groups.MACHINE_OFFICE);

    private final Claims claims;
    private final Reviews reviews;
    private final Parties parties;
    private final SignedIn signedIn;

    ClaimAccess(Claims claims, Reviews reviews, Parties parties, SignedIn signedIn) {
        this.claims = claims;
        this.reviews = reviews;
        this.parties = parties;
        this.signedIn = signedIn;
    }

    /** Whether the user sees the case as an expert: without the person's identity. */
    /** Whether the user reads all bills of the own office. */
    static boolean lists(CurrentUser user) {
        return user.area().isPresent() && !isExpertOnly(user);
    }

    static boolean isExpertOnly(CurrentUser user) {
        return user.groups().stream().noneMatch(STAFF::contains);
    }

    @Transactional
    ResponseEntity<Object> reading(String id, BiFunction<ClaimId, CurrentUser, ResponseEntity<Object>> action) {
        CurrentUser user = signedIn.user();
        Optional<Claim> claim = find(id, user);
        if (claim.isEmpty()) {
            return Problems.of(HttpStatus.NOT_FOUND, "CLAIM_NOT_FOUND", "没有找到这件业务。", "No such claim");
        }
        return action.apply(claim.get().id(), user);
    }

    @Transactional(readOnly = true)
    ResponseEntity<Object> person(String id, Function<Person, ResponseEntity<Object>> action) {
        CurrentUser user = signedIn.user();
        Optional<Person> person = isExpertOnly(user) || user.area().isEmpty()
                ? Optional.empty()
                : personId(id).flatMap(p -> parties.person(user.office(), p));
        return person.map(action)
                .orElseGet(() -> Problems.of(HttpStatus.NOT_FOUND, "PERSON_NOT_FOUND", "没有找到此人。", "No such person"));
    }

    /** The bill, if it exists and the user may see it. */
    Optional<Claim> find(String id, CurrentUser user) {
        return find(id).filter(claim -> maySee(claim, user));
    }

    ResponseEntity<Object> forbidden() {
        return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "您没有办理此事项的权限。", "Not allowed");
    }

    private boolean maySee(Claim claim, CurrentUser user) {
        if (user.area().filter(claim.area()::equals).isEmpty()) {
            return false;
        }
        return !isExpertOnly(user)
                || user.isIn(Groups.REVIEW_EXPERT)
                        && reviews.findByClaimIdOrderByRound(claim.id().value()).stream()
                                .anyMatch(review -> review.experts().contains(user.id()));
    }

    private Optional<Claim> find(String id) {
        try {
            return claims.findById(ClaimId.parse(id).value());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<PersonId> personId(String id) {
        try {
            return Optional.of(PersonId.parse(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
