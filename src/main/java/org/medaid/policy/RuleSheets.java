package org.medaid.policy;

import java.util.List;
import java.util.Optional;
import org.medaid.kernel.PoolingArea;

/** The rules' tables, for showing them. */
public interface RuleSheets {

    /**
     * One version of an area's rules.
     *
     * @param inForce whether cases that start now go by it
     */
    record Sheets(RuleVersion version, boolean inForce, List<RuleSheet> tables) {}

    /** What cases that start now go by. */
    Sheets inForce(PoolingArea area);

    /** Exactly this version; empty where there never was one. */
    Optional<Sheets> of(RuleVersion version);

    /** The newest version of a table that came with a release and holds for several areas. */
    List<RuleSheet> released(String decision);
}
