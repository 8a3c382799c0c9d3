package org.medaid.policy.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.junit.jupiter.api.Test;
import org.medaid.audit.AuditTrail;
import org.medaid.engine.RefusedDeployment;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.Bill;
import org.medaid.policy.CalculationAnswer;
import org.medaid.policy.CalculationRequest;
import org.medaid.policy.CalculationResult;
import org.medaid.policy.Cases;
import org.medaid.policy.PolicyDesk;
import org.medaid.policy.RuleVersion;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.OwnApplication;
import org.medaid.testing.SignedInForTests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;

/** On a database of its own: what is deployed here would be in force for every other test. */
@IntegrationTest
@OwnApplication
class RuleDeploymentTest {

    private static final CurrentUser OFFICER =
            SignedInForTests.staff(PoolingArea.FUSHUN, Groups.POLICY_OFFICER);

    @Autowired
    MockMvc mvc;

    @Autowired
    RepositoryService repository;

    @Autowired
    PolicyDesk desk;

    @Autowired
    RuleDeployments deployments;

    @Autowired
    DeployedRuleBook book;

    @Autowired
    OfficesRulesOutlastReleases outlast;

    @Autowired
    AuditTrail audit;

    @Autowired
    JdbcClient jdbc;

    @Test
    @Clause("C19")
    void new_rules_are_in_force_for_new_cases_and_old_cases_keep_theirs() throws Exception {
        // given
        CalculationRequest request = Bill.in("210402").inScope("100").request();
        RuleVersion before = desk.latestRules(PoolingArea.FUSHUN);
        String processBefore = latestProcessDeployment();
        List<String> resources = repository.getDeploymentResourceNames(processBefore);

        // when
        MockHttpServletResponse response = post(OFFICER, fushun("Inpatient", "<text>0.60</text>", "<text>0.65</text>"));

        // then the newest rules pay 65 %
        assertThat(response.getStatus()).as(response.getContentAsString()).isEqualTo(201);
        JsonNode deployed = Cases.JSON.readTree(response.getContentAsByteArray());
        RuleVersion after = desk.latestRules(PoolingArea.FUSHUN);
        assertThat(deployed.get("version").textValue()).isEqualTo(after.hash()).isNotEqualTo(before.hash());
        assertThat(paid(desk.determine(request))).isEqualTo("65.00");

        // and a case that started before keeps its 60 %, one that starts now gets the new rules with the process
        assertThat(paid(desk.determine(request, desk.rulesIn(processBefore, PoolingArea.FUSHUN)))).isEqualTo("60.00");
        String processAfter = latestProcessDeployment();
        assertThat(processAfter).isEqualTo(deployed.get("deploymentId").textValue()).isNotEqualTo(processBefore);
        assertThat(paid(desk.determine(request, desk.rulesIn(processAfter, PoolingArea.FUSHUN)))).isEqualTo("65.00");
        assertThat(repository.getDeploymentResourceNames(processAfter)).containsExactlyInAnyOrderElementsOf(resources);
        assertThat(desk.latestRules(PoolingArea.JINING)).isEqualTo(desk.rulesIn(processBefore, PoolingArea.JINING));

        // and it is on record who did it
        assertThat(audit.of("RULE_FILE", after.hash())).singleElement().satisfies(act -> {
            assertThat(act.entry().userId()).isEqualTo(OFFICER.id());
            assertThat(act.entry().details()).containsEntry("before", before.hash());
        });

        // and the office reads who put which version in force, each with its file; one deployed for another area is none
        List<RuleDeployments.Version> history = deployments.history(PoolingArea.FUSHUN);
        assertThat(history).extracting(RuleDeployments.Version::hash).containsExactly(after.hash(), before.hash());
        assertThat(history).extracting(RuleDeployments.Version::inForce).containsExactly(true, false);
        assertThat(history.get(0).deployedBy()).contains(OFFICER.id());
        assertThat(history.get(1).deployedBy()).isEmpty();
        assertThat(deployments.file(PoolingArea.FUSHUN, history.get(1).deploymentId()))
                .hasValue(ClassPathRuleBook.content(PoolingArea.FUSHUN));
        assertThat(deployments.history(PoolingArea.HESHAN)).hasSize(1);
        assertThat(deployments.file(PoolingArea.FUSHUN, "nothing")).isEmpty();

        // and the same file is not deployed twice
        assertThat(code(post(OFFICER, fushun("Inpatient", "<text>0.60</text>", "<text>0.65</text>"))))
                .isEqualTo("NOTHING_CHANGED");
    }

    @Test
    @Clause("C19")
    void every_deployed_rule_file_is_kept_by_its_hash_beside_the_engine() {
        RuleVersion version = desk.latestRules(PoolingArea.HESHAN);

        byte[] kept = jdbc.sql("select content from medaid.policy_rule_file where hash = ?")
                .param(version.hash())
                .query((rs, row) -> rs.getBytes(1))
                .single();

        assertThat(kept).isEqualTo(ClassPathRuleBook.content(PoolingArea.HESHAN));
        assertThat(book.of(version)).isPresent();
        assertThatThrownBy(() -> jdbc.sql("delete from medaid.policy_rule_file").update())
                .hasMessageContaining("append-only");
    }

