package org.medaid.policy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.medaid.kernel.Clause;
import org.medaid.policy.Cases;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

@IntegrationTest
class CalculationInterfaceTest {

    /** The field at fault in each of the refused examples, in their order. */
    private static final List<String> FIELDS = List.of(
            "amounts.basicPaid", "amounts.total", "division", "categories[0]", "amounts.total", "amounts.inScope",
            "categories[0]", "careType", "amounts.inScope", "amounts.deductible", "amounts.deductible",
            "amounts.basicPaid", "careType", "amounts.inScope", "categories[0]", "amounts.selfPaid", "amounts.total",
            "amounts.deductible", "amounts.selfPaid", "amounts.total", "division", "amounts.deductible",
            "amounts.deductible", "amounts.basicPaid");

    @Autowired
    MockMvc mvc;

    static Stream<Cases.Case> refused() {
        return Cases.refused();
    }

    static Stream<Cases.Case> computed() {
        return Cases.computed();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void a_request_at_fault_is_answered_with_422_and_the_field(Cases.Case example) throws Exception {
        // when
        MockHttpServletResponse response = post(example.request().toString());

        // then
        assertThat(response.getStatus()).isEqualTo(example.expected().get("httpStatus").intValue());
        assertThat(response.getContentType()).startsWith(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        JsonNode problem = Cases.JSON.readTree(response.getContentAsByteArray());
        int index = Integer.parseInt(example.name().split(" ")[1]);
        assertThat(problem.get("field").textValue()).isEqualTo(FIELDS.get(index));
        assertThat(problem.get("code").textValue()).isNotBlank();
        assertThat(problem.get("detail").textValue()).matches("(?s).*\\p{IsHan}.*");
        assertThat(problem.get("title").textValue()).matches("\\p{ASCII}+");
        assertThat(problem.get("errors")).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("computed")
    void a_worked_example_is_answered_with_its_payers(Cases.Case example) throws Exception {
        MockHttpServletResponse response = post(example.request().toString());

        assertThat(response.getStatus()).isEqualTo(200);
        JsonNode answer = Cases.JSON.readTree(response.getContentAsByteArray());
        assertThat(answer.get("payers")).isEqualTo(example.expected().get("payers"));
        assertThat(answer.get("accumulated")).isEqualTo(example.expected().get("accumulated"));
        assertThat(answer.get("reasons")).isEqualTo(example.expected().get("reasons"));
    }

    @Test
    @Clause("C19")
    void the_answer_names_the_article_behind_every_line_and_behind_the_rest() throws Exception {
        MockHttpServletResponse response = post(CalculationExample.REQUEST);

        JsonNode answer = Cases.JSON.readTree(response.getContentAsByteArray());
        JsonNode line = answer.get("lines").get(0);
        assertThat(line.get("code").textValue()).isEqualTo("fushun.inpatient");
        assertThat(line.get("ratio").textValue()).isEqualTo("0.60");
        assertThat(line.get("ceiling").textValue()).isEqualTo("5000.00");
        assertThat(line.get("usedBefore").textValue()).isEqualTo("0.00");
        assertThat(line.get("citation").get("document").textValue()).isEqualTo("抚政办发〔2014〕67号");
        assertThat(line.get("citation").get("article").textValue()).isEqualTo("四(二)");
        assertThat(line.get("officeParameter").booleanValue()).isFalse();
        assertThat(answer.get("remainder").get("payer").textValue()).isEqualTo("PERSON");
        assertThat(answer.get("remainder").get("citation").get("document").textValue()).isNotBlank();
        assertThat(answer.get("rules").get("decision").textValue()).isEqualTo("FushunBenefitLines");
        assertThat(answer.get("rules").get("version").textValue()).hasSize(64);
    }

    @Test
    void a_body_that_is_no_json_is_refused_in_chinese() throws Exception {
        for (String body : List.of("{", "{\"division\": \"210402\", \"division\": \"210403\"}", "{} {}")) {
            MockHttpServletResponse response = post(body);
            assertThat(response.getStatus()).as(body).isEqualTo(400);
            assertThat(Cases.JSON.readTree(response.getContentAsByteArray()).get("code").textValue())
                    .isEqualTo("MALFORMED_JSON");
        }
    }

    private MockHttpServletResponse post(String body) throws Exception {
        return mvc.perform(MockMvcRequestBuilders.post("/api/v1/calculations")
                        .with(httpBasic("api-jiangmen", Browser.PASSWORD))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .andReturn()
                .getResponse();
    }
}
