package org.medaid.application.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.medaid.application.ApplicationId;
import org.medaid.application.Recorded;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the steps of an application found: only ever added to. */
@Component
public class ApplicationRecords {

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    ApplicationRecords(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** @param content a record that JSON can hold */
    public void add(ApplicationId application, int round, String kind, Object content, String by, Instant at) {
        jdbc.sql(
                        """
                        insert into medaid.application_record (application_id, round, kind, content, by_user, at)
                        values (?, ?, ?, ?::jsonb, ?, ?)
                        """)
                .params(application.value(), round, kind, write(content), by, OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
                .update();
    }

    /** Everything about an application, oldest first. */
    public List<Recorded> of(ApplicationId application) {
        return jdbc.sql(
                        """
                        select kind, round, content, by_user, at from medaid.application_record
                         where application_id = ? order by id
                        """)
                .param(application.value())
                .query((rs, row) -> new Recorded(
                        rs.getString(1),
                        rs.getInt(2),
                        read(rs.getString(3)),
                        rs.getString(4),
                        rs.getObject(5, OffsetDateTime.class).toInstant()))
                .list();
    }

    private String write(Object content) {
        try {
            return json.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a step's record can be written", e);
        }
    }

    private JsonNode read(String content) {
        try {
            return json.readTree(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored record can be read", e);
        }
    }
}
