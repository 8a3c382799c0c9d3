package org.medaid.workbench.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.CurrentUser;
import org.medaid.security.OfficePage;
import org.medaid.security.OfficePages;
import org.medaid.security.SignedIn;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Where everybody finds the pages that answer to them, so that nobody has to know an address. */
@Controller
class MenuPage {

    /** @param pages at least one */
    record Part(String name, List<OfficePage> pages) {}

    private final List<OfficePage> pages;
    private final SignedIn signedIn;
    private final boolean demonstration;

    MenuPage(List<OfficePages> modules, SignedIn signedIn, @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.pages = modules.stream()
                .flatMap(module -> module.pages().stream())
                .sorted(Comparator.comparing(OfficePage::section))
                .toList();
        this.signedIn = signedIn;
        this.demonstration = demonstration;
    }

    @GetMapping("/menu")
    String menu(Model model) {
        CurrentUser user = signedIn.user();
        List<Part> parts = new ArrayList<>();
        for (OfficePage.Section section : OfficePage.Section.values()) {
            List<OfficePage> open = pages.stream()
                    .filter(page -> page.section() == section && page.readers().test(user))
                    .toList();
            if (!open.isEmpty()) {
                parts.add(new Part(section.chineseName(), open));
            }
        }
        model.addAttribute("parts", parts);
        model.addAttribute("areaName", user.area().map(PoolingArea::chineseName).orElse(""));
        model.addAttribute("demonstration", demonstration);
        return "workbench/menu";
    }
}
