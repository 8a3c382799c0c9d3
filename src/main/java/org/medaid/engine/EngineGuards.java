package org.medaid.engine;

import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Closes in the engine what is open by default: whatever path a caller takes, it ends here. */
@Component
@Order(1)
class EngineGuards extends AbstractProcessEnginePlugin {

    private final ApplicationContext context;

    EngineGuards(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        configuration.setEnablePasswordPolicy(true);
        // The default has no hyphen, which the names of groups and users here use; still nothing that an expression,
        // a path or a query could be made of.
        configuration.setGeneralResourceWhitelistPattern("[a-zA-Z0-9][a-zA-Z0-9-]*");
        configuration.setTenantIdProvider(new OfficeOfInstance());
        configuration.setResourceAuthorizationProvider(new LeastRights());
        configuration.setIdentityProviderSessionFactory(new LastAdministratorStays.Factory());
        // Candidates may claim and complete a task; changing its variables, assignee or dates takes more.
        configuration.setDefaultUserPermissionNameForTask(Permissions.TASK_WORK.getName());

        configuration.setExpressionManager(new GuardedExpressions(context, new BeansForModels(context)));
        configuration.setScriptEngineResolver(new NoScripts());
        configuration.setEnableScriptEngineLoadExternalResources(false);
        configuration.setEnableXxeProcessing(false);
        configuration.setJavaSerializationFormatEnabled(false);
    }
}
