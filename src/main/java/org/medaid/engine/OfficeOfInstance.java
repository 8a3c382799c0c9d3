package org.medaid.engine;

import java.util.List;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProvider;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderCaseInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderHistoricDecisionInstanceContext;
import org.camunda.bpm.engine.impl.cfg.multitenancy.TenantIdProviderProcessInstanceContext;
import org.camunda.bpm.engine.impl.context.Context;

/**
 * Definitions are shared by all offices; each instance belongs to exactly one.
 *
 * <p>An instance without an office would be seen by every office. So it takes the office of the case that started it,
 * else of the user who did, and where there is none it is not started. A user of several offices, as of a hospital, names
 * one of them in the variable {@code office}.
 */
final class OfficeOfInstance implements TenantIdProvider {

    private static final String OFFICE = "office";

    @Override
    public String provideTenantIdForProcessInstance(TenantIdProviderProcessInstanceContext context) {
        return officeOf(context.getSuperExecution(), context.getVariables().get(OFFICE));
    }

    @Override
    public String provideTenantIdForCaseInstance(TenantIdProviderCaseInstanceContext context) {
        return officeOf(context.getSuperExecution(), null);
    }

    @Override
    public String provideTenantIdForHistoricDecisionInstance(TenantIdProviderHistoricDecisionInstanceContext context) {
        return officeOf(context.getExecution(), null);
    }

    private static String officeOf(DelegateExecution origin, Object named) {
        if (origin != null && origin.getTenantId() != null) {
            return origin.getTenantId();
        }
        var authentication =
                Context.getProcessEngineConfiguration().getIdentityService().getCurrentAuthentication();
        List<String> offices = authentication == null ? null : authentication.getTenantIds();
        if (offices != null && offices.size() > 1 && offices.contains(named)) {
            return (String) named;
        }
        if (offices == null || offices.size() != 1) {
            throw new BadUserRequestException("An instance belongs to exactly one office; the user works for "
                    + (offices == null ? 0 : offices.size()));
        }
        return offices.get(0);
    }
}
