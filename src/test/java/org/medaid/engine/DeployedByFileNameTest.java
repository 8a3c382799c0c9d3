package org.medaid.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.Test;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;

/** The tests read processes and forms from a folder, the packaged application from a jar: the names must be the same. */
@IntegrationTest
class DeployedByFileNameTest {

    @Autowired
    private RepositoryService repository;

    @Test
    void what_is_deployed_together_is_named_by_its_file_names() {
        // given
        ProcessDefinition process = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("ClaimSettlementProcess")
                .latestVersion()
                .singleResult();

        // when
        List<String> names = repository.getDeploymentResourceNames(process.getDeploymentId());

        // then
        assertThat(names)
                .contains("ClaimSettlementProcess.bpmn", "jiangmen-benefits.dmn", "enter-bill.html", "confirm-sheet.html")
                .noneMatch(name -> name.contains("/"));
    }
}
