package org.medaid.workbench.help.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.ProcedureParameterKey;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.workbench.help.Guide;
import org.medaid.workbench.help.Guides;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The guides as pages. They are no secret among staff; who has not signed in reads the public one. */
@Controller
class HelpPages {

    private static final String WORKING_DAYS = "（工作日）";

    private final Guides guides;
    private final ProcedureParameters parameters;
    private final SignedIn signedIn;
    private final boolean demonstration;

    HelpPages(
            Guides guides,
            ProcedureParameters parameters,
            SignedIn signedIn,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.guides = guides;
        this.parameters = parameters;
        this.signedIn = signedIn;
        this.demonstration = demonstration;
    }

    /**
     * A step as the reader's own office does it.
     *
     * @param limits each a whole sentence
     */
    record ShownStep(Guide.Step step, List<String> limits) {}

    @GetMapping("/help")
    public String home(Model model) {
        List<Guide> own = guides.of(signedIn.user());
        model.addAttribute("own", own);
        model.addAttribute("others", guides.all().stream().filter(guide -> !own.contains(guide)).toList());
        model.addAttribute("demonstration", demonstration);
        return "help/home";
    }

    /** Where the word 帮助 leads from every page: to the reader's guide, or to the list where there is not just one. */
    @GetMapping("/help/mine")
    public String mine() {
        List<Guide> own = guides.of(signedIn.user());
        return "redirect:/help" + (own.size() == 1 ? "/" + own.get(0).name() : "");
    }

    @GetMapping("/help/{name:[a-z][a-z-]*}")
    public String guide(@PathVariable String name, Model model, HttpServletResponse response) throws IOException {
        return shown(name, signedIn.user().area(), model, response) ? "help/guide" : null;
    }

    /** Nobody is signed in here, also where the reader is somebody of the staff. */
    @GetMapping("/help/" + Guide.PUBLIC + "{rest:[a-z-]+}")
    public String publicGuide(@PathVariable String rest, Model model, HttpServletResponse response) throws IOException {
        return shown(Guide.PUBLIC + rest, Optional.empty(), model, response) ? "help/public" : null;
    }

    /** An unknown guide leads to the page that says so: readers type addresses, and a problem in JSON tells them nothing. */
    private boolean shown(String name, Optional<PoolingArea> area, Model model, HttpServletResponse response)
            throws IOException {
        Optional<Guide> found = guides.find(name);
        if (found.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return false;
        }
        Guide guide = found.get();
        model.addAttribute("guide", guide);
        model.addAttribute("steps", guide.steps().stream()
                .map(step -> new ShownStep(
                        step, step.deadlines().stream().map(code -> limit(code, area)).toList()))
                .toList());
        model.addAttribute("demonstration", demonstration);
        return true;
    }

    /** What an office has set, with the article that leaves it to the office; each office has its own figure. */
    private String limit(String code, Optional<PoolingArea> area) {
        ProcedureParameterKey key = parameters
                .key(code)
                .orElseThrow(() -> new IllegalStateException("a guide names a deadline that does not exist: " + code));
        boolean workingDays = key.chineseName().endsWith(WORKING_DAYS);
        String name = workingDays
                ? key.chineseName().substring(0, key.chineseName().length() - WORKING_DAYS.length())
                : key.chineseName();
        return area.map(office -> {
                    String value = parameters.value(office, key);
                    return name + "：" + key.choices().getOrDefault(value, value) + (workingDays ? "个工作日" : "")
                            + "（本机构设定，依据" + key.basis(office) + "）。";
                })
                .orElse(name + "：由各经办机构设定。");
    }
}
