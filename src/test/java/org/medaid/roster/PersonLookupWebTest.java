package org.medaid.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.party.PersonRegistration.Registered;
import org.medaid.party.RegisterPerson;
import org.medaid.policy.Category;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.SignedInForTests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

@IntegrationTest
class PersonLookupWebTest {

    private static final CurrentUser CLERK = SignedInForTests.staff(PoolingArea.HESHAN, Groups.AGENCY_CLERK);

    @Autowired
    Parties parties;

    @Autowired
    Roster roster;

    @Autowired
    AuditTrail audit;

    @Autowired
    WebApplicationContext application;

    MockMvc web;
    Person person;

    @BeforeEach
    void prepare() {
        web = MockMvcBuilders.webAppContextSetup(application).build();
        person = ((Registered) parties.registerPerson(new RegisterPerson(
                        InventedResidents.next("440784"),
                        "测试·张三",
                        new DivisionCode("440784"),
                        true,
                        Optional.empty(),
                        "test",
                        true)))
                .person();
        roster.enter(
                PoolingArea.HESHAN,
                new EnterCategory(
                        person.id(),
                        Category.CLASS_ONE,
                        DateRange.from(LocalDate.of(2020, 10, 1)),
                        "认定名单一",
                        "clerk"));
    }

    @Test
    void a_person_of_the_own_area_is_shown_with_the_categories_of_the_day() throws Exception {
        ask(CLERK, number(person.residentId(), "2020-10-01"))
                .andExpect(status().isOk())
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(jsonPath("$.personId").value(person.id().toString()))
                .andExpect(jsonPath("$.name").value("测试·张三"))
                .andExpect(jsonPath("$.maskedResidentId").value(person.residentId().masked()))
                .andExpect(jsonPath("$.sex").value(person.sex().name()))
                .andExpect(jsonPath("$.sexName").value(person.sex().chineseName()))
                .andExpect(jsonPath("$.birthDate").value(person.birthDate().toString()))
                .andExpect(jsonPath("$.division").value("440784"))
                .andExpect(jsonPath("$.divisionName").value("鹤山市"))
                .andExpect(jsonPath("$.insured").value(true))
                .andExpect(jsonPath("$.demonstration").value(true))
                .andExpect(jsonPath("$.categories", hasSize(1)))
                .andExpect(jsonPath("$.categories[0].code").value("CLASS_ONE"))
                .andExpect(jsonPath("$.categories[0].name").value("一类人员"))
                .andExpect(jsonPath("$.categories[0].from").value("2020-10-01"))
                .andExpect(jsonPath("$.categories[0].to").value(nullValue()))
                .andExpect(jsonPath("$.categories[0].source").value("认定名单一"))
                .andExpect(content().string(not(containsString(person.residentId().value()))));

        ask(CLERK, number(person.residentId(), "2020-09-30")).andExpect(jsonPath("$.categories", hasSize(0)));
    }

    @Test
    void without_a_day_today_counts() throws Exception {
        ask(CLERK, "{\"residentId\": \" " + person.residentId().value().toLowerCase() + " \"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.categories", hasSize(1)));
    }

    @Test
    @Clause("X6")
    void a_person_of_another_area_is_not_found() throws Exception {
        ask(SignedInForTests.staff(PoolingArea.JIANGMEN, Groups.AGENCY_CLERK), number(person.residentId(), "2020-10-01"))
                .andExpect(status().isNotFound())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.code").value("PERSON_NOT_FOUND"))
                .andExpect(jsonPath("$.detail").value(containsString("没有查到此人")))
                .andExpect(content().string(not(containsString(person.residentId().value()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"residentId\": \"440784196001010010\"}",
        "{\"residentId\": \"44078419600101001\"}",
        "{\"residentId\": \"张三\"}",
        "{\"residentId\": \"\"}",
        "{}"
    })
    void a_malformed_number_is_refused_at_its_field(String body) throws Exception {
        ask(CLERK, body)
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.field").value("residentId"))
                .andExpect(jsonPath("$.errors", hasSize(1)))
                .andExpect(jsonPath("$.detail").value(containsString("身份号码")));
    }

    @Test
    void a_malformed_day_is_refused_at_its_field() throws Exception {
        ask(CLERK, number(person.residentId(), "2020-02-30"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.field").value("on"))
                .andExpect(jsonPath("$.code").value("DATE_MALFORMED"));
    }

    @Test
    void an_unreadable_body_is_a_problem_in_chinese() throws Exception {
        ask(CLERK, "{\"residentId\": ")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code").value("BODY_UNREADABLE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {Groups.REVIEW_EXPERT, Groups.REVIEW_CHAIR, Groups.POLICY_OFFICER})
    @Clause("X6")
    void who_needs_nobodys_file_looks_nobody_up(String group) throws Exception {
        ask(SignedInForTests.staff(PoolingArea.HESHAN, group), number(person.residentId(), "2020-10-01"))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code").value("LOOKUP_NOT_ALLOWED"));
    }

    @Test
    void an_administrator_without_an_office_looks_nobody_up() throws Exception {
        CurrentUser admin = new CurrentUser(
                "admin", "管理员", Optional.empty(), Set.of(Groups.AGENCY_CLERK), Optional.empty());

        ask(admin, number(person.residentId(), "2020-10-01")).andExpect(status().isForbidden());
    }

    @Test
    void every_look_up_is_audited_without_the_number() throws Exception {
        ask(CLERK, number(person.residentId(), "2020-10-01"));

        assertThat(audit.of("PERSON", person.id().toString()))
                .filteredOn(act -> act.entry().action().equals("PERSON_LOOKED_UP"))
                .singleElement()
                .satisfies(act -> {
                    assertThat(act.entry().userId()).isEqualTo(CLERK.id());
                    assertThat(act.entry().details()).containsEntry("on", "2020-10-01");
                });
    }

    @Test
    void a_look_up_in_vain_is_audited_too() throws Exception {
        CurrentUser clerk = SignedInForTests.staff(PoolingArea.JIANGMEN, Groups.AGENCY_CLERK);
        int before = audit.of("OFFICE", "jiangmen").size();

        ask(clerk, number(person.residentId(), "2020-10-01"));

        assertThat(audit.of("OFFICE", "jiangmen")).hasSize(before + 1).last().satisfies(act -> {
            assertThat(act.entry().action()).isEqualTo("PERSON_LOOKED_UP_IN_VAIN");
            assertThat(act.entry().details()).isEmpty();
        });
    }

    private ResultActions ask(CurrentUser user, String body) {
        return SignedInForTests.as(user, () -> {
            try {
                return web.perform(post("/api/v1/person-lookups")
                        .contentType(MediaType.APPLICATION_JSON)
                        .characterEncoding("UTF-8")
                        .content(body));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static String number(ResidentId residentId, String on) {
        return "{\"residentId\": \"" + residentId.value() + "\", \"on\": \"" + on + "\"}";
    }
}
