package org.medaid.workbench.figures.web;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.medaid.api.Problems;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.workbench.figures.FigureReaders;
import org.medaid.workbench.figures.OfficeFigures;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page of the office's head, and the same figures for Cockpit's first page and for machines. */
@Controller
@Clause({"M8", "X5"})
class OfficePages {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);

    private final OfficeFigures figures;
    private final FiguresFrame frame;
    private final SignedIn signedIn;
    private final BusinessClock clock;

    OfficePages(OfficeFigures figures, FiguresFrame frame, SignedIn signedIn, BusinessClock clock) {
        this.figures = figures;
        this.frame = frame;
        this.signedIn = signedIn;
        this.clock = clock;
    }

    @GetMapping("/office")
    String office(Model model) {
        frame.into(model, frame.readerOfHospitals());
        return "figures/office";
    }

    /** The office's state as tables; whoever has no right to it gets 403. */
    @GetMapping("/api/v1/office-figures")
    ResponseEntity<Object> figures() {
        CurrentUser user = signedIn.user();
        if (!FigureReaders.mayReadHospitals(user)) {
            return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "只有负责人和审计人员可以查看本机构的业务总览。", "Managers and auditors only");
        }
        List<FigureViews.TableView> tables =
                figures.of(user).stream().map(FigureViews::of).toList();
        return ResponseEntity.ok(Map.of(
                "area", user.office().chineseName(), "asOf", MOMENT.format(clock.now()), "tables", tables));
    }
}
