package org.medaid.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.medaid.api.FieldProblem;
import org.medaid.audit.AuditTrail;
import org.medaid.document.DocumentAnswer;
import org.medaid.document.DocumentId;
import org.medaid.document.Documents;
import org.medaid.document.LetterAnswer.Issued;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.SampleFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
@Clause("P5")
class NoticesTest {

    private static final String TOWN = "320706101";

    @Autowired
    Notices notices;

    @Autowired
    Documents documents;

    @Autowired
    AuditTrail audit;

    @Autowired
    BusinessClock clock;

    @Autowired
    JdbcClient jdbc;

    @Test
    void names_are_masked_minors_counted_and_nothing_readable_is_stored() {
        PublishNotice command = sample();

        NoticeId id = notices.publish(command);

        NoticeView notice = notices.current(id).orElseThrow();
        assertThat(notice.maskedNames()).containsExactly("虚**𬭎", "虚·**提");
        assertThat(notice.minors()).isEqualTo(1);
        assertThat(notice.reference()).matches("LYG-G-\\d{4}-\\d{4}");
        assertThat(notice.persons()).isEqualTo("虚**𬭎、虚·**提，未成年人1人（依法不公开姓名）");
        String stored = jdbc.sql("select n::text || coalesce((select string_agg(d::text, '') from medaid.notice_name_digest d "
                        + "where d.notice_id = n.id), '') from medaid.notice n where id = :id")
                .param("id", id.value())
                .query(String.class)
                .single();
        assertThat(stored).doesNotContain("虚构小𬭎", "虚构未成", "构买");
        assertThat(audit.of("NOTICE", id.toString())).singleElement().satisfies(act -> assertThat(act.entry().basis()).isPresent());
    }

    @Test
    void on_the_day_of_the_eighteenth_birthday_a_person_is_named() {
        LocalDate today = clock.today();
        List<NamedPerson> persons = List.of(
                new NamedPerson("虚成年", today.minusYears(18)), new NamedPerson("虚差一天", today.minusYears(18).plusDays(1)));

        NoticeId id = notices.publish(SampleNotices.of(
                PoolingArea.LIANYUNGANG, TOWN, "虚构街道", persons, today, today, SampleNotices.HOW_TO_OBJECT));

        assertThat(notices.view(id).orElseThrow().maskedNames()).containsExactly("虚*年");
        assertThat(notices.view(id).orElseThrow().minors()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "虚构街道, 请到3号窗口找虚构小𬭎。, howToObject, NOTICE_DISCLOSES_NAME",
        "虚构街道, 号码320706 19650312 4020。, howToObject, NOTICE_DISCLOSES_IDENTITY_NUMBER",
        "虚构街道, 拨打138 0013 8000。, howToObject, NOTICE_DISCLOSES_PHONE",
        "虚构街道0518-85000000, 拨打0518-85000000。, townName, NOTICE_DISCLOSES_PHONE"
    })
    void content_that_discloses_something_is_refused(String town, String how, String field, String code) {
        PublishNotice sample = sample();
        PublishNotice disclosing = SampleNotices.of(
                sample.area(), TOWN, town, sample.persons(), sample.fromOn(), sample.toOn(), how);

        assertThat(notices.check(disclosing)).extracting(FieldProblem::field, FieldProblem::code)
                .containsExactly(org.assertj.core.api.Assertions.tuple(field, code));
        assertThatThrownBy(() -> notices.publish(disclosing)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_notice_is_read_on_its_days_only_and_longer_when_it_is_extended() {
        LocalDate today = clock.today();
        NoticeId past = published(today.minusDays(7), today.minusDays(1));
        NoticeId coming = published(today.plusDays(1), today.plusDays(5));
        NoticeId last = published(today.minusDays(4), today);

        assertThat(notices.current(past)).isEmpty();
        assertThat(notices.current(coming)).isEmpty();
        assertThat(notices.current(last)).isPresent();

        notices.extend(past, today.plusDays(2), "SECOND_ROUND", "lianyungang-township1");
        notices.extend(past, today.plusDays(2), "SECOND_ROUND", "lianyungang-township1");

        assertThat(notices.current(past).orElseThrow().toOn()).isEqualTo(today.plusDays(2));
        assertThatThrownBy(() -> notices.extend(past, today, "EARLIER", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_ended_notice_disappears_and_its_record_stays() {
        NoticeId id = notices.publish(sample());

        notices.end(id, "OBJECTION_UPHELD", "lianyungang-county1");
        notices.end(id, "OBJECTION_UPHELD", "lianyungang-county1");

        assertThat(notices.current(id)).isEmpty();
        assertThat(notices.current(PoolingArea.LIANYUNGANG)).extracting(NoticeView::id).doesNotContain(id);
        assertThat(notices.view(id).orElseThrow().ended()).isTrue();
        assertThat(audit.of("NOTICE", id.toString())).hasSize(2);
        assertThat(jdbc.sql("select count(*) from medaid.notice_name_digest where notice_id = :id")
                        .param("id", id.value())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThatThrownBy(() -> jdbc.sql("delete from medaid.notice where id = :id").param("id", id.value()).update())
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void the_table_itself_takes_no_readable_name() {
        NoticeId id = notices.publish(sample());

        assertThatThrownBy(() -> jdbc.sql("""
                        insert into medaid.notice select gen_random_uuid(), area, application_id, application_number, 'x' || reference,
                            year, number_in_year + 5000, town_code, town_name, category_name, '虚构小明', minors, from_on, to_on,
                            how_to_object, published_by, published_at from medaid.notice where id = :id
                        """).param("id", id.value()).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("ck_notice_names_are_masked");
    }

    @Test
    void the_sheet_for_the_board_and_its_photograph_are_filed_with_the_notice() {
        NoticeId id = notices.publish(sample());

        Issued sheet = (Issued) notices.sheet(id, "lianyungang-township1");
        DocumentId photo = ((DocumentAnswer.Done) documents.keep(
                        PoolingArea.LIANYUNGANG, "lianyungang-village1", "board.jpg", SampleFiles.jpeg(), Notices.subject(id)))
                .document()
                .id();
        notices.boardPhoto(id, photo, "lianyungang-village1");

        assertThat(sheet.number()).contains("医救示〔");
        assertThat(notices.view(id).orElseThrow().boardPhoto()).contains(photo);
    }

    @Test
    void an_applications_notices_are_found_by_it() {
        PublishNotice command = sample();

        NoticeId id = notices.publish(command);

        assertThat(notices.of(command.applicationId())).extracting(NoticeView::id).containsExactly(id);
        assertThat(notices.of(UUID.randomUUID())).isEmpty();
    }

    private PublishNotice sample() {
        return SampleNotices.open(PoolingArea.LIANYUNGANG, clock, TOWN, "虚构街道");
    }

    private NoticeId published(LocalDate from, LocalDate to) {
        PublishNotice sample = sample();
        return notices.publish(SampleNotices.of(
                sample.area(), TOWN, "虚构街道", sample.persons(), from, to, SampleNotices.HOW_TO_OBJECT));
    }
}
