package org.medaid.policy.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.medaid.engine.DeploymentGate;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.RuleFault;
import org.medaid.policy.persistence.RuleFiles;
import org.springframework.stereotype.Component;

/** Lets no rule file into the engine that breaks a clause, and keeps a copy of each that goes in. */
@Component
class RuleGate implements DeploymentGate {

    private final RuleCheck check = new RuleCheck();
    private final RuleFiles files;

    RuleGate(RuleFiles files) {
        this.files = files;
    }

    @Override
    public List<String> faults(String fileName, byte[] content) {
        if (!isDecisionFile(fileName) || cameWithTheApplication(content)) {
            return List.of();
        }
        return check.check(content).stream().map(RuleFault::message).toList();
    }

    @Override
    public void passed(String fileName, byte[] content) {
        if (isDecisionFile(fileName)) {
            check.area(content).ifPresent(area -> files.keep(RuleFileReader.version(area, content), content));
        }
    }

    private static boolean isDecisionFile(String fileName) {
        return fileName.endsWith(".dmn") || fileName.endsWith(".dmn11.xml");
    }

    /** The build has tried these out already; trying them out again would only delay the start. */
    private static boolean cameWithTheApplication(byte[] content) {
        for (PoolingArea area : PoolingArea.values()) {
            String name = "/deployment/" + RuleFileReader.fileName(area);
            try (InputStream shipped = RuleGate.class.getResourceAsStream(name)) {
                if (shipped != null && Arrays.equals(shipped.readAllBytes(), content)) {
                    return true;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return false;
    }
}
