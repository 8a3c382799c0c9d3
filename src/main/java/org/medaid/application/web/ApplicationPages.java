package org.medaid.application.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.medaid.application.model.Application;
import org.medaid.kernel.BusinessClock;
import org.medaid.party.Parties;
import org.medaid.party.Town;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.SignedIn;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.domain.PageRequest;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Pages about applications beside the task lists: the office's applications, and one of them. */
@Controller
class ApplicationPages {

    private static final int PAGE_SIZE = 50;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);

    record Row(String id, String number, String maskedName, String category, String town, LocalDate openedOn, String stateName) {}

    record Step(String at, String what, String by, int round) {}

    private final ApplicationAccess access;
    private final ApplicationViews views;
    private final Parties parties;
    private final SignedIn signedIn;
    private final boolean demonstration;

    ApplicationPages(
            ApplicationAccess access,
            ApplicationViews views,
            Parties parties,
            SignedIn signedIn,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.access = access;
        this.views = views;
        this.parties = parties;
        this.signedIn = signedIn;
        this.demonstration = demonstration;
    }

    /** The office's applications, newest first. */
    @GetMapping("/applications")
    @Transactional(readOnly = true)
    public String list(
            @RequestParam(defaultValue = "") String number, @RequestParam(defaultValue = "0") int page, Model model) {
        CurrentUser user = signedIn.user();
        if (!ApplicationAccess.lists(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        int shown = Math.max(page, 0);
        List<Application> found = access.list(user, number.strip(), PageRequest.of(shown, PAGE_SIZE));
        Map<String, String> towns = parties.towns(user.office()).stream().collect(Collectors.toMap(Town::code, Town::name));
        model.addAttribute("rows", found.stream().map(application -> row(application, towns)).toList());
        model.addAttribute("number", number.strip());
        model.addAttribute("page", shown);
        model.addAttribute("more", found.size() == PAGE_SIZE);
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("demonstration", demonstration);
        return "applications/list";
    }

    /** One application with all its steps, and the way for the family to take it back. */
    @GetMapping("/applications/{id}")
    @Transactional(readOnly = true)
    public String one(@PathVariable String id, Model model) {
        CurrentUser user = signedIn.user();
        Application application = access.find(id, user)
                .filter(found -> ApplicationAccess.isCaseStaff(user))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        ApplicationViews.ApplicationView view = views.view(application, user);
        // Not "application": the templates know the servlet context by that name.
        model.addAttribute("shown", view);
        model.addAttribute("steps", view.records().stream()
                .map(record -> new Step(
                        MOMENT.format(Instant.parse(record.at())), record.kindName(), record.byName(), record.round()))
                .toList());
        model.addAttribute("mayWithdraw", user.isIn(Groups.TOWNSHIP_CLERK) && !application.state().isFinal());
        model.addAttribute("outcomeReason", application.outcomeReason().orElse(null));
        model.addAttribute("demonstration", demonstration);
        return "applications/one";
    }

    private Row row(Application application, Map<String, String> towns) {
        String name = parties.person(application.area(), application.applicant().person()).orElseThrow().name();
        return new Row(
                application.id().toString(),
                application.number(),
                name.charAt(0) + "*".repeat(Math.max(name.length() - 1, 1)),
                application.category().chineseName(),
                towns.getOrDefault(application.townCode(), application.townCode()),
                application.openedAt().atZone(BusinessClock.ZONE).toLocalDate(),
                application.state().chineseName());
    }
}
