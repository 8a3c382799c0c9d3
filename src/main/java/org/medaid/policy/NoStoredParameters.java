package org.medaid.policy;

import java.time.LocalDate;
import org.medaid.kernel.PoolingArea;
import org.springframework.stereotype.Component;

/** Every figure has to come with the request. */
@Component
class NoStoredParameters implements ParameterBook {

    @Override
    public OfficeParameterValues inForce(PoolingArea area, LocalDate day) {
        return OfficeParameterValues.NONE;
    }
}
