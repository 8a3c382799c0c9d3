package org.medaid.workbench.figures.unassisted;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.testing.Browser;
import org.medaid.testing.EngineCases;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.SignedInForTests;
import org.medaid.testing.TypedBill;
import org.medaid.workbench.figures.unassisted.UnassistedDesk.Unassisted;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Months of long ago, in which no other test has bills. */
@IntegrationTest
@Clause("S2")
class UnassistedTest {

    private static final PoolingArea AREA = PoolingArea.FUSHUN;
    private static final CurrentUser CLERK = SignedInForTests.staff(AREA, Groups.AGENCY_CLERK);
    private static final CurrentUser TOWN = SignedInForTests.staff(AREA, Groups.TOWNSHIP_CLERK);
    private static final CurrentUser MANAGER = SignedInForTests.staff(AREA, Groups.AGENCY_MANAGER);

    @LocalServerPort
    private int port;

    @Autowired
    private InsuranceUploads uploads;

    @Autowired
    private UnassistedDesk desk;

    @Autowired
    private Parties parties;

    @Autowired
    private Roster roster;

    @Autowired
    private EngineCases cases;

    @Test
    void an_entitled_person_without_assistance_is_listed_handed_over_and_closed_and_the_rules_exclude_with_reasons() {
        // given: somebody entitled with nothing, with little, with a settled bill; somebody not entitled
        YearMonth month = YearMonth.of(2015, 3);
        ResidentId nothing = entitled();
        ResidentId little = entitled();
        ResidentId assisted = entitled();
        ResidentId stranger = InventedResidents.next("210402");
        InventedResidents.registered(parties, stranger, "西门无类别");
        String invoice = "FS" + UUID.randomUUID();
        settle(assisted, invoice, "2015-03-02", "2015-03-09");
        upload(
                row(nothing, "N" + UUID.randomUUID(), "2015-03-01", "2015-03-12", "3000.00", "2000.00", "1000.00"),
                row(little, "L" + UUID.randomUUID(), "2015-03-01", "2015-03-12", "300.00", "200.00", "150.00"),
                row(assisted, invoice, "2015-03-02", "2015-03-09", "3500.00", "3000.00", "0.00"),
                row(stranger, "S" + UUID.randomUUID(), "2015-03-01", "2015-03-12", "3000.00", "2000.00", "1000.00"));

        // when
        Optional<Integer> listed = desk.draw(CLERK, month);
        Optional<Integer> again = desk.draw(CLERK, month);

        // then
        assertThat(listed).hasValue(3).isEqualTo(again);
        assertThat(rule(month, nothing)).isNull();
        assertThat(rule(month, little)).isEqualTo(ExclusionRule.SMALL_BURDEN);
        assertThat(rule(month, assisted)).isEqualTo(ExclusionRule.ASSISTED);
        assertThat(desk.list(CLERK, month)).noneMatch(one -> one.residentId().equals(stranger.value()));

        // when handed over, the township sees it, and what a rule excluded nobody closes
        Unassisted open = one(CLERK, month, nothing);
        assertThat(desk.list(TOWN, month)).isEmpty();
        assertThat(codes(desk.close(TOWN, open.id(), "APPLYING", ""))).containsExactly("NOT_ALLOWED");
        assertThat(codes(desk.handOver(CLERK, List.of(open.id()), "999999999"))).containsExactly("TOWN_MISSING");
        assertThat(desk.handOver(CLERK, List.of(open.id()), town())).isEmpty();
        assertThat(desk.list(TOWN, month)).extracting(Unassisted::id).containsExactly(open.id());
        // who works for one township alone sees and closes what was handed to that one, as if there were no other
        assertThat(desk.list(ofTown(0), month)).extracting(Unassisted::id).containsExactly(open.id());
        assertThat(desk.list(ofTown(1), month)).isEmpty();
        assertThat(desk.close(ofTown(1), open.id(), "APPLYING", ""))
                .isEqualTo(desk.close(ofTown(1), UUID.randomUUID(), "APPLYING", ""))
                .isNotEmpty();
        assertThat(codes(desk.close(CLERK, one(CLERK, month, little).id(), "DECLINED", "不申请"))).containsExactly("EXCLUDED");

        // and every row is closed with an outcome, once, with a reason where one is needed
        assertThat(codes(desk.close(TOWN, open.id(), "", ""))).containsExactly("OUTCOME_MISSING");
        assertThat(codes(desk.close(TOWN, open.id(), "DECLINED", " "))).containsExactly("REASON_MISSING");
        assertThat(desk.close(ofTown(0), open.id(), "DECLINED", "本人书面放弃")).isEmpty();
        assertThat(codes(desk.close(TOWN, open.id(), "APPLYING", ""))).containsExactly("CLOSED_ALREADY");
        assertThat(desk.months(AREA).stream().filter(one -> one.month().equals(month)).findFirst().orElseThrow())
                .isEqualTo(new UnassistedDesk.MonthState(month, 0, 1, 2));
    }

    @Test
    void what_is_assisted_after_the_list_was_drawn_is_excluded_at_the_next_look() {
        YearMonth month = YearMonth.of(2015, 5);
        ResidentId person = entitled();
        String invoice = "FS" + UUID.randomUUID();
        upload(row(person, invoice, "2015-05-02", "2015-05-09", "3500.00", "3000.00", "0.00"));
        desk.draw(CLERK, month);
        assertThat(rule(month, person)).isNull();

        settle(person, invoice, "2015-05-02", "2015-05-09");
        desk.draw(CLERK, month);

        assertThat(rule(month, person)).isEqualTo(ExclusionRule.ASSISTED);
    }

