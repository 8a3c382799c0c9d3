package org.medaid.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Refuses a deployment with a file that a {@link DeploymentGate} finds fault with; nothing of it is stored. */
@Component
@Order(2)
class GatedDeployments extends AbstractProcessEnginePlugin {

    private final ObjectProvider<DeploymentGate> gates;

    GatedDeployments(ObjectProvider<DeploymentGate> gates) {
        this.gates = gates;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<Deployer> deployers = new ArrayList<>();
        if (configuration.getCustomPreDeployers() != null) {
            deployers.addAll(configuration.getCustomPreDeployers());
        }
        deployers.add(this::check);
        configuration.setCustomPreDeployers(deployers);
    }

    private void check(DeploymentEntity deployment) {
        // The engine asks again when it reads an old deployment into its cache: those have passed.
        if (!deployment.isNew()) {
            return;
        }
        List<String> faults = new ArrayList<>();
        for (ResourceEntity resource : deployment.getResources().values()) {
            gates.forEach(gate -> faults.addAll(gate.faults(resource.getName(), resource.getBytes())));
        }
        if (!faults.isEmpty()) {
            throw new RefusedDeployment(faults);
        }
        for (ResourceEntity resource : deployment.getResources().values()) {
            gates.forEach(gate -> gate.passed(resource.getName(), resource.getBytes()));
        }
    }
}
