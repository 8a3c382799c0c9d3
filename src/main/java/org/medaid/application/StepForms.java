package org.medaid.application;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which step a form hands in. Forms are named after their task: {@code check-documents} for UserTask_CheckDocuments. */
public final class StepForms {

    private static final Map<String, Class<? extends ApplicationStep>> STEPS = Stream.of(
                    CheckDocuments.class,
                    ReceiveDocuments.class,
                    ConfirmStatus.class,
                    SurveyHousehold.class,
                    VisitNeighbours.class,
                    AnswerInquiry.class,
                    CompareEconomy.class,
                    CheckOnTheSpot.class,
                    GiveTownshipOpinion.class,
                    HoldDemocraticReview.class,
                    PutUpNotice.class,
                    InvestigateObjection.class,
                    ExamineApplication.class,
                    DetermineApplication.class)
            .collect(Collectors.toUnmodifiableMap(step -> kebab(step.getSimpleName()), step -> step));

    private StepForms() {}

    /** The form of a user task, for example {@code UserTask_CheckDocuments}. */
    public static String ofTask(String taskDefinitionKey) {
        return kebab(taskDefinitionKey.substring(taskDefinitionKey.indexOf('_') + 1));
    }

    /** @throws IllegalArgumentException if there is no such form */
    public static Class<? extends ApplicationStep> step(String form) {
        return find(form).orElseThrow(() -> new IllegalArgumentException("no step for form " + form));
    }

    public static Optional<Class<? extends ApplicationStep>> find(String form) {
        return Optional.ofNullable(STEPS.get(form));
    }

    /** The names of all forms. */
    public static Set<String> names() {
        return STEPS.keySet();
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
