package org.medaid.application.process;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.application.AnswerInquiry;
import org.medaid.application.ApplicationActs;
import org.medaid.application.ApplicationDesk;
import org.medaid.application.ApplicationId;
import org.medaid.application.ApplicationStep;
import org.medaid.application.CheckDocuments;
import org.medaid.application.DetermineApplication;
import org.medaid.application.ExamineApplication;
import org.medaid.application.HoldDemocraticReview;
import org.medaid.application.InvestigateObjection;
import org.medaid.application.StepForms;
import org.medaid.engine.FormPayload;
import org.medaid.engine.RefusedForm;
import org.medaid.security.SignedIn;
import org.springframework.stereotype.Component;

/** A task's form has been sent: the desk takes the step, the process gets the answer its next gateway asks for. */
@Component("applicationTaskCompleted")
class ApplicationTaskCompleted implements TaskListener {

    private final FormPayload payload;
    private final ApplicationDesk desk;
    private final ApplicationActs acts;
    private final SignedIn signedIn;

    ApplicationTaskCompleted(FormPayload payload, ApplicationDesk desk, ApplicationActs acts, SignedIn signedIn) {
        this.payload = payload;
        this.desk = desk;
        this.acts = acts;
        this.signedIn = signedIn;
    }

    @Override
    public void notify(DelegateTask task) {
        ApplicationId application = ApplicationVariables.application(task);
        String form = StepForms.ofTask(task.getTaskDefinitionKey());
        ApplicationStep step = payload.read(task, StepForms.step(form));
        require(step, task);
        Outcome<ApplicationStep> outcome = desk.take(application, step, signedIn.user());
        if (!(outcome instanceof Outcome.Done<ApplicationStep>)) {
            throw new RefusedForm(outcome.problems());
        }
        answer(step, application, task);
    }

    /** A form that stands for one of several equal tasks must be about its own. */
    private static void require(ApplicationStep step, DelegateTask task) {
        boolean own = true;
        if (step instanceof AnswerInquiry answer) {
            own = ApplicationVariables.target(task).name().equals(answer.target());
        } else if (step instanceof InvestigateObjection investigated) {
            own = String.valueOf(task.getVariable(ApplicationVariables.OBJECTION_ID)).equals(investigated.objectionId());
        }
        if (!own) {
            throw new RefusedForm(List.of(new FieldProblem("", "OTHER_TASK", "表单与任务不符，请重新打开任务后再试。")));
        }
    }

    private void answer(ApplicationStep step, ApplicationId application, DelegateTask task) {
        if (step instanceof CheckDocuments checked) {
            task.setVariable(ApplicationVariables.DOCUMENTS_DECISION, checked.decision());
        } else if (step instanceof HoldDemocraticReview) {
            task.setVariable(ApplicationVariables.REVIEW_PASSED, acts.reviewPassed(application));
        } else if (step instanceof InvestigateObjection investigated) {
            // Several objections may be open at once: the answer belongs to this one.
            task.getExecution().setVariableLocal(ApplicationVariables.OBJECTION_DECISION, investigated.decision());
        } else if (step instanceof ExamineApplication examined) {
            task.setVariable(ApplicationVariables.PROPOSAL, examined.proposal());
        } else if (step instanceof DetermineApplication determined) {
            task.setVariable(ApplicationVariables.DETERMINATION, determined.decision());
        }
    }
}
