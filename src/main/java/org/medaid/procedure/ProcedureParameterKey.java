package org.medaid.procedure;

import java.util.Map;
import java.util.Optional;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;

/** Something an office sets for its own procedure. Each module has its keys as one enum. */
public interface ProcedureParameterKey {

    /** What it is called, and which values it takes. */
    ParameterForm form();

    /** Where the freedom of an area's office to set it comes from. */
    Citation basis(PoolingArea area);

    /** Stable and unique among all modules, for example {@code claim.check-working-days}. */
    default String code() {
        return form().code();
    }

    /** What the office calls it, with the unit. */
    default String chineseName() {
        return form().chineseName();
    }

    /** What is wrong with a value, in Chinese; empty if nothing is. */
    default Optional<String> problem(String value) {
        return form().problem(value);
    }

    /** The values to choose from with their Chinese names; empty where the value is typed. */
    default Map<String, String> choices() {
        return form().choices();
    }
}
