package org.medaid.application.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.medaid.api.Outcome;
import org.medaid.application.ApplicationDesk;
import org.medaid.application.OpenApplication;
import org.medaid.application.Track;
import org.medaid.engine.FormPayload;
import org.medaid.engine.RefusedForm;
import org.medaid.security.SignedIn;
import org.springframework.stereotype.Component;

/** The start form has been sent: the desk opens the application, the process gets its id and its track. */
@Component("applicationOpened")
class ApplicationOpened implements ExecutionListener {

    private final FormPayload payload;
    private final ApplicationDesk desk;
    private final SignedIn signedIn;

    ApplicationOpened(FormPayload payload, ApplicationDesk desk, SignedIn signedIn) {
        this.payload = payload;
        this.desk = desk;
        this.signedIn = signedIn;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Outcome<ApplicationDesk.Opened> outcome =
                desk.open(payload.read(execution, OpenApplication.class), signedIn.user());
        if (!(outcome instanceof Outcome.Done<ApplicationDesk.Opened> opened)) {
            throw new RefusedForm(outcome.problems());
        }
        execution.setVariable(
                ApplicationVariables.APPLICATION_ID, opened.value().application().toString());
        execution.setVariable(ApplicationVariables.STATUS_CERTIFIED, opened.value().track() == Track.CERTIFIED);
        execution.setProcessBusinessKey(opened.value().number());
    }
}
