package org.medaid.settlement;

import java.time.YearMonth;
import org.medaid.kernel.PoolingArea;

/** Whether somebody else has paid the persons already and is paid back by a statement of its own. */
public interface LaidOutByOthers {

    /** @param month in which the bills were settled; then the office owes the persons nothing more */
    boolean in(PoolingArea area, YearMonth month);
}
