package org.medaid.claim.process;

import java.util.List;
import java.util.stream.Collectors;
import org.medaid.api.FieldProblem;
import org.medaid.engine.RefusedForm;

/**
 * The desk refused what a form handed over: the completion is undone as a whole.
 *
 * <p>The form has asked beforehand and shown each message at its field; this is the last word for everybody who got past
 * that, and the engine answers it with HTTP 400. The messages name fields and rules, never a person.
 */
class FormRefused extends RefusedForm {

    FormRefused(List<FieldProblem> problems) {
        super(problems.stream().map(FieldProblem::message).collect(Collectors.joining(" ")));
    }
}
