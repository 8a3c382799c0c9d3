package org.medaid.policy;

import java.time.LocalDate;
import org.medaid.kernel.PoolingArea;

/** Where the approved office parameters are found. */
public interface ParameterBook {

    /** The values of an area that are in force on a day; empty where the office has approved none. */
    OfficeParameterValues inForce(PoolingArea area, LocalDate day);
}
