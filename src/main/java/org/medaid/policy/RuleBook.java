package org.medaid.policy;

import java.util.Optional;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.model.RuleFile;

/** Where the rules are found, in every version that was ever used. */
public interface RuleBook {

    /** The newest rules of an area. */
    RuleFile latest(PoolingArea area);

    /** The rules with exactly this content. */
    Optional<RuleFile> of(RuleVersion version);

    /**
     * The rules that came with a deployment, so that a running case keeps those it started with; the newest of the area
     * if that deployment brought none.
     */
    RuleFile in(String deploymentId, PoolingArea area);
}
