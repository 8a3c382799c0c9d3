package org.medaid.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.Test;
import org.medaid.calendar.Workdays;
import org.medaid.kernel.BusinessClock;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.annotation.Transactional;

@IntegrationTest
@Transactional
class WorkdaysInProcessesTest {

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private Workdays workdays;

    @Autowired
    private BusinessClock clock;

    @Test
    void a_process_gives_a_task_its_due_date_in_working_days() {
        // given
        int year = clock.today().getYear();
        for (int needed = year; needed <= year + 1; needed++) {
            if (!workdays.calendar().knows(needed)) {
                workdays.enterYear(needed, Map.of(), "测试通知", "test");
            }
        }
        var model = Bpmn.createExecutableProcess("DueDateProcess")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .userTask()
                .camundaDueDate("${workdays.plus(5)}")
                .endEvent()
                .done();
        engine.getRepositoryService()
                .createDeployment()
                .tenantId("jining")
                .addModelInstance("DueDateProcess.bpmn", model)
                .deploy();

        // when
        engine.getRuntimeService().startProcessInstanceByKey("DueDateProcess");

        // then
        var task = engine.getTaskService().createTaskQuery().processDefinitionKey("DueDateProcess").singleResult();
        assertThat(task.getDueDate()).isEqualTo(workdays.plus(5));
    }
}
