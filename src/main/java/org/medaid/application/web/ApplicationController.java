package org.medaid.application.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.medaid.api.Problems;
import org.medaid.application.ApplicationDesk;
import org.medaid.application.ApplicationId;
import org.medaid.application.ApplicationStep;
import org.medaid.application.OpenApplication;
import org.medaid.application.StepForms;
import org.medaid.application.WithdrawApplication;
import org.medaid.application.model.Application;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.SignedIn;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the forms ask about an application, and the checks that put messages at their fields. */
@RestController
@RequestMapping("/api/v1")
class ApplicationController {

    private final ApplicationDesk desk;
    private final ApplicationAccess access;
    private final ApplicationViews views;
    private final SignedIn signedIn;
    private final ObjectMapper json;

    ApplicationController(
            ApplicationDesk desk,
            ApplicationAccess access,
            ApplicationViews views,
            SignedIn signedIn,
            ObjectMapper json) {
        this.desk = desk;
        this.access = access;
        this.views = views;
        this.signedIn = signedIn;
        this.json = json;
    }

    @GetMapping("/applications/{id}")
    @Transactional(readOnly = true)
    public ResponseEntity<Object> application(@PathVariable String id) {
        CurrentUser user = signedIn.user();
        return access.find(id, user)
                .<ResponseEntity<Object>>map(application -> ResponseEntity.ok(views.view(application, user)))
                .orElseGet(ApplicationController::notFound);
    }

    @GetMapping("/application-options")
    Object options() {
        return views.options(signedIn.user());
    }

    @PostMapping("/application-checks/open-application")
    ResponseEntity<Object> checkNew(@RequestBody OpenApplication command) {
        CurrentUser user = signedIn.user();
        return user.isIn(Groups.TOWNSHIP_CLERK) ? Problems.orNoContent(desk.check(command, user)) : forbidden();
    }

    /** The same checks as at the completion, without doing anything. */
    @PostMapping("/applications/{id}/form-checks/{form}")
    ResponseEntity<Object> checkForm(@PathVariable String id, @PathVariable String form, @RequestBody JsonNode body) {
        CurrentUser user = signedIn.user();
        Optional<Class<? extends ApplicationStep>> step = StepForms.find(form);
        if (step.isEmpty()) {
            return Problems.of(HttpStatus.NOT_FOUND, "FORM_UNKNOWN", "没有这张表单。", "No such form");
        }
        Optional<ApplicationId> application = access.find(id, user).map(Application::id);
        if (application.isEmpty()) {
            return notFound();
        }
        try {
            return Problems.orNoContent(desk.check(application.get(), json.treeToValue(body, step.get()), user));
        } catch (JsonProcessingException e) {
            return Problems.of(HttpStatus.BAD_REQUEST, "FORM_UNREADABLE", "表单内容无法识别。", "Unreadable form");
        }
    }

    @PostMapping("/applications/{id}/withdrawals")
    ResponseEntity<Object> withdraw(@PathVariable String id, @RequestBody WithdrawApplication command) {
        CurrentUser user = signedIn.user();
        Optional<ApplicationId> application = access.find(id, user).map(Application::id);
        if (application.isEmpty()) {
            return notFound();
        }
        if (!user.isIn(Groups.TOWNSHIP_CLERK)) {
            return forbidden();
        }
        return Problems.orNoContent(desk.withdraw(application.get(), command, user).problems());
    }

    private static ResponseEntity<Object> notFound() {
        return Problems.of(HttpStatus.NOT_FOUND, "APPLICATION_NOT_FOUND", "没有找到这件申请。", "No such application");
    }

    private static ResponseEntity<Object> forbidden() {
        return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "您没有办理此事项的权限。", "Not allowed");
    }
}
