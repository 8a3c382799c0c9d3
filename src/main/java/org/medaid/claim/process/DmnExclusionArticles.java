package org.medaid.claim.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.medaid.claim.ClaimId;
import org.medaid.claim.ExclusionArticles;
import org.medaid.engine.EngineIdentity;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Takes the exclusion table from the deployment and reads it outside the engine: which article a bill touches is nothing
 * for the engine's history.
 */
@Component
class DmnExclusionArticles implements ExclusionArticles {

    private static final String DECISION = "ExclusionArticles";
    private static final int ARTICLES = 14;
    /** The list belongs to the Jiangmen plan alone. */
    private static final Table NONE = new DmnTable(null, null, List.of());

    private final DmnEngine dmn =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final EngineIdentity identity;
    /** By the definition's id; a definition never changes. */
    private final Map<String, Table> tables = new ConcurrentHashMap<>();

    /** Lazy: the engine asks for delegates that reach back here. */
    DmnExclusionArticles(@Lazy RepositoryService repository, @Lazy RuntimeService runtime, EngineIdentity identity) {
        this.repository = repository;
        this.runtime = runtime;
        this.identity = identity;
    }

    @Override
    public Table of(PoolingArea area, Optional<ClaimId> claim) {
        // Heshan is part of Jiangmen's pooling area.
        if (area != PoolingArea.JIANGMEN && area != PoolingArea.HESHAN) {
            return NONE;
        }
        // The table is the same for everybody: who is signed in does not decide whether it is found.
        return identity.asSystem(() -> {
            DecisionDefinition definition = claim.flatMap(this::deployment)
                    .flatMap(this::definitionIn)
                    .orElseGet(this::newest);
            return tables.computeIfAbsent(definition.getId(), unread -> read(definition));
        });
    }

    private Optional<String> deployment(ClaimId claim) {
        return Optional.ofNullable(runtime.createProcessInstanceQuery()
                        .processDefinitionKey("ClaimSettlementProcess")
                        .variableValueEquals(ClaimVariables.CLAIM_ID, claim.toString())
                        .singleResult())
                .map(ProcessInstance::getProcessDefinitionId)
                .map(definition -> repository.getProcessDefinition(definition).getDeploymentId());
    }

    private Optional<DecisionDefinition> definitionIn(String deployment) {
        return Optional.ofNullable(repository
                .createDecisionDefinitionQuery()
                .deploymentId(deployment)
                .decisionDefinitionKey(DECISION)
                .singleResult());
    }

    private DecisionDefinition newest() {
        return repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(DECISION)
                .withoutTenantId()
                .latestVersion()
                .singleResult();
    }

    private Table read(DecisionDefinition definition) {
        DmnDecision decision;
        try (InputStream file =
                repository.getResourceAsStream(definition.getDeploymentId(), definition.getResourceName())) {
            decision = dmn.parseDecision(DECISION, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Article> articles = new ArrayList<>();
        for (int i = 1; i <= ARTICLES; i++) {
            String code = "E%02d".formatted(i);
            DmnDecisionRuleResult row = row(dmn, decision, code, false)
                    .orElseThrow(() -> new IllegalStateException("no row for exclusion " + code));
            articles.add(new Article(
                    code,
                    row.getEntry("statement"),
                    Optional.ofNullable(row.getEntry("exceptionStatement")),
                    Boolean.TRUE.equals(row.getEntry("selectable")),
                    new Citation(row.getEntry("document"), row.getEntry("article"))));
        }
        return new DmnTable(dmn, decision, List.copyOf(articles));
    }

    private static Optional<DmnDecisionRuleResult> row(
            DmnEngine dmn, DmnDecision decision, String code, boolean exceptionApplies) {
        var result = dmn.evaluateDecisionTable(decision, Map.of("code", code, "exceptionApplies", exceptionApplies));
        return result.isEmpty() ? Optional.empty() : Optional.of(result.getSingleResult());
    }

    private record DmnTable(DmnEngine dmn, DmnDecision decision, List<Article> articles) implements Table {

        @Override
        public boolean excludes(String code, boolean exceptionApplies) {
            Article article = articles.stream()
                    .filter(a -> a.code().equals(code))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("unknown exclusion " + code));
            if (exceptionApplies && article.exceptionStatement().isEmpty()) {
                throw new IllegalArgumentException("article " + code + " gives no exception");
            }
            return Boolean.TRUE.equals(
                    row(dmn, decision, code, exceptionApplies).orElseThrow().getEntry("excluded"));
        }
    }
}
