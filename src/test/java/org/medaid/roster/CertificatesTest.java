package org.medaid.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.medaid.audit.AuditTrail;
import org.medaid.document.Documents;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.party.PersonRegistration.Registered;
import org.medaid.party.RegisterPerson;
import org.medaid.policy.Category;
import org.medaid.roster.Certificate.Standing;
import org.medaid.roster.CertificateAnswer.Done;
import org.medaid.roster.CertificateAnswer.Reason;
import org.medaid.roster.CertificateAnswer.Refused;
import org.medaid.roster.Certificates.Photo;
import org.medaid.roster.Certificates.Verification;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.SampleFiles;
import org.medaid.testing.SignedInForTests;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
@Clause("P8")
class CertificatesTest {

    private static final CurrentUser CLERK = SignedInForTests.staff(PoolingArea.JIANGMEN, Groups.AGENCY_CLERK);
    private static final Photo PHOTO = new Photo("照片.jpg", SampleFiles.jpeg());
    private static final String HOME = "江门市蓬江区虚构村1号";

    @Autowired
    Certificates certificates;

    @Autowired
    Roster roster;

    @Autowired
    Parties parties;

    @Autowired
    Documents documents;

    @Autowired
    AuditTrail audit;

    @Autowired
    BusinessClock clock;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    @Test
    void a_beneficiary_gets_a_certificate_with_photo_and_number_as_a_PDF() throws Exception {
        Certificate issued = issued(beneficiary());

        assertThat(issued.number()).matches("江医救证〔\\d{4}〕第\\d{4}号");
        assertThat(issued.standing()).isEqualTo(Standing.VALID);
        assertThat(issued.validUntil()).isEmpty();
        try (PDDocument pdf = Loader.loadPDF(documents.read(CLERK, issued.document()).orElseThrow().bytes())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains(issued.number(), "虚构𬭎", HOME);
        }
        assertThat(documents.read(CLERK, issued.photo()).orElseThrow().bytes()).isEqualTo(SampleFiles.jpeg());
        assertThat(audit.of("CERTIFICATE", issued.id().toString())).singleElement().satisfies(
                act -> assertThat(act.entry().basis().orElseThrow().article()).isEqualTo("五(一)"));
    }

    @Test
    void nobody_else_gets_one_and_nobody_two() {
        PersonId stranger = registered();
        PersonId holder = beneficiary();
        issued(holder);

        assertThat(reason(certificates.issue(CLERK, stranger, PHOTO, HOME))).isEqualTo(Reason.NOT_A_BENEFICIARY);
        assertThat(reason(certificates.issue(CLERK, holder, PHOTO, HOME))).isEqualTo(Reason.CERTIFICATE_EXISTS);
        assertThat(reason(certificates.issue(
                        SignedInForTests.staff(PoolingArea.HESHAN, Groups.AGENCY_CLERK), beneficiary(), PHOTO, HOME)))
                .isEqualTo(Reason.PERSON_NOT_FOUND);
    }

    @Test
    void a_photo_that_is_none_broken_or_huge_and_a_missing_home_are_refused_and_nothing_is_kept() throws IOException {
        PersonId person = beneficiary();

        assertThat(reason(certificates.issue(CLERK, person, new Photo("a.jpg", SampleFiles.pdf()), HOME)))
                .isEqualTo(Reason.PHOTO_NOT_ACCEPTED);
        assertThat(reason(certificates.issue(CLERK, person, new Photo("a.jpg", "x".getBytes()), HOME)))
                .isEqualTo(Reason.PHOTO_NOT_ACCEPTED);
        assertThat(reason(certificates.issue(
                        CLERK, person, new Photo("a.jpg", SampleFiles.start(SampleFiles.jpeg(), 120)), HOME)))
                .isEqualTo(Reason.PHOTO_NOT_ACCEPTED);
        assertThat(reason(certificates.issue(CLERK, person, new Photo("a.png", pictureOf(4001, 1)), HOME)))
                .isEqualTo(Reason.PHOTO_NOT_ACCEPTED);
        assertThat(reason(certificates.issue(CLERK, person, PHOTO, " "))).isEqualTo(Reason.HOME_MISSING);
        assertThat(certificates.of(PoolingArea.JIANGMEN, person)).isEmpty();
    }

    @Test
    void a_lost_certificate_is_void_and_a_new_one_takes_its_place() {
        PersonId person = beneficiary();
        Certificate lost = issued(person);

        Certificate fresh = ((Done) certificates.reissue(CLERK, lost.id(), Optional.empty())).certificate();

        assertThat(fresh.number()).isNotEqualTo(lost.number());
        assertThat(certificates.of(PoolingArea.JIANGMEN, person))
                .extracting(Certificate::standing)
                .containsExactly(Standing.VALID, Standing.LOST);
        assertThat(certificates.verify(code(lost)).orElseThrow().valid()).isFalse();
        assertThat(certificates.verify(code(fresh)).orElseThrow().valid()).isTrue();
        assertThat(reason(certificates.reissue(CLERK, lost.id(), Optional.empty()))).isEqualTo(Reason.CERTIFICATE_NOT_VALID);
    }

