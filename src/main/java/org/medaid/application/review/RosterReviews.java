package org.medaid.application.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.application.Recorded;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reviews and their records in the database. */
@Component
class RosterReviews {

    private static final String SELECT =
            "select id, number, area, person_id, reason, state, opened_by, opened_at, closed_at from medaid.roster_review ";

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    RosterReviews(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    long nextNumber() {
        return jdbc.sql("select nextval('medaid.roster_review_number')").query(Long.class).single();
    }

    /** @return false if the person has an open one */
    boolean add(RosterReview review) {
        return jdbc.sql(
                                """
                                insert into medaid.roster_review (id, number, area, person_id, reason, state, opened_by, opened_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?)
                                on conflict (person_id) where closed_at is null do nothing
                                """)
                        .params(
                                review.id().value(),
                                review.number(),
                                review.area().tenantId(),
                                review.person().value(),
                                review.reason().name(),
                                review.state().name(),
                                review.openedBy(),
                                at(review.openedAt()))
                        .update()
                == 1;
    }

    void moveTo(RosterReviewId id, ReviewState state) {
        update(id, state, null);
    }

    void close(RosterReviewId id, ReviewState outcome, Instant at) {
        update(id, outcome, at(at));
    }

    private void update(RosterReviewId id, ReviewState state, OffsetDateTime closedAt) {
        int moved = jdbc.sql("update medaid.roster_review set state = ?, closed_at = ? where id = ? and closed_at is null")
                .params(java.util.Arrays.asList(state.name(), closedAt, id.value()))
                .update();
        if (moved != 1) {
            throw new IllegalStateException("the review is closed: " + id);
        }
    }

    Optional<RosterReview> find(RosterReviewId id) {
        return jdbc.sql(SELECT + "where id = ?").param(id.value()).query(RosterReviews::read).optional();
    }

    Optional<RosterReview> openFor(PersonId person) {
        return jdbc.sql(SELECT + "where person_id = ? and closed_at is null")
                .param(person.value())
                .query(RosterReviews::read)
                .optional();
    }

    /** @param towns of the people, with those of no township, by code; empty for all */
    List<RosterReview> of(PoolingArea area, Set<String> towns, int most) {
        return jdbc.sql(SELECT + "r where area = :area"
                        + (towns.isEmpty()
                                ? ""
                                : " and not exists (select from medaid.person_town t where t.person_id = r.person_id and t.town_code not in (:towns))")
                        + " order by closed_at is not null, opened_at desc limit :most")
                .param("area", area.tenantId())
                .param("towns", towns)
                .param("most", most)
                .query(RosterReviews::read)
                .list();
    }

    /** When each of these people's last review was closed, a withdrawn one too: the county did not want it. */
    Map<PersonId, LocalDate> lastReviewed(Collection<PersonId> people) {
        Map<PersonId, LocalDate> last = new HashMap<>();
        jdbc.sql(
                        """
                        select person_id, max(closed_at) from medaid.roster_review
                         where person_id in (:people) and closed_at is not null group by person_id
                        """)
                .param("people", people.stream().map(PersonId::value).toList())
                .query(row -> {
                    last.put(
                            new PersonId(row.getObject(1, UUID.class)),
                            row.getObject(2, OffsetDateTime.class)
                                    .atZoneSameInstant(BusinessClock.ZONE)
                                    .toLocalDate());
                });
        return last;
    }

    /** @param content a record that JSON can hold */
    void record(RosterReviewId review, String kind, Object content, String by, Instant at) {
        try {
            jdbc.sql("insert into medaid.roster_review_record (review_id, kind, content, by_user, at) values (?, ?, ?::jsonb, ?, ?)")
                    .params(review.value(), kind, json.writeValueAsString(content), by, at(at))
                    .update();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a step's record can be written", e);
        }
    }

    /** Everything about a review, oldest first. */
    List<Recorded> records(RosterReviewId review) {
        return jdbc.sql("select kind, content, by_user, at from medaid.roster_review_record where review_id = ? order by id")
                .param(review.value())
                .query((row, number) -> new Recorded(
                        row.getString(1),
                        1,
                        tree(row.getString(2)),
                        row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()))
                .list();
    }

    private JsonNode tree(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored record can be read", e);
        }
    }

    private static RosterReview read(ResultSet row, int number) throws SQLException {
        OffsetDateTime closed = row.getObject("closed_at", OffsetDateTime.class);
        return new RosterReview(
                new RosterReviewId(row.getObject("id", UUID.class)),
                row.getString("number"),
                PoolingArea.ofTenant(row.getString("area")).orElseThrow(),
                new PersonId(row.getObject("person_id", UUID.class)),
                ReviewReason.valueOf(row.getString("reason")),
                ReviewState.valueOf(row.getString("state")),
                row.getString("opened_by"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(closed).map(OffsetDateTime::toInstant));
    }

    private static OffsetDateTime at(Instant moment) {
        return OffsetDateTime.ofInstant(moment, ZoneOffset.UTC);
    }
}
