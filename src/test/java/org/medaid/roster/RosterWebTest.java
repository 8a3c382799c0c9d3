package org.medaid.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
import org.medaid.testing.Tables;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** What the roster's pages and interfaces show to whom, and what they refuse. */
@IntegrationTest
class RosterWebTest {

    private static final CurrentUser CLERK = SignedInForTests.staff(PoolingArea.JINING, Groups.AGENCY_CLERK);
    private static final CurrentUser CIVIL = SignedInForTests.staff(PoolingArea.JINING, Groups.DEPARTMENT_CIVIL_AFFAIRS);
    private static final CurrentUser AUDITOR = SignedInForTests.staff(PoolingArea.JINING, Groups.AUDITOR);
    private static final CurrentUser MACHINE = SignedInForTests.staff(PoolingArea.JINING, Groups.MACHINE_OFFICE);

    @Autowired
    WebApplicationContext application;

    @Autowired
    Parties parties;

    @Autowired
    Roster roster;

    @Autowired
    RosterUploads uploads;

    @Autowired
    LargeCostDesk costs;

    @Autowired
    ObjectMapper json;

    MockMvc web;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        web = MockMvcBuilders.webAppContextSetup(application).build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/roster", "/roster/uploads", "/roster/lists"})
    @Clause("X6")
    void roster_pages_are_for_the_office_and_the_certifying_departments_only(String page) throws Exception {
        for (String group : List.of(
                Groups.AGENCY_CLERK,
                Groups.AGENCY_CHECKER,
                Groups.AGENCY_MANAGER,
                Groups.AUDITOR,
                Groups.DEPARTMENT_CIVIL_AFFAIRS)) {
            as(SignedInForTests.staff(PoolingArea.JINING, group), get(page)).andExpect(status().isOk());
        }
        for (String group : List.of(
                Groups.REVIEW_EXPERT,
                Groups.DEPARTMENT_TAX,
                Groups.HOSPITAL_MEDICAL_AFFAIRS,
                // Its category is none of Jining's.
                Groups.DEPARTMENT_TRADE_UNION)) {
            as(SignedInForTests.staff(PoolingArea.JINING, group), get(page)).andExpect(status().isForbidden());
        }
    }

    @Test
    @Clause({"S1", "H3"})
    void an_entry_and_an_exit_count_from_their_day_and_stay_readable_with_who_and_why() throws Exception {
        // given
        Person person = person(true, "王单笔");

        // when
        as(CIVIL, change("ENTRY", person, "SUBSISTENCE_ALLOWANCE", "2020-04-08")).andExpect(status().is3xxRedirection());
        as(CIVIL, change("EXIT", person, "SUBSISTENCE_ALLOWANCE", "2020-06-30")).andExpect(status().is3xxRedirection());

        // then
        assertThat(roster.held(person.id()))
                .extracting(CategoryPeriod::period)
                .containsExactly(new DateRange(LocalDate.of(2020, 4, 8), LocalDate.of(2020, 6, 30)));
        as(CLERK, search(person.residentId().value())).andExpect(redirectedUrlPattern("/roster/people/*"));
        as(CLERK, get("/roster/people/" + person.id()))
                .andExpect(content().string(containsString("王单笔")))
                .andExpect(content().string(containsString("民政决定〔2020〕1号")))
                .andExpect(content().string(containsString("2020-04-08")))
                .andExpect(content().string(containsString("2020-06-30")))
                .andExpect(content().string(not(containsString(person.residentId().value()))));
    }

    @ParameterizedTest
    @CsvSource({
        "370811199001011239, 王字段, SUBSISTENCE_ALLOWANCE, 2020-04-08, 身份证号不正确",
        "OWN, 王改名, SUBSISTENCE_ALLOWANCE, 2020-04-08, 姓名与登记的不一致",
        "OWN, 王字段, ILLNESS_IMPOVERISHED, 2020-04-08, 不能由您登记",
        "OWN, 王字段, SUBSISTENCE_ALLOWANCE, 2020-13-08, 日期格式不正确",
        "NEW, 王字段, SUBSISTENCE_ALLOWANCE, 2020-04-08, 请选择参保地"
    })
    void what_is_wrong_with_an_entry_is_said_at_its_field_and_nothing_is_entered(
            String number, String name, String category, String day, String said) throws Exception {
        // given
        Person person = person(true, "王字段");
        String typed = switch (number) {
            case "OWN" -> person.residentId().value();
            case "NEW" -> InventedResidents.next("370811").value();
            default -> number;
        };

        // then
        as(CIVIL, post("/roster/changes")
                        .param("change", "ENTRY")
                        .param("residentId", typed)
                        .param("name", name)
                        .param("category", category)
                        .param("day", day)
                        .param("sourceDocument", "决定"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(said)));
        assertThat(roster.history(person.id())).isEmpty();
    }

