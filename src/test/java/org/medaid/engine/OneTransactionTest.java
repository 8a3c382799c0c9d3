package org.medaid.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class OneTransactionTest {

    @Autowired
    private ApplicationContext application;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private EntityManager entities;

    @Autowired
    private ProcessEngine engine;

    private String deployment;

    @BeforeEach
    void deploy() {
        jdbc.execute("create table medaid.one_transaction_test (word text)");
        var model = Bpmn.createExecutableProcess("OneTransactionProcess")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .serviceTask()
                .camundaClass(Step.class.getName())
                .userTask()
                .endEvent()
                .done();
        deployment = engine.getRepositoryService()
                .createDeployment()
                .tenantId("jining")
                .addModelInstance("OneTransactionProcess.bpmn", model)
                .deploy()
                .getId();
    }

    @AfterEach
    void undeploy() {
        jdbc.execute("drop table medaid.one_transaction_test");
        engine.getRepositoryService().deleteDeployment(deployment, true);
    }

    @Test
    void the_engine_and_the_application_have_one_transaction_manager() {
        assertThat(application.getBeansOfType(PlatformTransactionManager.class)).hasSize(1);
    }

    @Test
    void an_exception_after_writes_of_engine_jpa_and_jdbc_undoes_all_three() {
        var transaction = new TransactionTemplate(transactions);

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    write("jdbc");
                    entities.createNativeQuery("insert into medaid.one_transaction_test values ('jpa')")
                            .executeUpdate();
                    start(execution -> {});
                    // One connection: each sees what the others have not yet committed.
                    assertThat(words()).isEqualTo(2);
                    assertThat(instances()).isEqualTo(1);
                    throw new IllegalStateException("after all writes");
                }))
                .hasMessage("after all writes");

        assertThat(words()).isZero();
        assertThat(instances()).isZero();
    }

    @Test
    void an_exception_within_the_engine_undoes_what_the_application_wrote_before_and_during() {
        assertThatThrownBy(() -> start(execution -> {
                    write("during");
                    throw new IllegalStateException("in the delegate");
                }))
                .hasStackTraceContaining("in the delegate");

        assertThat(words()).isZero();
        assertThat(instances()).isZero();
    }

    @Test
    void without_an_exception_all_of_it_stays() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            write("jdbc");
            entities.createNativeQuery("insert into medaid.one_transaction_test values ('jpa')").executeUpdate();
            start(execution -> write("during"));
        });

        assertThat(words()).isEqualTo(3);
        assertThat(instances()).isEqualTo(1);
    }

    private void start(JavaDelegate then) {
        Step.then = then;
        engine.getRuntimeService().startProcessInstanceByKey("OneTransactionProcess");
    }

    /** The service task; each test says what happens in it. */
    public static final class Step implements JavaDelegate {

        private static JavaDelegate then;

        @Override
        public void execute(DelegateExecution execution) throws Exception {
            then.execute(execution);
        }
    }

    private void write(String word) {
        jdbc.update("insert into medaid.one_transaction_test values (?)", word);
    }

    private int words() {
        return jdbc.queryForObject("select count(*) from medaid.one_transaction_test", Integer.class);
    }

    private int instances() {
        return jdbc.queryForObject(
                "select count(*) from engine.act_ru_execution e join engine.act_re_procdef d on e.proc_def_id_ = d.id_"
                        + " where d.key_ = 'OneTransactionProcess' and e.parent_id_ is null",
                Integer.class);
    }
}
