package org.medaid.settlement.statement;

import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import org.medaid.api.Outcome;
import org.medaid.audit.AuditTrail;
import org.medaid.audit.persistence.AuditEntries;
import org.medaid.engine.V1__create_engine_schema;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.FundLedger;
import org.medaid.procedure.ProcedureParameterCatalogue;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.procedure.persistence.ProcedureParameterRows;
import org.medaid.testing.TestServer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.batch.BatchAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
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

/** The drawing of statements with the application's own settings and without the rest: starts, and may be killed, in seconds. */
@TestConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    BatchAutoConfiguration.class
})
@Import({
    V1__create_engine_schema.class,
    AuditEntries.class,
    AuditTrail.class,
    FundLedger.class,
    ProcedureParameterRows.class,
    ProcedureParameters.class,
    StatementRows.class,
    StatementDraws.class,
    InsurersMonths.class
})
public class StatementsAlone {

    @Bean
    BusinessClock businessClock() {
        return new BusinessClock(Clock.systemUTC());
    }

    @Bean
    ProcedureParameterCatalogue statementParameters() {
        return () -> List.of(StatementParameter.values());
    }

    @Bean
    StatementCourse course() {
        return statement -> {
            throw new IllegalStateException("there is no engine here");
        };
    }

    /** Starts on a database, which is migrated first. */
    public static ConfigurableApplicationContext start(String url, String user, String password) {
        var application = new SpringApplicationBuilder(StatementsAlone.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.main.banner-mode=off",
                        "--medaid.embedded-database.enabled=false",
                        "--spring.datasource.url=" + url,
                        "--spring.datasource.username=" + user,
                        "--spring.datasource.password=" + password);
        // The database is migrated when somebody first asks for it.
        application.getBean(StatementDraws.class);
        return application;
    }

    public static ConfigurableApplicationContext start(TestServer.Database database) {
        return start(database.url(), database.user(), database.password());
    }

    /** Draws a month. @return how many lines were added */
    public static int draw(ConfigurableApplicationContext application, PoolingArea area, YearMonth month) {
        return ((Outcome.Done<Integer>) application.getBean(StatementDraws.class).draw(area, month)).value();
    }

    /** For a process of its own: draws months one after the other. The arguments: {@link #start}'s, the office, the months. */
    public static void main(String[] arguments) {
        try (var application = start(arguments[0], arguments[1], arguments[2])) {
            for (int i = 4; i < arguments.length; i++) {
                draw(application, PoolingArea.ofTenant(arguments[3]).orElseThrow(), YearMonth.parse(arguments[i]));
            }
        }
    }
}