    @Test
    void a_file_is_checked_row_by_row_and_only_good_rows_are_taken_once() {
        ResidentId person = entitled();
        String invoice = "C" + UUID.randomUUID();
        String file = String.join(",", InsuranceUploads.TITLES) + "\n"
                + row(person, invoice, "2015-07-01", "2015-07-12", "3000.00", "2000.00", "1000.00") + "\n"
                + row(person, invoice, "2015-07-01", "2015-07-12", "3000.00", "2000.00", "1000.00") + "\n"
                + "123,,H0000000,,不详,2015-13-01,2015-07-01,x,2,3\n"
                + row(person, "D" + UUID.randomUUID(), "2015-07-12", "2015-07-01", "100.00", "2000.00", "1000.00") + "\n";

        UUID upload = uploads.upload(CLERK, stream(file)).fold(id -> id, problems -> null);

        assertThat(uploads.faults(upload)).extracting(InsuranceUploads.Fault::row).containsExactly(3, 4, 5);
        assertThat(uploads.faults(upload).get(0).message()).contains("在文件中重复");
        assertThat(uploads.faults(upload).get(1).message())
                .contains("身份证号", "姓名", "医院编码", "结算单号", "就医方式", "入院日期", "费用总额");
        assertThat(uploads.faults(upload).get(2).message()).contains("早于", "金额不合理");
        assertThat(codes(uploads.decide(MANAGER, upload, true))).containsExactly("NOT_ALLOWED");
        assertThat(uploads.decide(CLERK, upload, true)).isEmpty();
        assertThat(codes(uploads.decide(CLERK, upload, true))).containsExactly("DECIDED_ALREADY");
        assertThat(uploads.faults(upload)).as("what is personal goes with the decision").isEmpty();
        UUID again = uploads.upload(
                        CLERK,
                        stream(String.join(",", InsuranceUploads.TITLES) + "\n"
                                + row(person, invoice, "2015-07-01", "2015-07-12", "3000.00", "2000.00", "1000.00")))
                .fold(id -> id, problems -> null);
        assertThat(uploads.faults(again).get(0).message()).contains("以前已经上传");
        assertThat(uploads.upload(CLERK, stream("姓名\n张三")).problems().get(0).message()).contains("表头缺少");
        assertThat(codes(uploads.upload(MANAGER, stream(file)).problems())).containsExactly("FILE_REFUSED");
    }

    @Test
    @Clause("X6")
    void the_agency_and_the_townships_see_the_page_of_their_county_and_nobody_else_does() {
        for (String who : List.of("fushun-clerk1", "fushun-town1", "fushun-manager", "fushun-auditor")) {
            assertThat(Browser.signedIn(port, who).get("/unassisted").statusCode()).as(who).isEqualTo(200);
        }
        for (String who : List.of("fushun-finance1", "fushun-expert1", "h2104022-office", "admin")) {
            assertThat(Browser.signedIn(port, who).get("/unassisted").statusCode()).as(who).isEqualTo(403);
        }
        assertThat(Browser.signedIn(port, "fushun-clerk1").get("/unassisted").body()).contains("上传医保结算数据", "生成或更新名单");
        assertThat(Browser.signedIn(port, "fushun-auditor").get("/unassisted?month=2015-03").body())
                .doesNotContain("上传医保结算数据", "办结</button>");
        CurrentUser elsewhere = SignedInForTests.staff(PoolingArea.JINING, Groups.AGENCY_CLERK);
        assertThat(desk.list(elsewhere, YearMonth.of(2015, 3))).isEmpty();
    }

    private ResidentId entitled() {
        ResidentId resident = InventedResidents.next("210402");
        TypedBill.entitled(parties, roster, AREA, resident, "西门未救样本");
        return resident;
    }

    private String town() {
        return parties.towns(AREA).get(0).code();
    }

    private CurrentUser ofTown(int place) {
        return new CurrentUser(
                "fushun-of-town",
                "测试人员",
                Optional.of(AREA),
                Set.of(Groups.TOWNSHIP_CLERK, Groups.ofTown(parties.towns(AREA).get(place).code())),
                Optional.empty());
    }

    private ExclusionRule rule(YearMonth month, ResidentId resident) {
        return one(CLERK, month, resident).rule();
    }

    private Unassisted one(CurrentUser user, YearMonth month, ResidentId resident) {
        return desk.list(user, month).stream()
                .filter(one -> one.residentId().equals(resident.value()))
                .findFirst()
                .orElseThrow();
    }

    private void upload(String... rows) {
        UUID id = uploads.upload(CLERK, stream(String.join(",", InsuranceUploads.TITLES) + "\n" + String.join("\n", rows)))
                .fold(done -> done, problems -> null);
        assertThat(uploads.faults(id)).isEmpty();
        assertThat(uploads.decide(CLERK, id, true)).isEmpty();
    }

    private static String row(
            ResidentId resident, String invoice, String from, String to, String total, String inScope, String paid) {
        return String.join(",", resident.value(), "西门未救样本", "H2104022", invoice, "住院", from, to, total, inScope, paid);
    }

    private void settle(ResidentId resident, String invoice, String from, String to) {
        Office office = new Office(port, "fushun");
        PersonId person = parties.findPerson(AREA, resident).orElseThrow().id();
        String instance = office.instance(office.enter(
                "clerk1",
                TypedBill.of(person, "H2104022", from, to, invoice)));
        office.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        office.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(instance, "ServiceTask_CalculateBenefit");
        office.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> codes(List<FieldProblem> problems) {
        return problems.stream().map(FieldProblem::code).toList();
    }
}
