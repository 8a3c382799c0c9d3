package org.medaid.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.medaid.api.FieldProblem;
import org.springframework.stereotype.Component;

/** What a form hands over with its completion: one transient variable, JSON, never stored by the engine. */
@Component
public class FormPayload {

    private static final String VARIABLE = "form";

    private final ObjectMapper json;

    FormPayload(ObjectMapper json) {
        this.json = json;
    }

    /** @throws RefusedForm if nothing was handed over, or nothing that can be read */
    public <T> T read(VariableScope scope, Class<T> type) {
        Object text = scope.getVariable(VARIABLE);
        if (!(text instanceof String payload)) {
            throw new RefusedForm(List.of(new FieldProblem("", "FORM_MISSING", "表单内容没有提交，请重新打开任务后再试。")));
        }
        try {
            return json.readValue(payload, type);
        } catch (JsonProcessingException e) {
            // The parser's own message would quote the payload.
            throw new RefusedForm(List.of(new FieldProblem("", "FORM_UNREADABLE", "表单内容无法识别，请重新打开任务后再试。")));
        }
    }
}