    @Test
    void a_faulty_file_is_refused_with_the_row_named_and_nothing_is_deployed() throws Exception {
        long deployments = repository.createDeploymentQuery().count();

        MockHttpServletResponse response =
                post(OFFICER, fushun("Outpatient", "<text>\"四(二)\"</text>", "<text></text>"));

        assertThat(response.getStatus()).isEqualTo(422);
        JsonNode problem = Cases.JSON.readTree(response.getContentAsByteArray());
        assertThat(problem.get("field").textValue()).isEqualTo("FushunBenefitLines_Outpatient");
        assertThat(problem.get("detail").textValue()).contains("第8行", "缺少依据");
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(deployments);
    }

    @Test
    void a_faulty_file_is_refused_by_whatever_way_it_comes() {
        long deployments = repository.createDeploymentQuery().count();
        String faulty = fushun("Inpatient", "<text>0.60</text>", "<text>6.0</text>");

        assertThatThrownBy(() -> repository
                        .createDeployment()
                        .addString("anything.dmn", faulty)
                        .deploy())
                .isInstanceOf(RefusedDeployment.class)
                .hasMessageContaining("抚顺市救助待遇")
                .hasMessageContaining("支付比例应在0至1之间");
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(deployments);
    }

    @Test
    void only_the_areas_own_policy_officers_deploy_its_rules() throws Exception {
        String file = fushun("Inpatient", "<text>0.60</text>", "<text>0.66</text>");

        assertThat(code(post(SignedInForTests.staff(PoolingArea.JINING, Groups.POLICY_OFFICER), file)))
                .isEqualTo("OTHER_AREA");
        assertThat(post(SignedInForTests.staff(PoolingArea.FUSHUN, Groups.AGENCY_CLERK), file).getStatus())
                .isEqualTo(403);
        assertThat(code(post(OFFICER, "no dmn at all"))).isEqualTo("NOT_A_DMN_FILE");
    }

    @Test
    void a_release_with_unchanged_rules_does_not_undo_what_an_officer_has_changed() throws Exception {
        // given an officer's change for Lianyungang, and then a release that ships the rules as before
        String own = text(PoolingArea.LIANYUNGANG).replace("0.50 * lianyungang", "0.60 * lianyungang");
        assertThat(post(SignedInForTests.staff(PoolingArea.LIANYUNGANG, Groups.POLICY_OFFICER), own).getStatus())
                .isEqualTo(201);
        RuleVersion officers = RuleFileReader.version(PoolingArea.LIANYUNGANG, own.getBytes(StandardCharsets.UTF_8));
        release(text(PoolingArea.LIANYUNGANG));
        book.deployed();
        assertThat(desk.latestRules(PoolingArea.LIANYUNGANG)).isNotEqualTo(officers);

        // when the application has started
        outlast.run(null);

        // then
        assertThat(desk.latestRules(PoolingArea.LIANYUNGANG)).isEqualTo(officers);

        // but a release that ships other rules is obeyed
        String others = text(PoolingArea.LIANYUNGANG).replace("0.50 * lianyungang", "0.55 * lianyungang");
        release(others);
        book.deployed();
        outlast.run(null);
        assertThat(desk.latestRules(PoolingArea.LIANYUNGANG))
                .isEqualTo(RuleFileReader.version(PoolingArea.LIANYUNGANG, others.getBytes(StandardCharsets.UTF_8)));
    }

    private void release(String rules) {
        String latest = latestProcessDeployment();
        String file = RuleFileReader.fileName(PoolingArea.LIANYUNGANG);
        DeploymentBuilder builder = repository.createDeployment().name("release").addString(file, rules);
        repository.getDeploymentResourceNames(latest).stream()
                .filter(name -> !name.equals(file))
                .forEach(name -> builder.addDeploymentResourceByName(latest, name));
        builder.deploy();
    }

    private String latestProcessDeployment() {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("ClaimSettlementProcess")
                .latestVersion()
                .singleResult()
                .getDeploymentId();
    }

    private MockHttpServletResponse post(CurrentUser as, String content) {
        MockMultipartFile file = new MockMultipartFile(
                "file", "rules.dmn", "application/xml", content.getBytes(StandardCharsets.UTF_8));
        return SignedInForTests.as(as, () -> {
            try {
                return mvc.perform(multipart("/api/v1/rule-deployments")
                                .file(file)
                                .with(user(as.id()))
                                .with(csrf()))
                        .andReturn()
                        .getResponse();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String code(MockHttpServletResponse response) throws Exception {
        return Cases.JSON.readTree(response.getContentAsByteArray()).get("code").textValue();
    }

    private static String paid(CalculationResult result) {
        CalculationAnswer answer = ((CalculationResult.Calculated) result).determination().answer();
        return answer.payers().get("MEDICAL_ASSISTANCE_FUND");
    }

    private static String fushun(String row, String old, String replacement) {
        String text = text(PoolingArea.FUSHUN);
        int start = text.indexOf("<rule id=\"FushunBenefitLines_" + row + "\">");
        int end = text.indexOf("</rule>", start);
        return text.substring(0, start) + text.substring(start, end).replace(old, replacement) + text.substring(end);
    }

    private static String text(PoolingArea area) {
        return new String(ClassPathRuleBook.content(area), StandardCharsets.UTF_8);
    }
}
