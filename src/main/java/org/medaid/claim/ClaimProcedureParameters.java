package org.medaid.claim;

import java.util.List;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameterKey;
import org.springframework.stereotype.Component;

/** What an office may set for the settlement of bills. */
@Component
class ClaimProcedureParameters implements ProcedureParameterCatalogue {

    @Override
    public List<? extends ProcedureParameterKey> keys() {
        return List.of(ProcedureParameter.values());
    }
}