    @Test
    void a_certificate_is_void_on_fraud_with_the_decision_named() {
        Certificate certificate = issued(beneficiary());

        assertThat(reason(certificates.voidForFraud(CLERK, certificate.id(), " "))).isEqualTo(Reason.BASIS_MISSING);
        Done done = (Done) certificates.voidForFraud(CLERK, certificate.id(), "虚构稽查〔2026〕1号");

        assertThat(done.certificate().standing()).isEqualTo(Standing.FRAUD);
        assertThat(certificates.verify(code(certificate)).orElseThrow().valid()).isFalse();
    }

    @Test
    void after_an_exit_it_is_good_until_the_end_of_that_month_and_void_the_day_after() {
        LocalDate issued = LocalDate.of(2026, 3, 5);
        DateRange before = new DateRange(LocalDate.of(2025, 1, 1), LocalDate.of(2026, 4, 10));

        assertThat(Certificates.validUntil(List.of(DateRange.from(before.from())), issued)).isEmpty();
        assertThat(Certificates.validUntil(List.of(before), issued)).contains(LocalDate.of(2026, 4, 30));
        assertThat(Certificates.validUntil(
                        List.of(before, new DateRange(LocalDate.of(2026, 5, 1), LocalDate.of(2026, 12, 31))), issued))
                .contains(LocalDate.of(2026, 12, 31));
        // Who comes back after a gap gets a new one.
        assertThat(Certificates.validUntil(List.of(before, DateRange.from(LocalDate.of(2026, 6, 1))), issued))
                .contains(LocalDate.of(2026, 4, 30));
        assertThat(Certificates.validUntil(List.of(), issued)).contains(LocalDate.of(2026, 3, 4));
    }

    @Test
    void an_exit_in_the_roster_counts_without_anybody_touching_the_certificate() {
        PersonId person = beneficiary();
        Certificate certificate = issued(person);
        LocalDate today = clock.today();

        end(person, today);
        assertThat(only(person).standing()).isEqualTo(Standing.VALID);
        assertThat(only(person).validUntil()).contains(YearMonth.from(today).atEndOfMonth());

        // An exit list of last month, entered late.
        end(person, YearMonth.from(today).minusMonths(1).atEndOfMonth());
        assertThat(only(person).standing()).isEqualTo(Standing.LEFT);
        assertThat(certificates.verify(code(certificate)).orElseThrow().valid()).isFalse();
    }

    @Test
    void anybody_learns_by_the_code_whether_it_is_valid_its_number_and_a_masked_name_and_nothing_more() {
        Certificate certificate = issued(beneficiary());
        Browser visitor = new Browser(port);

        HttpResponse<String> page = visitor.get("/verify?c=" + code(certificate));
        HttpResponse<String> unknown = visitor.get("/verify?c=AAAAA-AAAAA-AAAAA-AAAAA");

        assertThat(certificates.verify(code(certificate).toLowerCase().replaceAll("(.{5})", "$1 ")))
                .contains(new Verification(certificate.number(), "虚*𬭎", true));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("有效", certificate.number(), "虚*𬭎").doesNotContain("虚构𬭎", "440703", HOME);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse("")).startsWith("default-src 'none'");
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(unknown.body()).contains("没有查到这张就医证");
    }

    @Test
    void issues_and_voids_are_never_changed() {
        Certificate certificate = issued(beneficiary());

        assertThatThrownBy(() -> jdbc.sql("update medaid.certificate set home = 'x' where id = :id")
                        .param("id", certificate.id().value())
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
    }

    private static byte[] pictureOf(int width, int height) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png", png);
        return png.toByteArray();
    }

    private Certificate issued(PersonId person) {
        return ((Done) certificates.issue(CLERK, person, PHOTO, HOME)).certificate();
    }

    private Certificate only(PersonId person) {
        return certificates.of(PoolingArea.JIANGMEN, person).get(0);
    }

    private String code(Certificate certificate) {
        return jdbc.sql("select code from medaid.certificate where id = :id")
                .param("id", certificate.id().value())
                .query(String.class)
                .single();
    }

    private void end(PersonId person, LocalDate lastDay) {
        CategoryPeriodId period = new CategoryPeriodId(jdbc.sql("select id from medaid.category_period where person_id = :p")
                .param("p", person.value())
                .query(java.util.UUID.class)
                .single());
        roster.end(PoolingArea.JIANGMEN, new EndCategory(period, lastDay, "虚构退出名单", CLERK.id()));
    }

    private PersonId beneficiary() {
        PersonId person = registered();
        roster.enter(
                PoolingArea.JIANGMEN,
                new EnterCategory(
                        person,
                        Category.POVERTY_ALLEVIATION,
                        DateRange.from(clock.today().minusMonths(6)),
                        "虚构移交名单",
                        CLERK.id()));
        return person;
    }

    private PersonId registered() {
        return ((Registered) parties.registerPerson(new RegisterPerson(
                        InventedResidents.next("440703"),
                        "虚构𬭎",
                        new DivisionCode("440703"),
                        true,
                        Optional.of("13800000000"),
                        CLERK.id(),
                        true)))
                .person()
                .id();
    }

    private static Reason reason(CertificateAnswer answer) {
        return ((Refused) answer).reason();
    }
}
