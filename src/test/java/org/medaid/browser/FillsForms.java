package org.medaid.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The forms that a test fills in wrongly once, so that there are messages and nothing is sent, and rightly once. What is
 * declared here is held against what {@link Tasklist} saw; {@link EveryFormIsFilledTest} holds it against the forms there are.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FillsForms.Check.class)
@interface FillsForms {

    /** File names without their ending, such as {@code check-bill}. */
    String[] value();

    /** Fails a test that declares more than it did. */
    final class Check implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

        private static final Set<String> WRONG = new TreeSet<>();
        private static final Set<String> RIGHT = new TreeSet<>();

        static void heldBack(String form) {
            WRONG.add(form);
        }

        static void sent(String form) {
            RIGHT.add(form);
        }

        @Override
        public void beforeTestExecution(ExtensionContext context) {
            WRONG.clear();
            RIGHT.clear();
        }

        @Override
        public void afterTestExecution(ExtensionContext context) {
            if (context.getExecutionException().isEmpty()) {
                String[] declared = context.getRequiredTestMethod().getAnnotation(FillsForms.class).value();
                assertThat(WRONG).as("forms filled in wrongly").contains(declared);
                assertThat(RIGHT).as("forms filled in rightly").contains(declared);
            }
        }
    }
}
