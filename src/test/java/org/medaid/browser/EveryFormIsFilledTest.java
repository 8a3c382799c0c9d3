package org.medaid.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A new form without a test that fills it in is noticed here, in a second and without a browser. */
class EveryFormIsFilledTest {

    @Test
    void every_form_is_filled_in_wrongly_and_rightly_by_a_browser_test() throws IOException {
        Set<String> declared = tests()
                .flatMap(test -> Stream.of(test.getDeclaredMethods()))
                .map(EveryFormIsFilledTest::forms)
                .flatMap(Stream::of)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(declared).isEqualTo(names(Path.of("forms"), ".html"));
    }

    private static String[] forms(Method method) {
        return Optional.ofNullable(method.getAnnotation(FillsForms.class))
                .map(FillsForms::value)
                .orElse(new String[0]);
    }

    private static Stream<Class<?>> tests() throws IOException {
        return names(Path.of("src/test/java/org/medaid/browser"), ".java").stream().map(EveryFormIsFilledTest::load);
    }

    private static Set<String> names(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(EveryFormIsFilledTest.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
