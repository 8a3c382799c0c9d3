package org.medaid.settlement.recovery;

/** What a recovery tells its process, where something happens outside of a task. */
public interface RecoveryCourse {

    /** All of it has come in by a receipt entered on its page, or by an offset. */
    void covered(Recovery recovery);

    /** An appeal was upheld. */
    void revoked(Recovery recovery);
}
