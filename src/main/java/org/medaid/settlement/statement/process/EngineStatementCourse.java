package org.medaid.settlement.statement.process;

import org.camunda.bpm.engine.RuntimeService;
import org.medaid.engine.EngineIdentity;
import org.medaid.settlement.statement.Statement;
import org.medaid.settlement.statement.StatementCourse;
import org.medaid.settlement.statement.StatementKind;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Business events of a statement as messages to its process. */
@Component
class EngineStatementCourse implements StatementCourse {

    private final RuntimeService runtime;
    private final EngineIdentity identity;

    /** Lazy: the engine asks for delegates that reach back here. */
    EngineStatementCourse(@Lazy RuntimeService runtime, EngineIdentity identity) {
        this.runtime = runtime;
        this.identity = identity;
    }

    @Override
    public void drawn(Statement statement) {
        identity.asOffice(statement.area().tenantId(), () -> runtime.createMessageCorrelation("HospitalStatementDrawn")
                .processInstanceBusinessKey(statement.number())
                .setVariable(StatementVariables.STATEMENT_ID, statement.id().toString())
                .setVariable(StatementVariables.SELF_PAID, statement.kind() == StatementKind.QUARTERLY_SELF_PAID)
                .correlateStartMessage());
    }
}
