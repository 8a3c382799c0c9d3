package org.medaid.policy.process;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.audit.RecordedAct;
import org.medaid.engine.EngineIdentity;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.RuleFault;
import org.medaid.policy.RuleVersion;
import org.medaid.policy.persistence.RuleFiles;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * How an area's policy officer brings new rules into force.
 *
 * <p>A deployment holds the process, its forms and all areas' rules together, so that a case keeps what it started with.
 * New rules are therefore deployed with everything else as it was; cases that start from then on go by them.
 */
@Service
public class RuleDeployments {

    /** Marks deployments that a policy officer made, as opposed to those that come with a release. */
    static final String SOURCE = "policy-officer";

    private static final String SUBJECT = "RULE_FILE";

    private final RuleCheck check = new RuleCheck();
    private final RepositoryService repository;
    private final EngineIdentity engine;
    private final DeployedRuleBook book;
    private final RuleFiles files;
    private final AuditTrail audit;

    RuleDeployments(
            RepositoryService repository,
            EngineIdentity engine,
            DeployedRuleBook book,
            RuleFiles files,
            AuditTrail audit) {
        this.repository = repository;
        this.engine = engine;
        this.book = book;
        this.files = files;
        this.audit = audit;
    }

    /** What came of deploying. */
    public sealed interface Answer {

        /** In force for cases that start from now on. */
        record Deployed(String deploymentId, RuleVersion version) implements Answer {}

        /** Nothing was deployed. */
        record Refused(List<RuleFault> faults) implements Answer {}
    }

    /**
     * A version of the area's rules as it came into force.
     *
     * @param deployedBy the officer's sign-in name; empty where it came with a release
     * @param inForce whether cases that start now go by it
     */
    public record Version(
            String deploymentId, String hash, Instant deployedAt, Optional<String> deployedBy, boolean inForce) {}

    /** The versions of an area's rules, newest first. A deployment that left them as they were is no version. */
    @Transactional(readOnly = true)
    public List<Version> history(PoolingArea area) {
        List<DecisionDefinition> newestFirst = book.definitions(area);
        List<Version> versions = new ArrayList<>();
        String before = "";
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            DecisionDefinition definition = newestFirst.get(i);
            String hash = book.versionOf(area, definition).hash();
            if (!hash.equals(before)) {
                versions.add(0, version(definition.getDeploymentId(), hash));
            }
            before = hash;
        }
        if (!versions.isEmpty()) {
            Version newest = versions.get(0);
            versions.set(
                    0,
                    new Version(newest.deploymentId, newest.hash, newest.deployedAt, newest.deployedBy, true));
        }
        return List.copyOf(versions);
    }

    /** The area's rule file as it came with a deployment. */
    @Transactional(readOnly = true)
    public Optional<byte[]> file(PoolingArea area, String deploymentId) {
        return book.definitions(area).stream()
                .filter(definition -> definition.getDeploymentId().equals(deploymentId))
                .findFirst()
                .map(book::contentOf);
    }

    /** The customary name of an area's rule file. */
    public static String fileName(PoolingArea area) {
        return RuleFileReader.fileName(area);
    }

    private Version version(String deploymentId, String hash) {
        Instant at = engine.asSystem(() -> repository
                .createDeploymentQuery()
                .deploymentId(deploymentId)
                .singleResult()
                .getDeploymentTime()
                .toInstant());
        Optional<String> by = audit.of(SUBJECT, hash).stream()
                .map(RecordedAct::entry)
                .filter(entry -> deploymentId.equals(entry.details().get("deployment")))
                .map(AuditEntry::userId)
                .filter(user -> !user.equals(AuditEntry.SYSTEM))
                .findFirst();
        return new Version(deploymentId, hash, at, by, false);
    }

    /**
     * Checks and deploys a rule file.
     *
     * @param area the officer's area, whose rules they have to be
     * @param content the DMN file
     * @param by the officer's sign-in name
     */
    @Transactional
    public Answer deploy(PoolingArea area, byte[] content, String by) {
        List<RuleFault> faults = check.check(content);
        if (!faults.isEmpty()) {
            return new Answer.Refused(faults);
        }
        Optional<PoolingArea> owner = check.area(content);
        if (owner.isEmpty() || owner.get() != area) {
            return new Answer.Refused(List.of(new RuleFault(
                    "", "", "OTHER_AREA", "文件中没有" + area.chineseName() + "的规则，只能部署本统筹区的规则")));
        }
        files.lock();
        DecisionDefinition newest = book.newest(area).orElseThrow();
        RuleVersion before = book.versionOf(area, newest);
        RuleVersion version = RuleFileReader.version(area, content);
        if (version.equals(before)) {
            return new Answer.Refused(
                    List.of(new RuleFault("", "", "NOTHING_CHANGED", "文件与现行规则完全相同")));
        }
        String deployment = engine.asSystem(() -> deployWithTheRest(area, newest, content));
        audit.record(AuditEntry.of(by, area, "RULES_DEPLOYED", SUBJECT, version.hash())
                .with("deployment", deployment)
                .with("before", before.hash()));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                book.deployed();
            }
        });
        return new Answer.Deployed(deployment, version);
    }

    private String deployWithTheRest(PoolingArea area, DecisionDefinition newest, byte[] content) {
        DeploymentBuilder builder = repository
                .createDeployment()
                .name(RuleFileReader.fileName(area))
                .source(SOURCE)
                .addInputStream(newest.getResourceName(), new ByteArrayInputStream(content));
        repository.getDeploymentResourceNames(newest.getDeploymentId()).stream()
                .filter(name -> !name.equals(newest.getResourceName()))
                .forEach(name -> builder.addDeploymentResourceByName(newest.getDeploymentId(), name));
        return builder.deploy().getId();
    }
}
