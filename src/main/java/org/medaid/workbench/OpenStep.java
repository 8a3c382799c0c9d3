package org.medaid.workbench;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;

/**
 * A step of a case that waits for somebody.
 *
 * @param task the engine's id of the task
 * @param number the case's number
 * @param person whom the case is about; empty for statements and payments
 * @param town the township's code, for a household's application and for the review of somebody who has once applied
 * @param hospital the hospital's code
 * @param stepKey the step's id in the model
 * @param step its label
 * @param groups the groups any of whose members may take it
 * @param assignee who has it
 */
public record OpenStep(
        String task,
        CaseKind kind,
        UUID caseId,
        String number,
        PoolingArea area,
        Optional<PersonId> person,
        Optional<String> town,
        Optional<String> hospital,
        String stepKey,
        String step,
        List<String> groups,
        Optional<String> assignee,
        Instant createdAt,
        Optional<Instant> dueAt) {}
