package org.medaid.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application on a free port, with a real engine and a PostgreSQL database of its own; jobs are fired by
 * hand.
 *
 * <p>All such tests share one application, and so its database, in one virtual machine: a test uses people, bills and
 * figures of its own. A test that needs it otherwise is an {@link OwnApplication}; so is one that asks MockMvc for a
 * CSRF token, because that replaces the store of the tokens for good.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "camunda.bpm.job-execution.enabled=false")
@AutoConfigureMockMvc
@ContextConfiguration(initializers = FreshDatabase.class)
@Import(EngineCases.class)
public @interface IntegrationTest {}
