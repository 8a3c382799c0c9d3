package org.medaid.settlement.statement;

/** What a statement tells its process. */
public interface StatementCourse {

    /** A statement begins its way, in the office's name. */
    void drawn(Statement statement);
}
