package org.medaid.party;

import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@IntegrationTest
class DiagnosisCatalogueTest {

    @Autowired
    WebApplicationContext application;

    MockMvc web;

    @BeforeEach
    void prepare() {
        web = MockMvcBuilders.webAppContextSetup(application).build();
    }

    @Test
    void a_diagnosis_is_found_by_the_beginning_of_its_code_whatever_the_case_of_the_letter() throws Exception {
        asked("n18").andExpect(jsonPath("$", hasSize(1))).andExpect(jsonPath("$[0].name").value("慢性肾衰竭"));
        asked("C1").andExpect(jsonPath("$[*].code", everyItem(startsWith("C1"))));
    }

    @Test
    void a_diagnosis_is_found_by_a_part_of_its_name_the_shortest_of_the_nearest_first() throws Exception {
        asked("肾衰竭")
                .andExpect(jsonPath("$[*].name", everyItem(containsString("肾衰竭"))))
                .andExpect(jsonPath("$[*].code", hasItem("N17")))
                .andExpect(jsonPath("$[0].code").value("N17"));
    }

    @Test
    void nothing_is_found_by_nothing_and_a_percent_sign_is_a_percent_sign() throws Exception {
        asked("").andExpect(jsonPath("$", hasSize(0)));
        asked("%").andExpect(jsonPath("$", hasSize(0)));
    }

    @Test
    void at_most_twenty_are_shown_and_a_diagnosis_is_never_asked_for_in_an_address() throws Exception {
        asked("恶性肿瘤").andExpect(jsonPath("$", hasSize(DiagnosisCatalogue.MOST_FOUND)));
        web.perform(get("/api/v1/diagnosis-searches").param("text", "N18")).andExpect(status().isMethodNotAllowed());
        web.perform(question("瘤".repeat(201)))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("QUERY_TOO_LONG"));
    }

    private ResultActions asked(String text) throws Exception {
        return web.perform(question(text)).andExpect(status().isOk());
    }

    private static org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder question(String text) {
        return post("/api/v1/diagnosis-searches")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"text\": \"" + text + "\"}");
    }
}
