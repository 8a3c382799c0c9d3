package org.medaid.claim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.medaid.claim.persistence.RecalculationRows;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.CategoriesBackdated.Change;
import org.medaid.roster.EndCategory;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.LargeCosts;
import org.medaid.roster.NewUpload;
import org.medaid.roster.Roster;
import org.medaid.roster.RosterAnswer;
import org.medaid.roster.RosterChange;
import org.medaid.roster.RosterDesk;
import org.medaid.roster.RosterUploads;
import org.medaid.roster.UploadAnswer;
import org.medaid.roster.UploadId;
import org.medaid.roster.UploadState;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.Office;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.SignedInForTests;
import org.medaid.testing.Tables;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What changes of the roster mean for bills: those to come, and those settled already. */
@IntegrationTest
class RecalculationTest {

    private static final CurrentUser CLERK = SignedInForTests.staff(PoolingArea.LIANYUNGANG, Groups.AGENCY_CLERK);

    @LocalServerPort
    int port;

    @Autowired
    Parties parties;

    @Autowired
    Roster roster;

    @Autowired
    RosterDesk desk;

    @Autowired
    Recalculations recalculations;

    @Autowired
    LargeCosts costs;

    @Autowired
    BusinessClock clock;

    @Autowired
    RosterUploads uploads;

    @Autowired
    EngineCases cases;

    @Autowired
    JdbcClient jdbc;

    @Test
    @Clause("L4")
    void a_person_entered_today_is_settled_one_stop_on_a_bill_of_this_month() {
        // given
        ResidentId resident = InventedResidents.next("320706");
        PersonId person = person(resident);
        CurrentUser civil = SignedInForTests.staff(PoolingArea.LIANYUNGANG, Groups.DEPARTMENT_CIVIL_AFFAIRS);
        RosterDesk.Answer entered = desk.enter(
                civil, new RosterChange(resident.value(), "张当月", "SUBSISTENCE_ALLOWANCE", "", null, null, "民政批复"));
        assertThat(entered).isInstanceOf(RosterDesk.Answer.Recorded.class);

        // when
        JsonNode sheet = settled(person, clock.today());

        // then
        assertThat(sheet.at("/lines/0/code").asText()).isEqualTo("lianyungang.key-inpatient");
        assertThat(Money.parse(sheet.at("/lines/0/amount").asText()).isPositive()).isTrue();
    }

    @Test
    @Clause("S1")
    void a_backdated_entry_lists_the_bills_settled_in_between_until_somebody_says_what_was_done() {
        // given
        PersonId person = person(InventedResidents.next("320706"));
        enter(person, Category.LOW_INCOME_FAMILY, LocalDate.of(2019, 1, 1));
        settled(person, LocalDate.of(2020, 3, 12));
        String caseNumber = caseNumber(person);

        // when a better category is entered late, once for days after the bill and once for days before
        enter(person, Category.ORPHAN, LocalDate.of(2020, 3, 13));
        assertThat(listed(caseNumber)).isEmpty();
        enter(person, Category.SUBSISTENCE_ALLOWANCE, LocalDate.of(2020, 3, 1));

        // then
        assertThat(listed(caseNumber)).singleElement().satisfies(row -> {
            assertThat(row.change()).contains(Change.ENTERED);
            assertThat(row.category()).contains(Category.SUBSISTENCE_ALLOWANCE);
            assertThat(row.from()).isEqualTo(LocalDate.of(2020, 3, 1));
        });
        UUID row = listed(caseNumber).get(0).id();
        CurrentUser otherOffice = SignedInForTests.staff(PoolingArea.FUSHUN, Groups.AGENCY_CLERK);
        assertThat(recalculations.close(otherOffice, row, "RECALCULATED", null)).isNotEmpty();
        assertThat(recalculations.close(CLERK, row, "NOT_PURSUED", "")).isNotEmpty();
        assertThat(recalculations.close(CLERK, row, "RECALCULATED", "补算单已出")).isEmpty();
        assertThat(recalculations.close(CLERK, row, "UNCHANGED", "")).isNotEmpty();
        assertThat(listed(caseNumber).get(0).outcome()).contains("RECALCULATED");
    }

