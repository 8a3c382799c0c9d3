package org.medaid.policy.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.medaid.engine.EngineIdentity;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.RuleBook;
import org.medaid.policy.RuleVersion;
import org.medaid.policy.model.RuleFile;
import org.medaid.policy.persistence.RuleFiles;
import org.springframework.stereotype.Component;

/**
 * The rules as they were deployed to the engine, every version of them. They are the same for everybody: who is signed in
 * does not decide whether they are found.
 */
@Component
class DeployedRuleBook implements RuleBook {

    /** Another node of the application may deploy: at most this long its rules go unnoticed here. */
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final RepositoryService repository;
    private final EngineIdentity engine;
    private final RuleFiles kept;
    private final RuleFileReader reader = new RuleFileReader();
    private final Map<RuleVersion, DmnRuleFile> files = new ConcurrentHashMap<>();
    private final Map<Source, RuleVersion> versions = new ConcurrentHashMap<>();
    private final EnumMap<PoolingArea, Latest> latest = new EnumMap<>(PoolingArea.class);

    DeployedRuleBook(RepositoryService repository, EngineIdentity engine, RuleFiles kept) {
        this.repository = repository;
        this.engine = engine;
        this.kept = kept;
        for (PoolingArea area : PoolingArea.values()) {
            latest.put(area, new Latest());
        }
    }

    @Override
    public RuleFile latest(PoolingArea area) {
        Latest known = latest.get(area);
        long now = System.nanoTime();
        if (known.file != null && now - known.checkedAt < FRESH_NANOS) {
            return known.file;
        }
        DmnRuleFile file = read(area, newest(area)
                .orElseThrow(() -> new IllegalStateException("no rules are deployed for " + area.tenantId())));
        known.checkedAt = now;
        known.file = file;
        return file;
    }

    /** Forgets which rules are the newest, after a deployment on this node. */
    void deployed() {
        latest.values().forEach(known -> known.file = null);
    }

    @Override
    public Optional<RuleFile> of(RuleVersion version) {
        DmnRuleFile file = files.get(version);
        if (file != null) {
            return Optional.of(file);
        }
        return content(version).map(content -> files.computeIfAbsent(version, unread -> reader.read(version.area(), content)));
    }

    /** The file with exactly this content. */
    Optional<byte[]> content(RuleVersion version) {
        return kept.content(version)
                .or(() -> definitions(version.area()).stream()
                        .map(this::contentOf)
                        .filter(content -> RuleFileReader.version(version.area(), content).equals(version))
                        .findFirst());
    }

    @Override
    public RuleFile in(String deploymentId, PoolingArea area) {
        DecisionDefinition definition = engine.asSystem(() -> repository
                .createDecisionDefinitionQuery()
                .deploymentId(deploymentId)
                .decisionDefinitionKey(RuleFileReader.lineDecisionKey(area))
                .singleResult());
        return definition == null ? latest(area) : read(area, definition);
    }

    /** The newest definition of an area's table of lines. */
    Optional<DecisionDefinition> newest(PoolingArea area) {
        return newest(RuleFileReader.lineDecisionKey(area));
    }

    /** The newest definition of any table that holds for all offices. */
    Optional<DecisionDefinition> newest(String decision) {
        return Optional.ofNullable(engine.asSystem(() -> repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(decision)
                .withoutTenantId()
                .latestVersion()
                .singleResult()));
    }

    /** Every definition of an area's table of lines, newest first. */
    List<DecisionDefinition> definitions(PoolingArea area) {
        return engine.asSystem(() -> repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(RuleFileReader.lineDecisionKey(area))
                .orderByDecisionDefinitionVersion()
                .desc()
                .list());
    }

    /** Remembered, since a deployment never changes and the list of versions asks for all of them. */
    RuleVersion versionOf(PoolingArea area, DecisionDefinition definition) {
        return versions.computeIfAbsent(
                new Source(definition.getDeploymentId(), definition.getResourceName()),
                unread -> RuleFileReader.version(area, contentOf(definition)));
    }

    byte[] contentOf(DecisionDefinition definition) {
        return engine.asSystem(() -> content(new Source(definition.getDeploymentId(), definition.getResourceName())));
    }

    private DmnRuleFile read(PoolingArea area, DecisionDefinition definition) {
        Source source = new Source(definition.getDeploymentId(), definition.getResourceName());
        RuleVersion version = versions.get(source);
        DmnRuleFile file = version == null ? null : files.get(version);
        if (file != null) {
            return file;
        }
        byte[] content = contentOf(definition);
        RuleVersion found = RuleFileReader.version(area, content);
        versions.put(source, found);
        return files.computeIfAbsent(found, unread -> reader.read(area, content));
    }

    private byte[] content(Source source) {
        try (InputStream stream = repository.getResourceAsStream(source.deploymentId, source.resource)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Source(String deploymentId, String resource) {}

    private static final class Latest {

        private volatile DmnRuleFile file;
        private volatile long checkedAt;
    }
}
