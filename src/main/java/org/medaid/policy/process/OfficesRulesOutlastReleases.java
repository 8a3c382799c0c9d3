package org.medaid.policy.process;

import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.medaid.audit.AuditEntry;
import org.medaid.engine.EngineIdentity;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.RuleVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * A release with a changed process is deployed at the start, and the rule files that came with it would take the place of
 * what a policy officer has changed since. They do not, unless the release brings other rules than the release before.
 */
@Component
class OfficesRulesOutlastReleases implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(OfficesRulesOutlastReleases.class);

    private final DeployedRuleBook book;
    private final RuleDeployments deployments;
    private final RepositoryService repository;
    private final EngineIdentity engine;

    OfficesRulesOutlastReleases(
            DeployedRuleBook book, RuleDeployments deployments, RepositoryService repository, EngineIdentity engine) {
        this.book = book;
        this.deployments = deployments;
        this.repository = repository;
        this.engine = engine;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        for (PoolingArea area : PoolingArea.values()) {
            restore(area);
        }
    }

    private void restore(PoolingArea area) {
        List<DecisionDefinition> newestFirst = book.definitions(area);
        int officers = 0;
        while (officers < newestFirst.size() && !isOfficers(newestFirst.get(officers))) {
            officers++;
        }
        if (officers == 0 || officers == newestFirst.size()) {
            return;
        }
        int releaseBefore = officers;
        while (releaseBefore < newestFirst.size() && isOfficers(newestFirst.get(releaseBefore))) {
            releaseBefore++;
        }
        RuleVersion shipped = book.versionOf(area, newestFirst.get(0));
        RuleVersion own = book.versionOf(area, newestFirst.get(officers));
        if (own.equals(shipped)) {
            return;
        }
        if (releaseBefore == newestFirst.size()
                || !book.versionOf(area, newestFirst.get(releaseBefore)).equals(shipped)) {
            LOG.warn(
                    "This release brings other rules for {}; version {} that a policy officer had deployed is no longer"
                            + " in force and has to be looked at",
                    area.tenantId(),
                    own.hash());
            return;
        }
        RuleDeployments.Answer answer =
                deployments.deploy(area, book.contentOf(newestFirst.get(officers)), AuditEntry.SYSTEM);
        LOG.info("Put the rules that a policy officer had deployed for {} over this release's: {}", area.tenantId(), answer);
    }

    private boolean isOfficers(DecisionDefinition definition) {
        return RuleDeployments.SOURCE.equals(engine.asSystem(() -> repository
                .createDeploymentQuery()
                .deploymentId(definition.getDeploymentId())
                .singleResult()
                .getSource()));
    }
}
