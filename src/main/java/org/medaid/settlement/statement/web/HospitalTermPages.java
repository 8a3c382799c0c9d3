package org.medaid.settlement.statement.web;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.medaid.api.FieldProblem;
import org.medaid.claim.DiscountsGiven;
import org.medaid.kernel.Clause;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.security.StaffDirectory;
import org.medaid.settlement.statement.HospitalTerms;
import org.medaid.settlement.statement.HospitalTerms.Decide;
import org.medaid.settlement.statement.HospitalTerms.EnterAdvance;
import org.medaid.settlement.statement.HospitalTerms.EnterDeduction;
import org.medaid.settlement.statement.HospitalTerms.Term;
import org.medaid.settlement.statement.StatementParameter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Where an office's people enter deductions and advances, and others decide upon them. */
@Controller
@Clause({"M1", "C12", "M10"})
class HospitalTermPages {

    record Row(
            String id, String hospital, String amount, String what, String reason, String by, String state, boolean waits) {}

    record DiscountRow(String hospital, String what, int bills, String atCounter, String toGiveBack) {}

    private final HospitalTerms terms;
    private final DiscountsGiven discounts;
    private final Parties parties;
    private final StaffDirectory staff;
    private final SignedIn signedIn;
    private final boolean demonstration;

    HospitalTermPages(
            HospitalTerms terms,
            DiscountsGiven discounts,
            Parties parties,
            StaffDirectory staff,
            SignedIn signedIn,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.terms = terms;
        this.discounts = discounts;
        this.parties = parties;
        this.staff = staff;
        this.signedIn = signedIn;
        this.demonstration = demonstration;
    }

    @GetMapping("/hospital-deductions")
    String list(Model model) {
        CurrentUser user = reader();
        model.addAttribute("deductions", terms.deductions(user.office()).stream().map(this::row).toList());
        model.addAttribute("advances", terms.advances(user.office()).stream().map(this::row).toList());
        model.addAttribute("deductionBasis", HospitalTerms.deductions(user).map(basis -> "（" + basis + "）").orElse(""));
        model.addAttribute("advanceBasis", "（" + StatementParameter.article(user.office()) + "）");
        model.addAttribute("discountsKnown", DiscountsGiven.known(user.office()));
        model.addAttribute("discounts", discounts.of(user.office()).stream().map(this::row).toList());
        model.addAttribute("enters", HospitalTerms.mayEnter(user));
        model.addAttribute("decides", HospitalTerms.mayDecide(user));
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("demonstration", demonstration);
        model.asMap().putIfAbsent("sent", Map.of());
        model.asMap().putIfAbsent("problems", Map.of());
        return "statements/deductions";
    }

    @PostMapping("/hospital-deductions")
    String enterDeduction(@ModelAttribute DeductionForm form, RedirectAttributes next) {
        return answered(
                terms.enter(
                                new EnterDeduction(
                                        form.hospital(), form.base(), form.factor(), form.agreement(), form.reason()),
                                reader())
                        .problems(),
                "deduction",
                "已录入扣款，待负责人审批。",
                form.sent(),
                next);
    }

    @PostMapping("/hospital-advances")
    String enterAdvance(@ModelAttribute AdvanceForm form, RedirectAttributes next) {
        return answered(
                terms.enter(new EnterAdvance(form.hospital(), form.amount(), form.basis()), reader()).problems(),
                "advance",
                "已录入预付款，待负责人审批。",
                form.sent(),
                next);
    }

    @PostMapping("/hospital-deductions/{id}/decisions")
    String decideDeduction(@PathVariable UUID id, @ModelAttribute DecisionForm form, RedirectAttributes next) {
        return answered(
                terms.decideDeduction(id, new Decide(form.decision(), form.note()), reader()).problems(),
                "decision",
                "已审批。",
                Map.of(),
                next);
    }

    @PostMapping("/hospital-advances/{id}/decisions")
    String decideAdvance(@PathVariable UUID id, @ModelAttribute DecisionForm form, RedirectAttributes next) {
        return answered(
                terms.decideAdvance(id, new Decide(form.decision(), form.note()), reader()).problems(),
                "decision",
                "已审批。",
                Map.of(),
                next);
    }

    record DeductionForm(String hospital, String base, String factor, String agreement, String reason) {
        Map<String, String> sent() {
            return Map.of(
                    "d.hospital", text(hospital), "d.base", text(base), "d.factor", text(factor),
                    "d.agreement", text(agreement), "d.reason", text(reason));
        }
    }

    record AdvanceForm(String hospital, String amount, String basis) {
        Map<String, String> sent() {
            return Map.of("a.hospital", text(hospital), "a.amount", text(amount), "a.basis", text(basis));
        }
    }

    record DecisionForm(String decision, String note) {}

    private static String text(String sent) {
        return sent == null ? "" : sent;
    }

    private static String answered(
            List<FieldProblem> problems, String what, String done, Map<String, String> sent, RedirectAttributes next) {
        if (problems.isEmpty()) {
            next.addFlashAttribute("done", done);
        } else {
            next.addFlashAttribute("sent", sent);
            next.addFlashAttribute(
                    "problems",
                    problems.stream().collect(Collectors.toMap(
                            problem -> what + "." + problem.field(), FieldProblem::message, (one, other) -> one + other)));
        }
        return "redirect:/hospital-deductions";
    }

    static boolean reads(CurrentUser user) {
        return user.area().isPresent() && StatementAccess.opensCases(user);
    }

    private CurrentUser reader() {
        CurrentUser user = signedIn.user();
        if (!reads(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private DiscountRow row(DiscountsGiven.Line line) {
        return new DiscountRow(
                parties.hospital(line.hospital()).map(Hospital::name).orElse(line.hospital()),
                line.discount().chineseName(),
                line.bills(),
                line.atCounter().toString(),
                line.toGiveBack().toString());
    }

    private Row row(Term term) {
        return new Row(
                term.id().toString(),
                parties.hospital(term.hospital()).map(Hospital::name).orElse(term.hospital()),
                term.amount().toString(),
                term.what(),
                term.reason(),
                name(term.enteredBy()),
                state(term),
                term.approved().isEmpty());
    }

    private String state(Term term) {
        if (term.approved().isEmpty()) {
            return "待审批";
        }
        String by = term.decidedBy().map(this::name).orElse("");
        if (!term.approved().get()) {
            return "不同意（" + by + "）：" + term.note().orElse("");
        }
        return "已同意（" + by + "）" + term.statement().map(number -> "，已在" + number + "中扣除").orElse("");
    }

    private String name(String user) {
        return staff.find(user).map(CurrentUser::displayName).orElse(user);
    }
}
