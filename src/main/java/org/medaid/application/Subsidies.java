package org.medaid.application;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.medaid.application.model.Application;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.procedure.ProcedureParameters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the public side pays of a recognised person's own insurance contribution; once for a person and year. */
@Component
@Clause("P7")
class Subsidies {

    private final JdbcClient jdbc;
    private final ProcedureParameters parameters;
    private final BusinessClock clock;

    Subsidies(JdbcClient jdbc, ProcedureParameters parameters, BusinessClock clock) {
        this.jdbc = jdbc;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** @return what was granted now, in yuan; nothing where the rule grants nothing or the year has been granted before */
    Money grant(Application application, PersonId person, int year, String by) {
        SubsidyParameter key = SubsidyParameter.of(application.category());
        String rule = parameters.value(application.area(), key);
        Money amount = SubsidyParameter.granted(
                rule, Money.parse(parameters.value(application.area(), SubsidyParameter.CONTRIBUTION)));
        if (!amount.isPositive()) {
            return Money.ZERO;
        }
        int added = jdbc.sql(
                        """
                        insert into medaid.contribution_subsidy
                               (id, application_id, person_id, year, category, grant_rule, amount, document, article, granted_by, granted_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict (person_id, year) do nothing
                        """)
                .params(
                        UUID.randomUUID(),
                        application.id().value(),
                        person.value(),
                        year,
                        application.category().name(),
                        rule,
                        amount.yuan(),
                        key.basis(application.area()).document(),
                        key.basis(application.area()).article(),
                        by,
                        OffsetDateTime.ofInstant(clock.now(), ZoneOffset.UTC))
                .update();
        return added == 1 ? amount : Money.ZERO;
    }
}
