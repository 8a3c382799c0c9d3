package org.medaid.application.review.web;

import java.time.format.DateTimeFormatter;
import java.util.List;
import org.medaid.api.FieldProblem;
import org.medaid.application.review.RosterReview;
import org.medaid.application.review.RosterReviewDesk;
import org.medaid.application.review.WithdrawReview;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.MaskedName;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The office's reviews beside the task lists, and where the county takes one back. */
@Controller
@Clause("S1")
class RosterReviewPages {

    private static final int MOST_SHOWN = 200;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy年M月d日").withZone(BusinessClock.ZONE);

    record Row(String id, String number, String maskedName, String reason, String openedOn, String state, boolean open) {}

    private final RosterReviewDesk desk;
    private final RosterReviewAccess access;
    private final Parties parties;
    private final SignedIn signedIn;
    private final boolean demonstration;

    RosterReviewPages(
            RosterReviewDesk desk,
            RosterReviewAccess access,
            Parties parties,
            SignedIn signedIn,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.desk = desk;
        this.access = access;
        this.parties = parties;
        this.signedIn = signedIn;
        this.demonstration = demonstration;
    }

    @GetMapping("/roster-reviews")
    @Transactional(readOnly = true)
    public String list(Model model) {
        CurrentUser user = signedIn.user();
        if (!RosterReviewAccess.reads(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        model.addAttribute("rows", desk.of(user, MOST_SHOWN).stream().map(this::row).toList());
        model.addAttribute("withdraws", RosterReviewAccess.withdraws(user));
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("demonstration", demonstration);
        return "roster-reviews";
    }

    @PostMapping("/roster-reviews/{id}/withdrawals")
    String withdraw(@PathVariable String id, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        CurrentUser user = signedIn.user();
        RosterReview review = access.find(id, user).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (!RosterReviewAccess.withdraws(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        List<FieldProblem> problems = desk.withdraw(review.id(), new WithdrawReview(reason), user).problems();
        if (problems.isEmpty()) {
            next.addFlashAttribute("done", "已撤回" + review.number() + "。");
        } else {
            next.addFlashAttribute("problem", review.number() + "：" + problems.get(0).message());
        }
        return "redirect:/roster-reviews";
    }

    private Row row(RosterReview review) {
        return new Row(
                review.id().toString(),
                review.number(),
                MaskedName.of(parties.person(review.area(), review.person()).orElseThrow().name()),
                review.reason().chineseName(),
                DAY.format(review.openedAt()),
                review.state().chineseName(),
                !review.state().isFinal());
    }
}