    @Test
    @Clause("X6")
    void a_department_finds_only_people_of_its_own_categories_and_an_auditor_enters_nothing() throws Exception {
        // given
        Person other = person(true, "李他类");
        roster.enter(
                PoolingArea.JINING,
                new EnterCategory(
                        other.id(), Category.ILLNESS_IMPOVERISHED, DateRange.from(LocalDate.of(2020, 1, 1)), "x", "test"));

        // then
        as(CIVIL, search(other.residentId().value())).andExpect(content().string(containsString("没有查到此人的记录")));
        as(CIVIL, get("/roster/people/" + other.id())).andExpect(status().isNotFound());
        as(CLERK, get("/roster/people/" + other.id())).andExpect(status().isOk());
        as(AUDITOR, get("/roster/people/" + other.id())).andExpect(status().isOk());
        as(AUDITOR, change("ENTRY", other, "SUBSISTENCE_ALLOWANCE", "2020-04-08")).andExpect(status().isForbidden());
        as(SignedInForTests.staff(PoolingArea.FUSHUN, Groups.AGENCY_CLERK), get("/roster/people/" + other.id()))
                .andExpect(status().isNotFound());
    }

    @Test
    @Clause("H3")
    void a_departments_system_enters_and_ends_through_the_machine_interface() throws Exception {
        // given
        ResidentId newcomer = InventedResidents.next("370811");
        Map<String, String> entry = Map.of(
                "residentId", newcomer.value(),
                "name", "赵接口",
                "category", "SUBSISTENCE_ALLOWANCE",
                "day", "2020-04-08",
                "division", "370811",
                "insured", "false",
                "sourceDocument", "低保系统");

        // then
        as(MACHINE, send("/api/v1/roster-entries", entry))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.from").value("2020-04-08"));
        as(MACHINE, send("/api/v1/roster-entries", entry))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.code").value("PERIOD_OVERLAPS"));
        as(MACHINE, send("/api/v1/roster-exits", Map.of(
                        "residentId", newcomer.value(),
                        "name", "赵接口",
                        "category", "SUBSISTENCE_ALLOWANCE",
                        "day", "2020-05-31",
                        "sourceDocument", "低保系统")))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.to").value("2020-05-31"));
        as(CLERK, send("/api/v1/roster-entries", entry)).andExpect(status().isForbidden());
    }

    @Test
    @Clause("J1")
    void a_single_entry_of_a_monthly_category_counts_from_the_month_after_its_hand_over() throws Exception {
        // given
        CurrentUser poverty = SignedInForTests.staff(PoolingArea.HESHAN, Groups.DEPARTMENT_POVERTY_ALLEVIATION);
        Person person = person("440784", true, "何扶贫");

        // when
        as(poverty, change("ENTRY", person, "POVERTY_ALLEVIATION", "2019-05-21")).andExpect(status().is3xxRedirection());

        // then
        assertThat(roster.held(person.id()))
                .extracting(CategoryPeriod::period)
                .containsExactly(DateRange.from(LocalDate.of(2019, 7, 1)));
        assertThat(ListKind.monthly(YearMonth.of(2019, 12), LocalDate.of(2019, 12, 20)))
                .isEqualTo(new ListKind.Effect(LocalDate.of(2020, 1, 1), LocalDate.of(2019, 12, 31)));
    }

    @Test
    @Clause({"J2", "H3"})
    void members_without_insurance_are_listed_by_district_masked_on_screen_and_whole_in_the_file() throws Exception {
        // given
        Person uninsured = person("370832", false, "钱未参保");
        Person insured = person("370832", true, "钱已参保");
        for (Person person : List.of(uninsured, insured)) {
            roster.enter(
                    PoolingArea.JINING,
                    new EnterCategory(
                            person.id(),
                            Category.SUBSISTENCE_ALLOWANCE,
                            DateRange.from(LocalDate.of(2020, 1, 1)),
                            "名单",
                            "test"));
        }

        // then
        as(CLERK, get("/roster/lists"))
                .andExpect(content().string(containsString("梁山县")))
                .andExpect(content().string(containsString(uninsured.residentId().masked())))
                .andExpect(content().string(not(containsString(uninsured.residentId().value()))));
        String file = as(CLERK, get("/roster/lists/uninsured.csv"))
                .andExpect(header().string("Content-Disposition", containsString("attachment")))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(file).startsWith("\uFEFF参保地,姓名,身份证号,类别");
        assertThat(file).contains("梁山县,钱未参保," + uninsured.residentId().value() + ",最低生活保障对象");
        assertThat(file).doesNotContain(insured.residentId().value());
        as(SignedInForTests.staff(PoolingArea.JINING, Groups.AGENCY_CHECKER), get("/roster/lists/uninsured.csv"))
                .andExpect(status().isForbidden());
    }

