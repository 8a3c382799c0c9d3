package org.medaid.engine;

import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;

/**
 * What a form handed over is refused: the engine undoes the start or completion and answers HTTP 400.
 *
 * <p>Any other exception of a listener would be answered as a fault of the server.
 */
public class RefusedForm extends FormFieldValidationException {

    /** @param message Chinese sentences for the person at the screen; they name fields and rules, never a person */
    public RefusedForm(String message) {
        super(null, message);
    }
}
