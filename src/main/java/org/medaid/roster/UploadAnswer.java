package org.medaid.roster;

import java.util.List;
import org.medaid.api.FieldProblem;

/** What became of a step with an uploaded file. */
public sealed interface UploadAnswer {

    /** @param upload as it is now */
    record Done(Upload upload) implements UploadAnswer {}

    /** @param problems at least one */
    record Refused(List<FieldProblem> problems) implements UploadAnswer {}

    /** There is no such file, or it is not for this user to see. */
    record NotFound() implements UploadAnswer {}
}
