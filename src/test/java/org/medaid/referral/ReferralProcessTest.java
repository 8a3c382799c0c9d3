package org.medaid.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.medaid.calendar.Workdays;
import org.medaid.document.SealReport;
import org.medaid.document.Seals;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.DiseaseGroup;
import org.medaid.party.HealthCard;
import org.medaid.party.Households;
import org.medaid.party.Parties;
import org.medaid.party.PersonRegistration;
import org.medaid.party.RegisterPerson;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.roster.RosterAnswer;
import org.medaid.testing.Browser;
import org.medaid.testing.EngineCases;
import org.medaid.testing.EngineTables;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A patient's transfer, form by form as Tasklist sends them. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReferralProcessTest {

    private static final String PROCESS = "ReferralProcess";
    private static final String NAME = "慕容转诊样本";
    private static final String DIAGNOSIS = "样本性转诊病灶";
    /** Heshan's tier-2 hospital, Pengjiang's tier-3 hospital, the city's own tier-3 hospital, and one in Guangzhou. */
    private static final String TIER2 = "h4407842";

    private static final String TIER3 = "h4407033";
    private static final String CITY = "H4407003";
    private static final String GUANGZHOU = "H4401003";

    @LocalServerPort
    private int port;

    @Autowired
    private Parties parties;

    @Autowired
    private Households households;

    @Autowired
    private Roster roster;

    @Autowired
    private ReferralDesk desk;

    @Autowired
    private FiledReferrals filed;

    @Autowired
    private Seals seals;

    @Autowired
    private Workdays workdays;

    @Autowired
    private EngineCases cases;

    @Autowired
    private BusinessClock clock;

    @Autowired
    private JdbcClient jdbc;

    private Office office;

    private record Patient(PersonId person, ResidentId resident) {}

    @BeforeEach
    void open() {
        office = new Office(port, "heshan");
    }

    @Test
    @Clause({"R2", "R5", "R8"})
    void out_of_the_city_two_hospitals_and_two_people_of_the_office_agree_and_the_form_bears_three_seals() {
        // given
        Patient patient = patient(PoolingArea.HESHAN, "440784");
        String instance = asked(byDoctor(patient, GUANGZHOU, "H4407033"));

        // when
        hospital(instance, TIER2, "Tier2");
        office.completed(TIER3 + "-doctor", instance, "UserTask_WriteSummaryTier3", summary());
        office.completed(TIER3 + "-head", instance, "UserTask_AgreeReferralTier3", decision("AGREED"));
        office.completed(TIER3 + "-office", instance, "UserTask_StampReferralTier3", decision("STAMPED"));
        office.completed("clerk1", instance, "UserTask_FileReferral", decision("FILE"));
        office.completed("checker", instance, "UserTask_ReviewFiling", decision("CONFIRMED"));

        // then
        assertThat(ended(instance)).isEqualTo("EndEvent_ReferralFiled");
        Referral referral = desk.find(referral(instance)).orElseThrow();
        assertThat(referral.state()).isEqualTo(ReferralState.FILED);
        assertThat(referral.basis().toString()).isEqualTo("江人社发〔2018〕567号 五(二)1");
        SealReport report = seals.check(desk.paper(referral.id()));
        assertThat(report).isInstanceOf(SealReport.Examined.class);
        assertThat(((SealReport.Examined) report).unchanged()).isTrue();
        assertThat(jdbc.sql("select sealed_by, pressed_by from medaid.referral_paper where referral_id = ? order by id")
                        .param(referral.id().value())
                        .query((row, n) -> row.getString(1) + " " + row.getString(2))
                        .list())
                .containsExactly(
                        "H4407842 h4407842-office", "H4407033 h4407033-office", "office-heshan heshan-checker");
        assertThat(stay(patient, GUANGZHOU, clock.today())).isInstanceOf(FiledReferrals.Answer.Counts.class);
        assertThat(((FiledReferrals.Answer.Counts) stay(patient, GUANGZHOU, clock.today())).tier3Hospital())
                .contains("H4407033");
        assertThat(stay(patient, CITY, clock.today())).hasFieldOrPropertyWithValue("code", "NONE");
        assertThat(stay(patient, GUANGZHOU, clock.today().minusDays(1))).hasFieldOrPropertyWithValue("code", "BEFORE");
        assertThat(stay(patient, GUANGZHOU, clock.today().plusYears(3))).hasFieldOrPropertyWithValue("code", "EXPIRED");
        EngineTables.assertNoneHolds(jdbc, patient.resident().value(), NAME, DIAGNOSIS, "样本病情摘要");
    }

    @Test
    @Clause({"R1", "R8"})
    void inside_the_city_the_window_asks_and_one_hospital_agrees() {
        // given
        Patient patient = patient(PoolingArea.HESHAN, "440784");
        Map<String, Object> request = byWindow(patient, CITY, "KAIPING-CENTRAL");

        // when
        String instance = office.instance(office.start("clerk2", PROCESS, request));
        HttpResponse<String> twice = office.start("clerk1", PROCESS, request);
        office.completed("kaiping-central-doctor", instance, "UserTask_WriteSummaryTier2", summary());
        HttpResponse<String> ownOpinion = check(instance, "kaiping-central-doctor", "agree-referral", decision("AGREED"));
        office.completed("kaiping-central-head", instance, "UserTask_AgreeReferralTier2", decision("SENT_BACK"));
        office.completed("kaiping-central-doctor", instance, "UserTask_WriteSummaryTier2", summary());
        office.completed("kaiping-central-head", instance, "UserTask_AgreeReferralTier2", decision("AGREED"));
        HttpResponse<String> ownStamp = check(instance, "kaiping-central-doctor", "stamp-referral", decision("STAMPED"));
        office.completed("kaiping-central-office", instance, "UserTask_StampReferralTier2", decision("SENT_BACK"));
        hospital(instance, "kaiping-central", "Tier2", true);
        office.completed("clerk1", instance, "UserTask_FileReferral", decision("FILE"));
        HttpResponse<String> ownReview = check(instance, "clerk1", "review-filing", decision("CONFIRMED"));
        office.completed("checker", instance, "UserTask_ReviewFiling", decision("SENT_BACK"));
        office.completed("clerk1", instance, "UserTask_FileReferral", decision("FILE"));
        office.completed("checker", instance, "UserTask_ReviewFiling", decision("CONFIRMED"));

        // then
        assertThat(twice.body()).contains("REFERRAL_OPEN");
        assertThat(ownOpinion.body()).contains("SAME_PERSON");
        assertThat(ownStamp.body()).contains("SAME_PERSON");
        assertThat(ownReview.body()).contains("SAME_PERSON");
        assertThat(ended(instance)).isEqualTo("EndEvent_ReferralFiled");
        assertThat(((FiledReferrals.Answer.Counts) stay(patient, CITY, clock.today())))
                .satisfies(counts -> assertThat(counts.tier2Hospital()).isEqualTo("KAIPING-CENTRAL"))
                .satisfies(counts -> assertThat(counts.tier3Hospital()).isEmpty());
    }

    @Test
    @Clause("R3")
    void an_emergency_is_taken_up_to_the_fifth_working_day_and_refused_with_the_article_after() {
        // given a day of admission whose fifth working day is today or later, and one whose fifth has passed
        LocalDate inTime = clock.today();
        while (!desk.lastDay(PoolingArea.HESHAN, inTime.minusDays(1)).isBefore(clock.today())) {
            inTime = inTime.minusDays(1);
        }
        Patient early = patient(PoolingArea.HESHAN, "440784");
        Patient late = patient(PoolingArea.HESHAN, "440784");

        // when
        String taken = asked(emergency(byDoctor(early, CITY, null), inTime));
        String refused = asked(emergency(byDoctor(late, CITY, null), inTime.minusDays(1)));
        hospital(taken, TIER2, "Tier2");
        office.completed("clerk1", taken, "UserTask_FileReferral", decision("FILE"));
        office.completed("checker", taken, "UserTask_ReviewFiling", decision("CONFIRMED"));

        // then
        assertThat(workdays.calendar(PoolingArea.HESHAN).plus(inTime, 5)).isEqualTo(desk.lastDay(PoolingArea.HESHAN, inTime));
        assertThat(ended(taken)).isEqualTo("EndEvent_ReferralFiled");
        assertThat(stay(early, CITY, inTime)).isInstanceOf(FiledReferrals.Answer.Counts.class);
        assertThat(stay(early, CITY, clock.today().plusDays(1))).hasFieldOrPropertyWithValue("code", "OTHER_ADMISSION");
        assertThat(ended(refused)).isEqualTo("EndEvent_ReferralTooLate");
        assertThat(stay(late, CITY, inTime.minusDays(1))).hasFieldOrPropertyWithValue("code", "TOO_LATE");
        assertThat(records(refused)).contains("LETTER_ISSUED");
        // The hospital was late, the patient is not to blame: the office records whose fault it was, once.
        assertThat(post("checker", refused, "hospital-liabilities", Map.of("hospital", "H4407842", "reason", "未及时填写申请表"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(post("checker", refused, "hospital-liabilities", Map.of("hospital", "H4407842", "reason", "再次登记"))
                        .body())
                .contains("LIABILITY_RECORDED");
        assertThat(post("clerk1", refused, "hospital-liabilities", Map.of("hospital", "H4407842", "reason", "无权"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @Clause("R3")
    void a_stay_over_national_day_is_counted_by_the_calendar_with_its_make_up_days() {
        // 2025: off 1–8 October, working on Sunday 28 September and Saturday 11 October.
        assertThat(desk.lastDay(PoolingArea.HESHAN, LocalDate.of(2025, 9, 26))).isEqualTo(LocalDate.of(2025, 10, 10));
        assertThat(desk.lastDay(PoolingArea.HESHAN, LocalDate.of(2025, 9, 30))).isEqualTo(LocalDate.of(2025, 10, 14));
    }

    @Test
    @Clause({"R1", "R2"})
    void hospitals_and_the_office_say_no_with_reasons() {
        // given
        Patient first = patient(PoolingArea.HESHAN, "440784");
        Patient second = patient(PoolingArea.HESHAN, "440784");
        Patient third = patient(PoolingArea.HESHAN, "440784");
        Patient fourth = patient(PoolingArea.HESHAN, "440784");

        // when the department, the tier-3 hospital's department and medical affairs office, and the office refuse
        String byHead = asked(byDoctor(first, CITY, null));
        HttpResponse<String> silent = office.complete(
                TIER2 + "-head", byHead, "UserTask_AgreeReferralTier2", Map.of("decision", "REFUSED"));
        office.completed(TIER2 + "-head", byHead, "UserTask_AgreeReferralTier2", decision("REFUSED"));
        String byTier3 = asked(byDoctor(second, GUANGZHOU, "H4407033"));
        hospital(byTier3, TIER2, "Tier2");
        office.completed(TIER3 + "-doctor", byTier3, "UserTask_WriteSummaryTier3", summary());
        office.completed(TIER3 + "-head", byTier3, "UserTask_AgreeReferralTier3", decision("SENT_BACK"));
        office.completed(TIER3 + "-doctor", byTier3, "UserTask_WriteSummaryTier3", summary());
        office.completed(TIER3 + "-head", byTier3, "UserTask_AgreeReferralTier3", decision("AGREED"));
        office.completed(TIER3 + "-office", byTier3, "UserTask_StampReferralTier3", decision("SENT_BACK"));
        office.completed(TIER3 + "-doctor", byTier3, "UserTask_WriteSummaryTier3", summary());
        office.completed(TIER3 + "-head", byTier3, "UserTask_AgreeReferralTier3", decision("REFUSED"));
        String byStamp = asked(byDoctor(third, CITY, null));
        office.completed(TIER2 + "-head", byStamp, "UserTask_AgreeReferralTier2", decision("AGREED"));
        office.completed(TIER2 + "-office", byStamp, "UserTask_StampReferralTier2", decision("REFUSED"));
        String byOffice = asked(byDoctor(fourth, CITY, null));
        hospital(byOffice, TIER2, "Tier2");
        office.completed("clerk1", byOffice, "UserTask_FileReferral", decision("REFUSE"));
        office.completed("checker", byOffice, "UserTask_ReviewFiling", decision("CONFIRMED"));

        // then
        assertThat(silent.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(ended(byHead)).isEqualTo("EndEvent_ReferralRefusedByTier2");
        assertThat(ended(byTier3)).isEqualTo("EndEvent_ReferralRefusedByTier3");
        assertThat(ended(byStamp)).isEqualTo("EndEvent_ReferralRefusedByTier2");
        assertThat(ended(byOffice)).isEqualTo("EndEvent_ReferralNotFiled");
        assertThat(records(byOffice)).contains("LETTER_ISSUED");
        assertThat(stay(fourth, CITY, clock.today())).hasFieldOrPropertyWithValue("code", "REFUSED");
    }

    @Test
    void the_office_sends_back_to_the_hospital_and_the_applicant_may_withdraw() {
        // given
        Patient patient = patient(PoolingArea.HESHAN, "440784");
        String instance = asked(byDoctor(patient, CITY, null));
        hospital(instance, TIER2, "Tier2");

        // when
        office.completed("clerk1", instance, "UserTask_FileReferral", decision("SENT_BACK"));
        ReferralState after = desk.find(referral(instance)).orElseThrow().state();
        HttpResponse<String> noReason = post("clerk1", instance, "withdrawals", Map.of("reason", ""));
        HttpResponse<String> withdrawn = post(TIER2 + "-doctor", instance, "withdrawals", Map.of("reason", "患者决定留在本地治疗"));
        HttpResponse<String> again = post("clerk1", instance, "withdrawals", Map.of("reason", "再次撤回"));

        // then
        assertThat(after).isEqualTo(ReferralState.AT_TIER2);
        assertThat(noReason.statusCode()).isEqualTo(422);
        assertThat(withdrawn.statusCode()).isEqualTo(204);
        assertThat(again.body()).contains("REFERRAL_CLOSED");
        assertThat(ended(instance)).isEqualTo("EndEvent_ReferralWithdrawn");
    }

    @Test
    @Clause({"R2", "R5"})
    void a_form_that_the_office_sent_back_is_stamped_anew_by_both_hospitals() {
        // given a request that both hospitals have stamped
        Patient patient = patient(PoolingArea.HESHAN, "440784");
        String instance = asked(byDoctor(patient, GUANGZHOU, "H4407033"));
        hospital(instance, TIER2, "Tier2");
        hospital(instance, TIER3, "Tier3", true);

        // when
        office.completed("clerk1", instance, "UserTask_FileReferral", decision("SENT_BACK"));
        hospital(instance, TIER2, "Tier2", true);
        hospital(instance, TIER3, "Tier3", true);
        office.completed("clerk1", instance, "UserTask_FileReferral", decision("FILE"));
        office.completed("checker", instance, "UserTask_ReviewFiling", decision("CONFIRMED"));

        // then
        assertThat(ended(instance)).isEqualTo("EndEvent_ReferralFiled");
        SealReport.Examined report = (SealReport.Examined) seals.check(desk.paper(referral(instance)));
        assertThat(report.unchanged()).isTrue();
        assertThat(report.seals()).hasSize(3);
    }

    @Test
    @Clause({"R6", "R7"})
    void fushun_and_lianyungang_have_routes_of_their_own() {
        // given
        Office fushun = new Office(port, "fushun");
        Patient patient = patient(PoolingArea.FUSHUN, "210402");
        Map<String, Object> designated = byWindow(patient, "H2104022", "H2104023");
        Map<String, Object> elsewhere = byWindow(patient, "H2104042", "H2104023");
        Office lianyungang = new Office(port, "lianyungang");
        Patient villager = patient(PoolingArea.LIANYUNGANG, "320722");

        // when
        HttpResponse<String> needless = fushun.start("clerk1", PROCESS, designated);
        String instance = fushun.instance(fushun.start("clerk1", PROCESS, elsewhere));
        String upward = lianyungang.instance(
                lianyungang.start("clerk1", PROCESS, byWindow(villager, "H3207063", "H3207221")));

        // then
        assertThat(needless.body()).contains("REFERRAL_NOT_NEEDED");
        Referral found = desk.find(referral(instance)).orElseThrow();
        assertThat(found.route()).isEqualTo(RouteFound.Route.NON_DESIGNATED);
        assertThat(found.basis().toString()).isEqualTo("抚政办发〔2014〕67号 五(二)1");
        assertThat(desk.find(referral(upward)).orElseThrow().basis().toString()).isEqualTo("连政办发〔2017〕22号 六(二)");
    }

    @Test
    @Clause("X6")
    void a_hospital_sees_no_other_hospitals_patient_not_even_by_id() {
        // given
        Patient patient = patient(PoolingArea.HESHAN, "440784");
        String instance = asked(byDoctor(patient, CITY, null));
        String path = "/api/v1/referrals/" + referral(instance);

        // then
        assertThat(office.as(TIER2 + "-office").getJson(path).statusCode()).isEqualTo(200);
        assertThat(office.as(TIER2 + "-office").getJson(path + "/form.pdf").statusCode()).isEqualTo(200);
        for (String stranger : List.of(TIER3 + "-office", "h4407832-doctor", "h2104023-head", "fushun-clerk1", "heshan-town1")) {
            assertThat(office.as(stranger).getJson(path).statusCode()).as(stranger).isEqualTo(404);
            assertThat(office.as(stranger).getJson(path + "/form.pdf").statusCode()).as(stranger).isEqualTo(404);
            assertThat(office.task(stranger, instance, "UserTask_AgreeReferralTier2")).as(stranger).isNull();
        }
        assertThat(office.task(TIER2 + "-office", instance, "UserTask_AgreeReferralTier2")).isNull();
        assertThat(office.task(TIER2 + "-head", instance, "UserTask_AgreeReferralTier2")).isNotNull();
    }

    @Test
    void a_request_that_is_not_right_says_at_which_field_and_changes_nothing() {
        // given
        Patient patient = patient(PoolingArea.HESHAN, "440784");
        ResidentId unknown = InventedResidents.next("440784");

        // then
        assertThat(problems(with(byDoctor(patient, CITY, null), "residentId", unknown.value()))).contains("PERSON_UNKNOWN");
        assertThat(problems(with(byDoctor(patient, CITY, null), "residentId", "123"))).contains("RESIDENT_ID_INVALID");
        assertThat(problems(with(byDoctor(patient, CITY, null), "name", "别人"))).contains("PERSON_UNKNOWN");
        assertThat(problems(with(byDoctor(patient, CITY, null), "phone", ""))).contains("\"phone\"");
        assertThat(problems(with(byDoctor(patient, CITY, null), "diagnosis", "甲\n乙"))).contains("LINE_BREAK");
        assertThat(problems(with(byDoctor(patient, CITY, null), "diagnosis", "病\uD83D\uDE00"))).contains("NOT_PRINTABLE");
        assertThat(problems(with(byDoctor(patient, CITY, null), "targetHospital", "H9"))).contains("HOSPITAL_MISSING");
        assertThat(problems(with(byDoctor(patient, CITY, null), "targetHospital", "H4407832"))).contains("REFERRAL_NOT_NEEDED");
        assertThat(problems(byDoctor(patient, GUANGZHOU, null))).contains("tier3Hospital");
        assertThat(problems(byDoctor(patient, GUANGZHOU, "H4407832"))).contains("HOSPITAL_NOT_TIER3");
        assertThat(problems(byDoctor(patient, GUANGZHOU, "KAIPING-CENTRAL"))).contains("HOSPITAL_NOT_TIER3");
        assertThat(problems(with(byDoctor(patient, CITY, null), "summary", "长".repeat(501)))).contains("TEXT_TOO_LONG");
        assertThat(problems(with(byDoctor(patient, CITY, null), "office", "fushun"))).contains("OFFICE_MISSING");
        assertThat(problems(emergency(byDoctor(patient, CITY, null), clock.today().plusDays(1)))).contains("DAY_INVALID");
        assertThat(office.as(TIER3 + "-doctor")
                        .postJson("/api/v1/referral-checks/open-referral", Office.write(byDoctor(patient, CITY, null)))
                        .body())
                .contains("HOSPITAL_CANNOT_REFER");
        assertThat(office.as("town1")
                        .postJson("/api/v1/referral-checks/open-referral", Office.write(byWindow(patient, CITY, "H4407842")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(desk.find(ReferralId.random())).isEmpty();
    }

    @Test
    @Clause("X1")
    void a_patient_of_the_four_disease_groups_is_sent_to_tier_2_or_higher() {
        // given
        Patient patient = patient(PoolingArea.FUSHUN, "210402");
        Patient routed = patient(PoolingArea.LIANYUNGANG, "320706");
        households.record(new HealthCard(
                routed.person(), "", Set.of(DiseaseGroup.values()[0]), Optional.empty(), "", "test", clock.now()));
        Office lianyungang = new Office(port, "lianyungang");

        // when
        HttpResponse<String> tooLow = lianyungang.start("clerk1", PROCESS, byWindow(routed, "H3207221", "H3207063"));
        HttpResponse<String> other = lianyungang.start(
                "clerk1", PROCESS, byWindow(patient(PoolingArea.LIANYUNGANG, "320706"), "H3207221", "H3207063"));

        // then
        assertThat(tooLow.body()).contains("LEVEL_TOO_LOW");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(desk.diseaseGroups(patient.person())).isEmpty();
    }

    @Test
    void two_stamps_at_once_are_one_and_a_revoked_filing_counts_no_more() {
        // given
        Patient patient = patient(PoolingArea.HESHAN, "440784");
        String instance = asked(byDoctor(patient, CITY, null));
        office.completed(TIER2 + "-head", instance, "UserTask_AgreeReferralTier2", decision("AGREED"));
        String task = office.task(TIER2 + "-office", instance, "UserTask_StampReferralTier2");
        office.as(TIER2 + "-office");

        // when
        List<Integer> answers = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> office.submit(TIER2 + "-office", task, decision("STAMPED")).statusCode()))
                .limit(4)
                .collect(Collectors.toList())
                .stream()
                .map(CompletableFuture::join)
                .toList();
        office.completed("clerk1", instance, "UserTask_FileReferral", decision("FILE"));
        office.completed("checker", instance, "UserTask_ReviewFiling", decision("CONFIRMED"));
        boolean counted = stay(patient, CITY, clock.today()) instanceof FiledReferrals.Answer.Counts;
        HttpResponse<String> own = post("checker", instance, "revocations", Map.of("reason", "自己撤销"));
        HttpResponse<String> revoked = post("manager", instance, "revocations", Map.of("reason", "材料不实"));

        // then
        assertThat(answers).filteredOn(status -> status < 300).hasSize(1);
        assertThat(jdbc.sql("select count(*) from medaid.referral_paper where referral_id = ?")
                        .param(referral(instance).value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        assertThat(counted).isTrue();
        assertThat(own.body()).contains("SAME_PERSON");
        assertThat(revoked.statusCode()).isEqualTo(204);
        assertThat(stay(patient, CITY, clock.today())).hasFieldOrPropertyWithValue("code", "REVOKED");
    }

    @Test
    @Clause("R1")
    void a_hospitals_system_asks_once_however_often_it_sends() {
        // given
        Patient patient = patient(PoolingArea.HESHAN, "440784");
        String body = Office.write(with(byDoctor(patient, CITY, null), "doctor", "区样本"));
        String key = "his-" + patient.person();

        // when four calls with the same key come at the same moment, then another body, and no key
        List<HttpResponse<String>> answers = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> machine("api-h4407842", key, body)))
                .limit(4)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        HttpResponse<String> other = machine("api-h4407842", key, body.replace("心内科", "外科"));
        HttpResponse<String> keyless = machine("api-h4407842", "", body);
        HttpResponse<String> anew = machine("api-h4407842", key + "-2", body);
        HttpResponse<String> garbage = machine("api-h4407842", key + "-3", "{");
        HttpResponse<String> unknown = machine("api-h4407842", key + "-4", body.replace(NAME, "无名氏"));
        HttpResponse<String> ofOffice = machine("api-heshan", key + "-5", body);

        // then
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnlyOnce(201).containsOnly(200, 201);
        Set<String> ids = answers.stream()
                .map(answer -> Office.read(answer.body()).get("referralId").asText())
                .collect(Collectors.toSet());
        assertThat(ids).hasSize(1);
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("IDEMPOTENCY_KEY_REUSED");
        assertThat(keyless.body()).contains("IDEMPOTENCY_KEY_MISSING");
        assertThat(anew.body()).contains("REFERRAL_OPEN");
        assertThat(garbage.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("PERSON_UNKNOWN");
        assertThat(machine("api-h4407842", key + "-6", body.replace("区样本", "")).body()).contains("\"doctor\"");
        assertThat(ofOffice.statusCode()).isEqualTo(403);
        String id = ids.iterator().next();
        String instance = cases.open(PROCESS, "referralId", id);
        assertThat(office.task(TIER2 + "-head", instance, "UserTask_AgreeReferralTier2")).isNotNull();
        assertThat(get("api-h4407842", "/api/v1/referrals/" + id).statusCode()).isEqualTo(200);
        hospital(instance, TIER2, "Tier2");
        assertThat(text(desk.paper(ReferralId.parse(id)))).contains("医师签名：区样本");
        assertThat(get("api-h4407842", "/api/v1/referrals/" + id + "/form.pdf").headers().firstValue("content-type"))
                .contains("application/pdf");
        assertThat(get("api-h4407033", "/api/v1/referrals/" + id).statusCode()).isEqualTo(404);
    }

    /** What stands in the seals' boxes of a form. */
    private static String text(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            StringBuilder text = new StringBuilder();
            for (PDAnnotation annotation : document.getPage(0).getAnnotations()) {
                if (annotation.getNormalAppearanceStream() != null) {
                    PDDocument box = new PDDocument();
                    PDPage page = new PDPage();
                    page.setResources(annotation.getNormalAppearanceStream().getResources());
                    page.setContents(annotation.getNormalAppearanceStream().getContentStream());
                    box.addPage(page);
                    text.append(new PDFTextStripper().getText(box));
                }
            }
            return text.toString().replaceAll("\\s", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> machine(String user, String key, String body) {
        return send(HttpRequest.newBuilder(address("/api/v1/referrals"))
                .header("Authorization", basic(user))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key.isEmpty() ? "x" : key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> get(String user, String path) {
        return send(HttpRequest.newBuilder(address(path))
                .header("Authorization", basic(user))
                .build());
    }

    private URI address(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + Browser.PASSWORD).getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    void every_step_and_every_end_was_reached() {
        cases.assertEveryNodeReached(PROCESS);
    }

    private Patient patient(PoolingArea area, String division) {
        ResidentId resident = InventedResidents.next(division);
        PersonRegistration registered = parties.registerPerson(new RegisterPerson(
                resident, NAME, new DivisionCode(division), true, Optional.empty(), "test", false));
        PersonId person = ((PersonRegistration.Registered) registered).person().id();
        Category category = area == PoolingArea.HESHAN ? Category.POVERTY_ALLEVIATION : Category.SUBSISTENCE_ALLOWANCE;
        assertThat(roster.enter(
                        area,
                        new EnterCategory(
                                person,
                                category,
                                DateRange.from(clock.today().minusYears(1)),
                                "样本名单",
                                "test")))
                .isInstanceOf(RosterAnswer.Recorded.class);
        return new Patient(person, resident);
    }

    private String asked(Map<String, Object> request) {
        return office.instance(office.startHere(TIER2 + "-doctor", PROCESS, request));
    }

    private static Map<String, Object> byDoctor(Patient patient, String target, String tier3) {
        Map<String, Object> request = byWindow(patient, target, null);
        request.put("office", "heshan");
        request.put("tier3Hospital", tier3);
        request.putAll(summary());
        return request;
    }

    private static Map<String, Object> byWindow(Patient patient, String target, String tier2) {
        Map<String, Object> request = new HashMap<>();
        request.put("residentId", patient.resident().value());
        request.put("name", NAME);
        request.put("phone", "13800000000");
        request.put("workUnit", "");
        request.put("diagnosis", DIAGNOSIS);
        request.put("targetHospital", target);
        request.put("tier2Hospital", tier2);
        request.put("emergency", false);
        return request;
    }

    private static Map<String, Object> emergency(Map<String, Object> request, LocalDate admittedOn) {
        request.put("emergency", true);
        request.put("admittedOn", admittedOn.toString());
        return request;
    }

    private static Map<String, Object> with(Map<String, Object> request, String field, Object value) {
        request.put(field, value);
        return request;
    }

    private static Map<String, Object> summary() {
        return Map.of("department", "心内科", "summary", "样本病情摘要，须进一步检查", "reason", "本院条件所限");
    }

    private static Map<String, Object> decision(String decision) {
        return Map.of("decision", decision, "opinion", "样本意见");
    }

    private void hospital(String instance, String hospital, String tier) {
        hospital(instance, hospital, tier, false);
    }

    private void hospital(String instance, String hospital, String tier, boolean summaryToo) {
        if (summaryToo) {
            office.completed(hospital + "-doctor", instance, "UserTask_WriteSummary" + tier, summary());
        }
        office.completed(hospital + "-head", instance, "UserTask_AgreeReferral" + tier, decision("AGREED"));
        office.completed(hospital + "-office", instance, "UserTask_StampReferral" + tier, decision("STAMPED"));
    }

    private String problems(Map<String, Object> request) {
        HttpResponse<String> answer = office.as(TIER2 + "-doctor")
                .postJson("/api/v1/referral-checks/open-referral", Office.write(request));
        assertThat(answer.statusCode()).isEqualTo(422);
        return answer.body();
    }

    private HttpResponse<String> check(String instance, String who, String form, Object payload) {
        return office.as(who)
                .postJson("/api/v1/referrals/" + referral(instance) + "/form-checks/" + form, Office.write(payload));
    }

    private HttpResponse<String> post(String who, String instance, String what, Object payload) {
        return office.as(who).postJson("/api/v1/referrals/" + referral(instance) + "/" + what, Office.write(payload));
    }

    private FiledReferrals.Answer stay(Patient patient, String hospital, LocalDate admittedOn) {
        return filed.forStay(PoolingArea.HESHAN, patient.person(), hospital, admittedOn, Optional.empty());
    }

    private ReferralId referral(String instance) {
        return ReferralId.parse(cases.variable(instance, "referralId"));
    }

    private List<String> records(String instance) {
        return desk.records(referral(instance)).stream().map(ReferralRecord::kind).toList();
    }

    private String ended(String instance) {
        return cases.ended(instance, "EndEvent_");
    }
}
