package org.medaid.document;

import org.medaid.security.CurrentUser;

/** What a module says of the files that belong to its cases, for users who do not work for all townships of their office. */
public interface SubjectReaders {

    /** The type of the subjects it speaks of, see {@link Subject#type()}. */
    String subjectType();

    /** Whether the user's townships reach this subject. */
    boolean reaches(CurrentUser reader, String subjectId);
}
