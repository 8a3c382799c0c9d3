package org.medaid.settlement.statement.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import org.medaid.api.Problems;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.settlement.statement.Statement;
import org.medaid.settlement.statement.StatementDesk;
import org.medaid.settlement.statement.StatementStep;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the forms ask about a statement, and the checks that put messages at their fields. */
@RestController
@RequestMapping("/api/v1")
class StatementController {

    private static final Map<String, Class<? extends StatementStep>> FORMS = Map.of(
            "confirm-statement", StatementStep.ConfirmStatement.class,
            "review-disputes", StatementStep.ReviewDisputes.class,
            "approve-statement", StatementStep.ApproveStatement.class,
            "review-self-paid", StatementStep.ReviewSelfPaid.class,
            "approve-statement-finance", StatementStep.FinanceApproval.class);

    private final StatementDesk desk;
    private final StatementAccess access;
    private final StatementViews views;
    private final SignedIn signedIn;
    private final ObjectMapper json;
    private final boolean demonstration;

    StatementController(
            StatementDesk desk,
            StatementAccess access,
            StatementViews views,
            SignedIn signedIn,
            ObjectMapper json,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.desk = desk;
        this.access = access;
        this.views = views;
        this.signedIn = signedIn;
        this.json = json;
        this.demonstration = demonstration;
    }

    @GetMapping("/hospital-statements/{id}")
    ResponseEntity<Object> statement(@PathVariable String id) {
        CurrentUser user = signedIn.user();
        return access.find(id, user)
                .<ResponseEntity<Object>>map(statement ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(views.view(statement, user)))
                .orElseGet(StatementController::notFound);
    }

    @GetMapping("/hospital-statement-options")
    Object options() {
        return Map.of("demonstration", demonstration);
    }

    /** The same checks as at the completion, without doing anything. */
    @PostMapping("/hospital-statements/{id}/form-checks/{form}")
    ResponseEntity<Object> checkForm(@PathVariable String id, @PathVariable String form, @RequestBody JsonNode body) {
        CurrentUser user = signedIn.user();
        Optional<Statement> statement = access.find(id, user);
        Class<? extends StatementStep> step = FORMS.get(form);
        if (statement.isEmpty() || step == null) {
            return notFound();
        }
        try {
            return Problems.orNoContent(desk.check(statement.get().id(), json.treeToValue(body, step), user));
        } catch (JsonProcessingException e) {
            return Problems.of(HttpStatus.BAD_REQUEST, "FORM_UNREADABLE", "表单内容无法识别。", "Unreadable form");
        }
    }

    private static ResponseEntity<Object> notFound() {
        return Problems.of(HttpStatus.NOT_FOUND, "STATEMENT_NOT_FOUND", "没有找到这张结算单。", "No such statement");
    }
}
