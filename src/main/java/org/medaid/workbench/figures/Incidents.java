package org.medaid.workbench.figures;

import java.time.Instant;
import java.util.List;
import org.medaid.kernel.PoolingArea;

/** Cases that have come to a stop because a step of the system failed. */
public interface Incidents {

    /**
     * @param kind what failed: {@code STEP}, {@code TIMER} or {@code OTHER}
     * @param step the label of the step
     * @param number the case's number
     */
    record Incident(String id, String kind, String process, String step, String number, String instance, Instant since) {}

    /** The office's, oldest first, at most so many. */
    List<Incident> of(PoolingArea area, int most);

    long count(PoolingArea area);
}
