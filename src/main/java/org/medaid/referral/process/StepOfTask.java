package org.medaid.referral.process;

import java.util.Map;
import org.medaid.referral.ReferralStep;

/** Which step a task's form hands in. */
final class StepOfTask {

    private static final Map<String, Class<? extends ReferralStep>> STEPS = Map.of(
            "UserTask_WriteSummary", ReferralStep.WriteSummary.class,
            "UserTask_AgreeReferral", ReferralStep.AgreeReferral.class,
            "UserTask_StampReferral", ReferralStep.StampReferral.class,
            "UserTask_FileReferral", ReferralStep.FileReferral.class,
            "UserTask_ReviewFiling", ReferralStep.ReviewFiling.class);

    private StepOfTask() {}

    /** The step of a user task, for example {@code UserTask_StampReferralTier2}. */
    static Class<? extends ReferralStep> step(String taskDefinitionKey) {
        return STEPS.get(taskDefinitionKey.replaceAll("Tier[23]$", ""));
    }

    /** {@code Tier2} or {@code Tier3}, as the process's variables end. */
    static String tier(String taskDefinitionKey) {
        return taskDefinitionKey.substring(taskDefinitionKey.length() - "Tier2".length());
    }
}
