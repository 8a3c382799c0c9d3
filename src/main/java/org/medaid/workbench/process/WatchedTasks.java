package org.medaid.workbench.process;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.procedure.CaseDeadlines;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which tasks were reminded or escalated: each once, whoever looks and how often. */
@Component
class WatchedTasks {

    private final JdbcClient jdbc;
    private final BusinessClock clock;

    WatchedTasks(JdbcClient jdbc, BusinessClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether it has been done already. */
    boolean isDone(String task, CaseDeadlines.Event event) {
        return jdbc.sql("select count(*) from medaid.watched_task where task_id = ? and event = ?")
                        .params(task, event.name())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /**
     * Takes it upon this transaction.
     *
     * @return false if another one has done it; while another one is at it, the call waits for its end
     */
    boolean take(String task, CaseDeadlines.Event event, PoolingArea area) {
        return jdbc.sql(
                                """
                                insert into medaid.watched_task (task_id, event, area, at) values (?, ?, ?, ?)
                                on conflict (task_id, event) do nothing
                                """)
                        .params(task, event.name(), area.tenantId(), OffsetDateTime.ofInstant(clock.now(), ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
