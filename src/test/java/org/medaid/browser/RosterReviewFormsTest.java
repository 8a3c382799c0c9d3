package org.medaid.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.time.LocalDate;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.testing.Chromium;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.SampleFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A review in Tasklist and a household's file on its page, in a browser. */
@IntegrationTest
class RosterReviewFormsTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private BusinessClock clock;

    @Test
    @FillsForms({"open-roster-review", "review-beneficiary", "examine-roster-review", "approve-roster-review"})
    @Clause({"S1", "H3", "X1"})
    void a_review_goes_from_the_township_to_two_people_of_the_county_and_the_household_has_its_file() {
        try (Chromium chromium = new Chromium(port)) {
            // given
            ResidentId resident = InventedResidents.next("440784");
            PersonId person = beneficiary(resident);
            LocalDate today = clock.today();
            Tasklist town = new Tasklist(chromium, "heshan-town1");

            // when a clerk opens the review, wrongly at first
            town.start("RosterReviewProcess");
            assertThat(town.sendWrong()).containsOnlyKeys("residentId", "reason", "note", "");
            town.input("residentId").fill(resident.value());
            town.input("reason").selectOption("INCOME");
            town.input("note").fill("子女已就业");
            town.picture("open-roster-review");
            town.send();
            String instance = runtime.createProcessInstanceQuery()
                    .variableValueEquals("rosterReviewId", review(person))
                    .singleResult()
                    .getId();

            // and reviews
            town.open(task(instance, "UserTask_ReviewBeneficiary"));
            assertThat(town.text()).contains("百里样本", "孤儿", "子女已就业");
            town.choose("decision", "不再符合条件，终止待遇");
            assertThat(town.sendWrong()).containsKeys("exitReason", "lastDay", "categories", "findings", "documents");
            town.picture("review-beneficiary-wrong");
            town.input("exitReason").selectOption("INCOME");
            town.input("lastDay").fill(today.toString());
            town.choose("categories", "孤儿");
            town.input("findings").fill("家庭月收入八千元");
            town.field("documents")
                    .locator("input[type=file]")
                    .setInputFiles(new FilePayload("收入证明.pdf", "application/pdf", SampleFiles.pdf()));
            // The line that says it is on its way names it too.
            assertThat(town.field("documents").locator("a")).containsText("收入证明.pdf");
            town.send();

            // and the county confirms twice
            for (String who : new String[] {"examiner", "approver"}) {
                Tasklist county = new Tasklist(chromium, "heshan-" + who);
                county.open(task(
                        instance, who.equals("examiner") ? "UserTask_ExamineRosterReview" : "UserTask_ApproveRosterReview"));
                assertThat(county.text()).contains("收入、财产超过标准", "家庭月收入八千元");
                county.choose("decision", "退回乡镇（街道）");
                assertThat(county.sendWrong()).containsKey("reason");
                county.choose("decision", "同意终止待遇");
                county.picture(who + "-roster-review");
                county.send();
            }

            // then
            assertThat(roster.categoriesOn(person, today.plusDays(1))).isEmpty();
            Page county = chromium.of("heshan-examiner");
            county.navigate(chromium.address("/roster-reviews"));
            assertThat(county.locator("body")).containsText("已终止待遇");
            chromium.fullPicture(county, "roster-reviews");

            // when the household's file is opened by hand
            Page page = chromium.of("heshan-town1");
            page.navigate(chromium.address("/households"));
            page.locator("#residentId").fill(resident.value());
            page.locator("#address").fill("鹤山示范镇一村2号");
            page.getByText("建档", new Page.GetByTextOptions().setExact(true)).click();
            page.getByText("登记健康状况").click();
            page.locator("#conditions-0").fill("尿毒症，每周透析三次");
            page.getByLabel("肾功能不全透析治疗").check();
            page.locator("#plan-0").fill("每周三次到院透析");
            page.locator("details[open] button").click();

            // then
            assertThat(page.locator("p.warning")).containsText("须转诊至二级及以上定点医疗机构");
            chromium.fullPicture(page, "household");
            assertThat(chromium.scriptErrors()).isEmpty();
        }
    }

    private PersonId beneficiary(ResidentId resident) {
        PersonId person = InventedResidents.registered(parties, resident, "百里样本");
        roster.enter(
                PoolingArea.HESHAN,
                new EnterCategory(person, Category.ORPHAN, DateRange.from(clock.today().minusYears(1)), "孤儿证 第1号", "heshan-clerk1"));
        return person;
    }

    private String review(PersonId person) {
        return jdbc.sql("select id::text from medaid.roster_review where person_id = ?")
                .param(person.value())
                .query(String.class)
                .single();
    }

    private String task(String instance, String key) {
        return tasks.createTaskQuery().processInstanceId(instance).taskDefinitionKey(key).singleResult().getId();
    }
}
