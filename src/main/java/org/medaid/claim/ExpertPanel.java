package org.medaid.claim;

import java.util.List;
import org.medaid.kernel.PoolingArea;

/** The experts an office can call upon. */
public interface ExpertPanel {

    /** @param id the sign-in name */
    record Expert(String id, String name) {}

    List<Expert> experts(PoolingArea area);
}
