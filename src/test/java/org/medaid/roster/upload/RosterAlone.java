package org.medaid.roster.upload;

import java.time.Clock;
import java.util.concurrent.locks.LockSupport;
import org.medaid.engine.V1__create_engine_schema;
import org.medaid.kernel.BusinessClock;
import org.medaid.party.Parties;
import org.medaid.party.persistence.Hospitals;
import org.medaid.party.persistence.Offices;
import org.medaid.party.persistence.RegisteredPeople;
import org.medaid.party.persistence.Towns;
import org.medaid.roster.persistence.CategoryPeriods;
import org.medaid.roster.persistence.LargeCostRows;
import org.medaid.roster.persistence.StagedRows;
import org.medaid.roster.persistence.Uploads;
import org.medaid.testing.TestServer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.batch.BatchAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The work on uploaded lists with the application's own settings and without the rest: starts, and may be killed, in seconds. */
@TestConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    BatchAutoConfiguration.class
})
@Import({
    V1__create_engine_schema.class,
    Parties.class,
    RegisteredPeople.class,
    Hospitals.class,
    Offices.class,
    Towns.class,
    Uploads.class,
    StagedRows.class,
    LargeCostRows.class,
    CategoryPeriods.class,
    UploadFolder.class,
    UploadJobs.class
})
public class RosterAlone {

    @Bean
    BusinessClock businessClock() {
        return new BusinessClock(Clock.systemUTC());
    }

    /** Starts on a database, which is migrated first, and goes on with whatever uploads are unfinished in it. */
    public static ConfigurableApplicationContext start(String url, String user, String password, String folder) {
        return new SpringApplicationBuilder(RosterAlone.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.main.banner-mode=off",
                        "--medaid.embedded-database.enabled=false",
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=" + user,
                        "--spring.datasource.password=" + password,
                        "--medaid.roster.upload-folder=" + folder);
    }

    public static ConfigurableApplicationContext start(TestServer.Database database, String folder) {
        return start(database.url(), database.user(), database.password(), folder);
    }

    /** For a process of its own: works until it is killed. The arguments are those of {@link #start}. */
    public static void main(String[] arguments) {
        start(arguments[0], arguments[1], arguments[2], arguments[3]);
        System.out.println("working");
        // The workers are daemons; nothing else keeps the process.
        LockSupport.park();
    }
}
