package org.medaid.procedure;

/**
 * Where a process's cases keep that a step is about to be late, or is. A bean of each module whose cases have a history of
 * their own.
 */
public interface CaseDeadlines {

    /** What happened to a step's deadline; the names are the codes that are recorded. */
    enum Event {
        /** The deadline is near, and who has the step was reminded. */
        STEP_REMINDED,
        /** The deadline is over, and the office's manager was asked in. */
        STEP_ESCALATED
    }

    /** The id of the process, for example {@code ApplicationProcess}. */
    String process();

    /** The process variable that holds the case's id. */
    String caseVariable();

    /**
     * Records the event in the caller's transaction.
     *
     * @param caseId what {@link #caseVariable()} holds
     * @param stepName the step's label in the model
     */
    void record(String caseId, Event event, String stepName);
}
