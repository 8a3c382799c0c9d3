package org.medaid.engine;

import java.util.List;
import org.camunda.bpm.engine.exception.NotValidException;

/** A file of a deployment was found at fault; nothing was deployed. */
public class RefusedDeployment extends NotValidException {

    private static final long serialVersionUID = 1L;

    /** @param faults plain Chinese */
    RefusedDeployment(List<String> faults) {
        super("部署被拒绝：" + String.join("；", faults));
    }
}
