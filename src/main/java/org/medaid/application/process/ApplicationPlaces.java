package org.medaid.application.process;

import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.medaid.application.ApplicationActs;
import org.medaid.application.InquiryTarget;
import org.springframework.stereotype.Component;

/** Who is asked: the group of a department. Public because the process calls it by name. */
@Component("applicationPlaces")
public class ApplicationPlaces {

    private final ApplicationActs acts;

    ApplicationPlaces(ApplicationActs acts) {
        this.acts = acts;
    }

    /** The group of the department that certifies the status asked for. */
    public String certifier(DelegateExecution execution) {
        return acts.certifier(ApplicationVariables.application(execution));
    }

    /** Whom to send letters of inquiry. */
    public List<String> inquiries(DelegateExecution execution) {
        return Stream.of(InquiryTarget.values()).map(Enum::name).toList();
    }

    public String department(String target) {
        return InquiryTarget.valueOf(target).group();
    }
}
