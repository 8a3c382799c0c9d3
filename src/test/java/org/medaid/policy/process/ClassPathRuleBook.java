package org.medaid.policy.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.RuleBook;
import org.medaid.policy.RuleVersion;
import org.medaid.policy.model.RuleFile;

/** The rule files as they lie on the class path, without an engine. */
public final class ClassPathRuleBook implements RuleBook {

    private static final RuleFileReader READER = new RuleFileReader();

    private final Map<PoolingArea, DmnRuleFile> files = new EnumMap<>(PoolingArea.class);

    public ClassPathRuleBook() {
        for (PoolingArea area : PoolingArea.values()) {
            files.put(area, READER.read(area, content(area)));
        }
    }

    /** The bytes of an area's rule file. */
    public static byte[] content(PoolingArea area) {
        String name = "/deployment/" + RuleFileReader.fileName(area);
        try (InputStream stream = ClassPathRuleBook.class.getResourceAsStream(name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public DmnRuleFile latest(PoolingArea area) {
        return files.get(area);
    }

    @Override
    public Optional<RuleFile> of(RuleVersion version) {
        return Optional.<RuleFile>of(files.get(version.area())).filter(file -> file.version().equals(version));
    }

    @Override
    public RuleFile in(String deploymentId, PoolingArea area) {
        return latest(area);
    }
}
