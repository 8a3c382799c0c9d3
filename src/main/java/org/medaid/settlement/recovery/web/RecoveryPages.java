package org.medaid.settlement.recovery.web;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.settlement.recovery.RecordRecoveryReceipt;
import org.medaid.settlement.recovery.Recoveries;
import org.medaid.settlement.recovery.Recovery;
import org.medaid.settlement.recovery.RecoveryDesk;
import org.medaid.settlement.recovery.RecoveryRights;
import org.medaid.settlement.recovery.RecoveryState;
import org.medaid.settlement.recovery.RevokeRecovery;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Recoveries beside the task lists: how they stand, one with all its history, and what may happen at any time. */
@Controller
@Clause("C18")
class RecoveryPages {

    private static final int PAGE_SIZE = 50;

    record StateRow(String code, String name, int count, String amount, String open) {}

    record Row(
            String id, String number, String claim, String caseNumber, String person, String state, String amount, String open, String at) {}

    private final RecoveryDesk desk;
    private final Recoveries recoveries;
    private final RecoveryViews views;
    private final SignedIn signedIn;

    RecoveryPages(RecoveryDesk desk, Recoveries recoveries, RecoveryViews views, SignedIn signedIn) {
        this.desk = desk;
        this.recoveries = recoveries;
        this.views = views;
        this.signedIn = signedIn;
    }

    /** The office's recoveries, newest first, of one state where one is asked for. */
    @GetMapping("/recoveries")
    @Transactional(readOnly = true)
    public String list(
            @RequestParam(defaultValue = "") String state, @RequestParam(defaultValue = "0") int page, Model model) {
        CurrentUser user = reader();
        Optional<RecoveryState> asked = Arrays.stream(RecoveryState.values())
                .filter(one -> one.name().equals(state))
                .findFirst();
        if (!state.isEmpty() && asked.isEmpty()) {
            throw notFound();
        }
        int first = Math.min(Math.max(page, 0), 1_000_000);
        List<Recovery> found = recoveries.of(user.office(), asked, first * PAGE_SIZE, PAGE_SIZE + 1);
        frame(model, user);
        model.addAttribute("state", state);
        model.addAttribute("stateName", asked.map(RecoveryState::chineseName).orElse(""));
        model.addAttribute(
                "states",
                recoveries.sums(user.office()).stream()
                        .sorted((one, other) -> one.state().compareTo(other.state()))
                        .map(sum -> new StateRow(
                                sum.state().name(),
                                sum.state().chineseName(),
                                sum.count(),
                                sum.amount().toString(),
                                sum.state().takesReceipts() ? sum.open().toString() : ""))
                        .toList());
        model.addAttribute("rows", found.stream().limit(PAGE_SIZE).map(this::row).toList());
        model.addAttribute("page", first);
        model.addAttribute("more", found.size() > PAGE_SIZE);
        return "recoveries/list";
    }

    @GetMapping("/recoveries/{id}")
    @Transactional(readOnly = true)
    public String one(@PathVariable String id, Model model) {
        CurrentUser user = reader();
        Recovery recovery = find(id, user);
        frame(model, user);
        model.addAttribute("recovery", views.view(recovery));
        model.addAttribute("mayReceive", RecoveryRights.collects(user) && recovery.state().takesReceipts());
        model.addAttribute("mayRevoke", RecoveryRights.decides(user) && recovery.state() == RecoveryState.COLLECTING);
        if (!model.containsAttribute("typed")) {
            model.addAttribute("typed", new RecordRecoveryReceipt(UUID.randomUUID().toString(), "", "", ""));
        }
        return "recoveries/one";
    }

    /** Money that came in while no task asks for it, for example while the manager thinks about what is overdue. */
    @PostMapping("/recoveries/{id}/receipts")
    String receive(@PathVariable String id, @ModelAttribute RecordRecoveryReceipt typed, RedirectAttributes next) {
        CurrentUser user = reader();
        Recovery recovery = find(id, user);
        if (!RecoveryRights.collects(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        Outcome<String> outcome = desk.receiveBesides(recovery.id(), typed, user);
        said(outcome, "已登记到账。", next);
        if (!outcome.problems().isEmpty()) {
            next.addFlashAttribute("typed", typed);
        }
        return "redirect:/recoveries/" + recovery.id();
    }

    /** An appeal was upheld. */
    @PostMapping("/recoveries/{id}/revocations")
    String revoke(@PathVariable String id, @ModelAttribute RevokeRecovery said, RedirectAttributes next) {
        CurrentUser user = reader();
        Recovery recovery = find(id, user);
        if (!RecoveryRights.decides(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        said(desk.revoke(recovery.id(), said, user), "追回决定已撤销，已退回的款项列入待付款。", next);
        return "redirect:/recoveries/" + recovery.id();
    }

    private static void said(Outcome<?> outcome, String done, RedirectAttributes next) {
        if (outcome.problems().isEmpty()) {
            next.addFlashAttribute("done", done);
        } else {
            next.addFlashAttribute(
                    "problems", outcome.problems().stream().map(FieldProblem::message).toList());
        }
    }

    private Row row(Recovery recovery) {
        return new Row(
                recovery.id().toString(),
                recovery.number(),
                recovery.claim().toString(),
                recoveries.caseNumber(recovery),
                views.personName(recovery),
                recovery.state().chineseName(),
                recovery.amount().toString(),
                recovery.state().takesReceipts() ? recovery.open().toString() : "",
                RecoveryViews.moment(recovery.openedAt()));
    }

    private Recovery find(String id, CurrentUser user) {
        return recoveries.find(user.office(), id).orElseThrow(RecoveryPages::notFound);
    }

    private CurrentUser reader() {
        CurrentUser user = signedIn.user();
        if (!RecoveryRights.reads(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private void frame(Model model, CurrentUser user) {
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("demonstration", views.demonstration());
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
