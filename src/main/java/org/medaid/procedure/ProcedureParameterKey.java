package org.medaid.procedure;

import java.util.Map;
import java.util.Optional;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;

/** Something an office sets for its own procedure. Each module has its keys as one enum. */
public interface ProcedureParameterKey {

    /** Stable and unique among all modules, for example {@code claim.check-working-days}. */
    String code();

    /** What the office calls it, with the unit. */
    String chineseName();

    /** Where the freedom of an area's office to set it comes from. */
    Citation basis(PoolingArea area);

    /** What is wrong with a value, in Chinese; empty if nothing is. */
    Optional<String> problem(String value);

    /** The values to choose from with their Chinese names; empty where the value is a number. */
    default Map<String, String> choices() {
        return Map.of();
    }
}