    @Test
    @Clause("S1")
    void a_backdated_list_and_its_reversal_list_the_bills_in_between_too() throws Exception {
        // given
        ResidentId resident = InventedResidents.next("320706");
        PersonId person = person(resident);
        enter(person, Category.LOW_INCOME_FAMILY, LocalDate.of(2019, 1, 1));
        settled(person, LocalDate.of(2020, 3, 12));
        byte[] list = Tables.csv("身份证号,姓名,变动,类别", resident.value() + ",张当月,新增,孤儿");

        // when
        UploadId id = ((UploadAnswer.Done) uploads.announce(
                        CLERK, new NewUpload("ROSTER", "DAILY", null, null, "2020-03-01", null, "迟到的名单", "a.csv")))
                .upload()
                .id();
        uploads.receive(CLERK, id, list.length, new ByteArrayInputStream(list));
        reaches(id, UploadState.CHECKED);
        uploads.confirm(CLERK, id);
        reaches(id, UploadState.TAKEN);
        uploads.undo(CLERK, id, "误报");
        reaches(id, UploadState.UNDONE);

        // then
        assertThat(listed(caseNumber(person)))
                .extracting(row -> row.change().orElseThrow())
                .containsExactlyInAnyOrder(Change.ENTERED, Change.ANNULLED);
    }

    @Test
    void an_end_that_becomes_known_late_lists_the_bills_after_it() {
        // given
        PersonId person = person(InventedResidents.next("320706"));
        RosterAnswer.Recorded entered = enter(person, Category.ORPHAN, LocalDate.of(2019, 1, 1));
        settled(person, LocalDate.of(2020, 3, 12));

        // when
        roster.end(
                PoolingArea.LIANYUNGANG,
                new EndCategory(entered.period().id(), LocalDate.of(2020, 2, 29), "退出名单", "test"));

        // then
        assertThat(listed(caseNumber(person))).extracting(row -> row.change().orElseThrow()).containsExactly(Change.ENDED);
    }

    @Test
    @Clause("S2")
    void the_offices_own_bills_tell_of_large_costs_of_people_in_no_category() {
        // given
        PersonId unknown = person(InventedResidents.next("320706"));
        PersonId known = person(InventedResidents.next("320706"));
        enter(known, Category.ORPHAN, LocalDate.of(2019, 1, 1));
        Office office = new Office(port, "lianyungang");
        office.instance(office.enter("clerk1", bill(unknown, LocalDate.of(2018, 3, 12))));
        office.instance(office.enter("clerk1", bill(unknown, LocalDate.of(2018, 5, 12))));
        enter(known, Category.SUBSISTENCE_ALLOWANCE, LocalDate.of(2017, 1, 1));
        office.instance(office.enter("clerk1", bill(known, LocalDate.of(2018, 5, 12))));

        // then
        assertThat(costs.of(PoolingArea.LIANYUNGANG, 2018, Money.parse("10000")))
                .contains(new LargeCosts.Borne(unknown, Money.parse("12000.00")))
                .extracting(LargeCosts.Borne::person)
                .doesNotContain(known);
        assertThat(costs.of(PoolingArea.LIANYUNGANG, 2018, Money.parse("12000.01")))
                .extracting(LargeCosts.Borne::person)
                .doesNotContain(unknown);
    }

    private void reaches(UploadId id, UploadState state) {
        Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> uploads.find(CLERK, id).orElseThrow().state() == state);
    }

    private List<RecalculationRows.Row> listed(String caseNumber) {
        return recalculations.of(CLERK).stream()
                .filter(row -> row.caseNumber().equals(caseNumber))
                .toList();
    }

    private String caseNumber(PersonId person) {
        return jdbc.sql("select case_number from medaid.claim where person_id = ?")
                .param(person.value())
                .query(String.class)
                .single();
    }

    private JsonNode settled(PersonId person, LocalDate day) {
        Office office = new Office(port, "lianyungang");
        String instance = office.instance(office.enter("clerk1", bill(person, day)));
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(instance, "ServiceTask_CalculateBenefit");
        String claim = cases.variable(instance, "claimId");
        JsonNode sheet = office.get("clerk1", "/api/v1/claims/" + claim + "/sheet").get("answer");
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        return sheet;
    }

    private static Map<String, Object> bill(PersonId person, LocalDate day) {
        Map<String, Object> bill = ClaimSettlementProcessTest.bill(person, "H3207063", "6000.00", "0.00");
        bill.put("admittedOn", day.withDayOfMonth(1).toString());
        bill.put("dischargedOn", day.toString());
        return bill;
    }

    private RosterAnswer.Recorded enter(PersonId person, Category category, LocalDate from) {
        return (RosterAnswer.Recorded) roster.enter(
                PoolingArea.LIANYUNGANG, new EnterCategory(person, category, DateRange.from(from), "名单", "test"));
    }

    private PersonId person(ResidentId resident) {
        return InventedResidents.registered(parties, resident, "张当月");
    }
}
