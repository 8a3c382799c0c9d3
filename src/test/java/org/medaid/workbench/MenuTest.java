package org.medaid.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.security.CurrentUser;
import org.medaid.security.OfficePage;
import org.medaid.security.OfficePages;
import org.medaid.security.StaffDirectory;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.stereotype.Controller;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who looks for a page finds it in the menu, and what is in the menu answers. */
@IntegrationTest
@Clause("X6")
class MenuTest {

    /** Found from the page named behind it, or not for staff. */
    private static final Set<String> ELSEWHERE = Set.of(
            "/menu",
            "/login",
            "/", "/error",
            "/help/mine", // leads to one of /help
            "/ledger/entries", // from an account of /ledger
            "/payments/orders", // from a fund of /payments
            "/seals", // from a stamped letter
            "/notices", "/progress", "/verify"); // the public's

    @LocalServerPort
    private int port;

    @Autowired
    private List<OfficePages> modules;

    @Autowired
    private StaffDirectory staff;

    @Autowired
    private IdentityService identities;

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Test
    void everybody_is_shown_the_pages_that_answer_to_them_and_no_other() {
        List<String> wrong = new ArrayList<>();
        for (String area : List.of("heshan", "fushun")) {
            Office office = new Office(port, area);
            for (User user : users(area)) {
                CurrentUser who = staff.find(user.getId()).orElseThrow();
                Browser browser = office.as(user.getId().substring(area.length() + 1));
                String menu = browser.get("/menu").body();
                for (OfficePage page : pages()) {
                    boolean shown = menu.contains("href=\"" + page.address() + "\"");
                    int status = browser.get(page.address()).statusCode();
                    if (shown != page.readers().test(who) || shown != (status == 200)) {
                        wrong.add(user.getId() + " " + page.address() + " " + status + (shown ? " shown" : " not shown"));
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void no_page_of_the_office_is_left_out_of_the_menu() {
        Set<String> named = pages().stream().map(OfficePage::address).collect(Collectors.toSet());
        Set<String> mapped = requestMappingHandlerMapping.getHandlerMethods().entrySet().stream()
                .filter(one -> isPage(one.getValue()))
                .filter(one -> one.getKey().getMethodsCondition().getMethods().stream().anyMatch(m -> m.name().equals("GET")))
                .flatMap(one -> one.getKey().getPatternValues().stream())
                .filter(address -> !address.contains("{") && !address.contains(".") && !ELSEWHERE.contains(address))
                .collect(Collectors.toSet());

        assertThat(mapped).isNotEmpty().isSubsetOf(named);
    }

    private static boolean isPage(HandlerMethod method) {
        return method.getBeanType().isAnnotationPresent(Controller.class) && method.getReturnType().getParameterType() == String.class;
    }

    private List<User> users(String area) {
        return identities.createUserQuery().list().stream().filter(user -> user.getId().startsWith(area + "-")).toList();
    }

    private List<OfficePage> pages() {
        return modules.stream().flatMap(module -> module.pages().stream()).toList();
    }
}
