package org.medaid.claim.web;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.claim.Recalculations;
import org.medaid.claim.Recalculations.Outcome;
import org.medaid.claim.persistence.RecalculationRows;
import org.medaid.kernel.BusinessClock;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.SignedIn;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of settled bills to be looked at again, because the roster was changed backwards. */
@Controller
class RecalculationPages {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);

    record Row(
            String id,
            String claim,
            String caseNumber,
            String dischargedOn,
            String why,
            String listedAt,
            String outcome,
            String remark,
            String closed) {}

    private final Recalculations recalculations;
    private final StaffNames names;
    private final SignedIn signedIn;
    private final boolean demonstration;

    RecalculationPages(
            Recalculations recalculations,
            StaffNames names,
            SignedIn signedIn,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.recalculations = recalculations;
        this.names = names;
        this.signedIn = signedIn;
        this.demonstration = demonstration;
    }

    @GetMapping("/claims/recalculations")
    String list(Model model) {
        CurrentUser user = reader();
        model.addAttribute("rows", recalculations.of(user).stream().map(this::row).toList());
        model.addAttribute("outcomes", Outcome.values());
        model.addAttribute("mayClose", user.isIn(Groups.AGENCY_CLERK) || user.isIn(Groups.AGENCY_CHECKER));
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("demonstration", demonstration);
        return "recalculations";
    }

    @PostMapping("/claims/recalculations/{id}/outcomes")
    String close(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String remark,
            RedirectAttributes next) {
        List<FieldProblem> problems = recalculations.close(reader(), id, outcome, remark);
        if (!problems.isEmpty()) {
            next.addFlashAttribute("problem", problems.get(0).message());
        }
        return "redirect:/claims/recalculations";
    }

    private CurrentUser reader() {
        CurrentUser user = signedIn.user();
        if (!ClaimAccess.lists(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private Row row(RecalculationRows.Row row) {
        String why = row.change()
                .map(change -> switch (change) {
                    case ENTERED -> "自" + row.from() + "起补录为“" + categoryName(row) + "”";
                    case ENDED -> "自" + row.from() + "起不再是“" + categoryName(row) + "”（事后登记）";
                    case ANNULLED -> "“" + categoryName(row) + "”的名单记录事后撤销";
                })
                .orElse("为" + row.from() + "入院补办了转诊备案");
        return new Row(
                row.id().toString(),
                row.claim().toString(),
                row.caseNumber(),
                row.dischargedOn().toString(),
                why,
                MOMENT.format(row.listedAt()),
                row.outcome().map(code -> Outcome.valueOf(code).chineseName()).orElse(""),
                row.remark().orElse(""),
                row.closedBy().map(by -> names.displayName(by) + "，" + MOMENT.format(row.closedAt().orElseThrow()))
                        .orElse(""));
    }

    private static String categoryName(RecalculationRows.Row row) {
        return row.category().orElseThrow().chineseName();
    }
}
