package org.medaid.notice;

import java.util.List;
import org.medaid.api.FieldProblem;

/** What became of an objection somebody wanted to raise. */
public sealed interface ObjectionAnswer {

    /**
     * @param reference what the person may ask by, for example {@code YY-7K3M-Q2XD}; it says nothing about the case
     */
    record Raised(ObjectionId id, String reference) implements ObjectionAnswer {}

    /** @param problems with the fields notice, content, name, phone, receivedOn, attachments; not empty */
    record Refused(List<FieldProblem> problems) implements ObjectionAnswer {}
}