    @Test
    @Clause("S1")
    void changes_of_a_period_say_who_changed_what_when() throws Exception {
        // given
        Person person = person(true, "孙变动");
        as(CIVIL, change("ENTRY", person, "EXTREME_POVERTY", "2020-04-08"));
        String today = LocalDate.now().toString();

        // then
        String file = as(CLERK, get("/roster/lists/changes.csv").param("from", today).param("to", today))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(file.lines().filter(line -> line.contains(person.residentId().value())))
                .singleElement()
                .asString()
                .contains("纳入", "孙变动", "特困供养人员", "自2020-04-08", "民政决定〔2020〕1号", CIVIL.id());
        as(CLERK, get("/roster/lists/changes.csv").param("from", "2019-01-01").param("to", "2019-01-31"))
                .andExpect(content().string(not(containsString(person.residentId().value()))));
    }

    @Test
    void a_result_file_carries_the_reasons_and_computes_nothing_that_a_stranger_typed() throws Exception {
        // given
        Upload upload = upload(
                new NewUpload("ROSTER", "DAILY", null, null, "2020-05-08", null, "名单", "a.csv"),
                Tables.csv(
                        "身份证号,姓名,变动,类别",
                        InventedResidents.next("370811").value() + ",\"=HYPERLINK(\"\"http://x\"\",\"\"a\"\")\",新增,@SUM(A1)"));

        // when
        byte[] file = as(CLERK, get("/roster/uploads/" + upload.id() + "/result.xlsx"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();

        // then
        String sheet = sheet(file);
        assertThat(sheet).contains("&apos;=HYPERLINK").contains("没有这一类别").contains("“姓名”是公式");
        assertThat(sheet).containsPattern("(&apos;|')@SUM");
        assertThat(sheet).doesNotContain("<f>");
    }

    @Test
    void templates_are_read_back_as_they_are_given_out() throws Exception {
        for (String ending : List.of("xlsx", "csv")) {
            byte[] template = as(CLERK, get("/roster/uploads/templates/roster." + ending))
                    .andExpect(status().isOk())
                    .andReturn()
                    .getResponse()
                    .getContentAsByteArray();
            Upload upload =
                    upload(new NewUpload("ROSTER", "DAILY", null, null, "2020-05-08", null, "名单", "a." + ending), template);
            assertThat(upload.refusal().orElseThrow()).contains("没有数据");
        }
    }

    @Test
    @Clause("S2")
    void large_costs_are_listed_above_the_offices_figure_and_each_row_is_closed_once_with_its_outcome() throws Exception {
        // given
        assertThat(costs.enterThreshold(
                                CLERK, "20000", LocalDate.now().minusDays(1).toString(), "济医保〔2021〕9号"))
                .allMatch(problem -> problem.code().equals("DAY_TAKEN"));
        ResidentId large = InventedResidents.next("370811");
        ResidentId small = InventedResidents.next("370811");
        Person recognised = person(true, "周已认定");
        roster.enter(
                PoolingArea.JINING,
                new EnterCategory(
                        recognised.id(),
                        Category.EXTREME_POVERTY,
                        DateRange.from(LocalDate.of(2020, 1, 1)),
                        "名单",
                        "test"));

        // when
        Upload upload = upload(
                new NewUpload("LARGE_COSTS", null, null, null, null, "2019", "医保费用数据", "a.csv"),
                Tables.csv(
                        "身份证号,姓名,年度,个人自付金额",
                        large.value() + ",吴大额,2019,\"35,000.50\"",
                        small.value() + ",吴小额,2019,19999.99",
                        recognised.residentId().value() + ",周已认定,2019,50000",
                        InventedResidents.next("370811").value() + ",吴错年,2018,50000",
                        InventedResidents.next("370811").value() + ",吴错额,2019,很多"));
        assertThat(upload.counts().refused()).isEqualTo(2);
        uploads.confirm(CLERK, upload.id());
        settled(upload.id());

        // then
        LargeCost listed = costs.list(CLERK, 2019).stream()
                .filter(cost -> cost.residentId().equals(large))
                .findFirst()
                .orElseThrow();
        assertThat(costs.list(CLERK, 2019))
                .extracting(LargeCost::residentId)
                .doesNotContain(small, recognised.residentId());
        assertThat(listed.amount()).hasToString("35000.50");
        assertThat(costs.close(CLERK, listed.id(), "NOT_ELIGIBLE", " "))
                .extracting(problem -> problem.field())
                .containsExactly("reason");
        assertThat(costs.close(AUDITOR, listed.id(), "NOT_ELIGIBLE", "收入高")).isNotEmpty();
        assertThat(costs.close(CLERK, listed.id(), "NOT_ELIGIBLE", "收入高于标准")).isEmpty();
        assertThat(costs.close(CLERK, listed.id(), "DECLINED", "不申请"))
                .extracting(problem -> problem.code())
                .containsExactly("CLOSED_ALREADY");
        as(CLERK, get("/roster/lists").param("year", "2019"))
                .andExpect(content().string(containsString("收入高于标准")))
                .andExpect(content().string(not(containsString(large.value()))));
    }

    @Test
    void a_file_that_is_no_list_is_refused_over_the_interface_in_the_words_of_the_others() throws Exception {
        // given
        String announced = as(CLERK, send("/api/v1/roster-uploads", Map.of(
                        "purpose", "ROSTER",
                        "kind", "DAILY",
                        "day", "2020-05-08",
                        "sourceDocument", "名单",
                        "fileName", "a.xlsx")))
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getContentAsString();
        String id = json.readTree(announced).get("id").asText();

        // when
        as(CLERK, put("/api/v1/roster-uploads/" + id + "/content").content(new byte[0])).andExpect(status().isOk());

        // then
        settled(UploadId.parse(id));
        as(CLERK, get("/api/v1/roster-uploads/" + id))
                .andExpect(jsonPath("$.state").value("REFUSED"))
                .andExpect(jsonPath("$.refusal").value(containsString("文件是空的")));
        as(CLERK, get("/roster/uploads/" + id)).andExpect(content().string(containsString("文件是空的")));
        as(CLERK, send("/api/v1/roster-uploads", Map.of("fileName", "a.exe")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.errors[*].field").value(hasItems("sourceDocument", "file")));
    }

    private Upload upload(NewUpload announcement, byte[] file) throws Exception {
        UploadId id = ((UploadAnswer.Done) uploads.announce(CLERK, announcement)).upload().id();
        uploads.receive(CLERK, id, file.length, new ByteArrayInputStream(file));
        return settled(id);
    }

    private Upload settled(UploadId id) {
        return Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> uploads.find(CLERK, id).orElseThrow(), upload -> !upload.state().isWorking());
    }

    private String sheet(byte[] workbook) throws Exception {
        Path file = Files.write(folder.resolve("result.xlsx"), workbook);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String xml = new String(
                    zip.getInputStream(zip.getEntry("xl/worksheets/sheet1.xml")).readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("&#x([0-9a-f]+);")
                    .matcher(xml)
                    .replaceAll(code -> Matcher.quoteReplacement(
                            Character.toString(Integer.parseInt(code.group(1), 16))));
        }
    }

    private static MockHttpServletRequestBuilder search(String number) {
        return post("/roster/searches").param("residentId", number);
    }

    private static MockHttpServletRequestBuilder change(String change, Person person, String category, String day) {
        return post("/roster/changes")
                .param("change", change)
                .param("residentId", person.residentId().value())
                .param("name", person.name())
                .param("category", category)
                .param("day", day)
                .param("sourceDocument", "民政决定〔2020〕1号");
    }

    private MockHttpServletRequestBuilder send(String path, Map<String, String> body) throws Exception {
        return post(path).contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(body));
    }

    private ResultActions as(CurrentUser user, MockHttpServletRequestBuilder request) {
        return SignedInForTests.as(user, () -> {
            try {
                return web.perform(request);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Person person(boolean insured, String name) {
        return person("370811", insured, name);
    }

    private Person person(String division, boolean insured, String name) {
        return ((Registered) parties.registerPerson(new RegisterPerson(
                        InventedResidents.next(division),
                        name,
                        new DivisionCode(division),
                        insured,
                        Optional.empty(),
                        "test",
                        true)))
                .person();
    }
}
