package org.medaid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;

/** What a lazy start leaves is made right after it. */
class WarmUpTest {

    @Configuration(proxyBeanMethods = false)
    @Import(WarmUp.class)
    static class Sound {

        @Bean
        StringBuilder part() {
            return new StringBuilder("made");
        }

        @Bean
        @Scope("prototype")
        Object eachTime() {
            throw new IllegalStateException("made for nobody");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(WarmUp.class)
    static class Broken {

        @Bean
        StringBuilder part() {
            throw new IllegalStateException("a key is missing");
        }

        /** Ends with the application; without it, some minutes later. */
        public static void main(String[] arguments) throws InterruptedException {
            start(Broken.class);
            TimeUnit.MINUTES.sleep(5);
        }
    }

    @Test
    void makes_what_the_start_left() {
        try (ConfigurableApplicationContext context = start(Sound.class)) {
            Awaitility.await()
                    .atMost(1, TimeUnit.MINUTES)
                    .until(() -> context.getBeanFactory().containsSingleton("part"));
        }
    }

    @Test
    void a_part_that_cannot_be_made_is_named_and_ends_the_application() throws Exception {
        // when
        Process application = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Broken.class.getName()))
                .redirectErrorStream(true)
                .start();
        String output = new String(application.getInputStream().readAllBytes());

        // then
        assertThat(application.waitFor()).isEqualTo(1);
        assertThat(output).contains("The part part cannot be made", "a key is missing");
    }

    private static ConfigurableApplicationContext start(Class<?> configuration) {
        return new SpringApplicationBuilder(configuration)
                .web(WebApplicationType.NONE)
                .lazyInitialization(true)
                .run("--spring.config.name=none");
    }
}
