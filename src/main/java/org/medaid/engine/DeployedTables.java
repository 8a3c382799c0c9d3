package org.medaid.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Reads deployed decision tables outside the engine: what is asked about a case is nothing for the engine's history. */
@Component
public class DeployedTables {

    private final DmnEngine dmn =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private final RepositoryService repository;
    private final EngineIdentity identity;
    /** By the definition's id; a definition never changes. */
    private final Map<String, DmnDecision> decisions = new ConcurrentHashMap<>();

    /** Lazy: the engine asks for delegates that reach back here. */
    DeployedTables(@Lazy RepositoryService repository, EngineIdentity identity) {
        this.repository = repository;
        this.identity = identity;
    }

    /**
     * The one row of the newest version of a table that fits.
     *
     * @param key id of the decision
     * @return the outputs by name; empty if no row fits
     */
    public Optional<Map<String, Object>> row(String key, Map<String, Object> facts) {
        // The table is the same for everybody: who is signed in does not decide whether it is found.
        DecisionDefinition newest = identity.asSystem(() -> repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .withoutTenantId()
                .latestVersion()
                .singleResult());
        var result = dmn.evaluateDecisionTable(decisions.computeIfAbsent(newest.getId(), unread -> read(newest)), facts);
        return result.isEmpty() ? Optional.empty() : Optional.of(result.getSingleResult().getEntryMap());
    }

    private DmnDecision read(DecisionDefinition definition) {
        try (InputStream file = identity.asSystem(
                () -> repository.getResourceAsStream(definition.getDeploymentId(), definition.getResourceName()))) {
            return dmn.parseDecision(definition.getKey(), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
