package org.medaid.testing;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives each Spring context of the tests a database of its own, empty before the migrations. */
public class FreshDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestServer.Database database = TestServer.freshDatabase();
        TestPropertyValues.of(
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.user(),
                        "spring.datasource.password=" + database.password(),
                        "medaid.embedded-database.enabled=false",
                        // An application that starts clears away what belongs to no upload of its own database.
                        "medaid.roster.upload-folder=target/uploads/" + ProcessHandle.current().pid() + "-" + database.name(),
                        "medaid.seal.demonstration-folder=target/seals/" + ProcessHandle.current().pid() + "-" + database.name(),
                        // Cached contexts keep their pools.
                        "spring.datasource.hikari.minimum-idle=1")
                .applyTo(context);
    }
}
