package org.medaid.party;

import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@IntegrationTest
class HospitalRegisterWebTest {

    @Autowired
    Parties parties;

    @Autowired
    WebApplicationContext application;

    MockMvc web;
    String code;

    @BeforeEach
    void prepare() {
        web = MockMvcBuilders.webAppContextSetup(application).build();
        code = "T-" + ThreadLocalRandom.current().nextInt(1_000_000_000);
        parties.enterHospital(new Hospital(
                code,
                "测试" + code + "医院",
                3,
                new DivisionCode("440783"),
                List.of(new DateRange(LocalDate.of(2019, 1, 1), LocalDate.of(2019, 12, 31))),
                true));
    }

    @Test
    void hospitals_are_searched_by_name() throws Exception {
        web.perform(get("/api/v1/hospitals").param("query", "测试" + code).param("on", "2019-06-01"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$", hasSize(1)))
                .andExpect(jsonPath("$[0].code").value(code))
                .andExpect(jsonPath("$[0].level").value(3))
                .andExpect(jsonPath("$[0].levelName").value("三级"))
                .andExpect(jsonPath("$[0].divisionName").value("开平市"))
                .andExpect(jsonPath("$[0].designated").value(true))
                .andExpect(jsonPath("$[0].demonstration").value(true));
    }

    @Test
    void a_hospital_is_shown_as_designated_on_the_day_asked_for() throws Exception {
        web.perform(get("/api/v1/hospitals/{code}", code).param("on", "2020-01-01"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.designated").value(false));
        web.perform(get("/api/v1/hospitals/{code}", code))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.designated").value(false));
    }

    @Test
    void an_unknown_hospital_is_a_problem_in_chinese() throws Exception {
        web.perform(get("/api/v1/hospitals/{code}", "NO-SUCH-HOSPITAL"))
                .andExpect(status().isNotFound())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.code").value("HOSPITAL_NOT_FOUND"))
                .andExpect(jsonPath("$.detail").value("没有找到这家医院，请核对医院代码，或按名称查询。"));
    }

    @Test
    void bad_questions_name_their_field() throws Exception {
        web.perform(get("/api/v1/hospitals").param("on", "2019-02-30"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.field").value("on"));
        web.perform(get("/api/v1/hospitals").param("query", "院".repeat(101)))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.field").value("query"));
    }
}
