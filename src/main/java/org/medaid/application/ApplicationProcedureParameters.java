package org.medaid.application;

import java.util.ArrayList;
import java.util.List;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** What an office may set for the procedure of recognition and for the subsidy that comes with it. */
@Component
class ApplicationProcedureParameters implements ProcedureParameterCatalogue {

    @Override
    public List<? extends ProcedureParameterKey> keys() {
        List<ProcedureParameterKey> keys = new ArrayList<>(List.of(ApplicationParameter.values()));
        keys.addAll(SubsidyParameter.all());
        return keys;
    }
}
