package org.medaid.workbench.help;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.security.CurrentUser;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The guides of the application, one file each under {@code help/}, so that they can be read and corrected without reading
 * code. Steps that are the same for several roles stand once, in {@code help/shared-steps.yaml}.
 */
@Component
public class Guides {

    /** In the order in which they are listed. */
    private static final List<String> NAMES = List.of(
            "clerk",
            "checker",
            "experts",
            "manager",
            "finance",
            "township",
            "surveyors",
            "village",
            "county",
            "certifiers",
            "inquiries",
            "hospital-doctors",
            "hospital-office",
            "health",
            "policy",
            "auditor",
            "administrator",
            "public-residents");

    private final List<Guide> guides;

    /** @throws IllegalStateException if a guide says something that has no place in it */
    Guides() {
        // An unknown word in a file is a mistake there, not something to be passed over.
        JsonMapper mapper = JsonMapper.builder().addModule(new Jdk8Module()).build();
        Map<String, Object> shared = read("shared-steps");
        this.guides = NAMES.stream().map(name -> guide(name, shared, mapper)).toList();
    }

    public List<Guide> all() {
        return guides;
    }

    public Optional<Guide> find(String name) {
        return guides.stream().filter(guide -> guide.name().equals(name)).findFirst();
    }

    /** What is for the roles of a user, in the order of the list. */
    public List<Guide> of(CurrentUser user) {
        return guides.stream()
                .filter(guide -> guide.groups().stream().anyMatch(user::isIn))
                .toList();
    }

    private static Guide guide(String name, Map<String, Object> shared, JsonMapper mapper) {
        ObjectNode guide = mapper.valueToTree(read(name));
        List<Object> steps = new ArrayList<>();
        guide.withArray("steps").forEach(step -> {
            Object same = step.has("shared") ? shared.get(step.get("shared").asText()) : step;
            if (same == null) {
                throw new IllegalStateException("help/" + name + ".yaml: no shared step " + step.get("shared"));
            }
            steps.add(same);
        });
        guide.put("name", name);
        guide.set("steps", mapper.valueToTree(steps));
        try {
            return mapper.treeToValue(guide, Guide.class);
        } catch (IOException e) {
            throw new IllegalStateException("help/" + name + ".yaml cannot be understood", e);
        }
    }

    private static Map<String, Object> read(String name) {
        try (InputStream in = new ClassPathResource("help/" + name + ".yaml").getInputStream()) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
