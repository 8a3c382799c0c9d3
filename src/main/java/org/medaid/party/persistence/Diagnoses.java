package org.medaid.party.persistence;

import java.util.List;
import java.util.Locale;
import org.medaid.party.Diagnosis;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The catalogue of diagnoses in the database: some ten thousand rows at most, read whole by a search. */
@Repository
public class Diagnoses {

    private final JdbcClient jdbc;

    Diagnoses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Diagnosis> search(String text, int most) {
        return jdbc.sql("""
                        select code, name from medaid.diagnosis
                         where starts_with(code, :code) or position(:text in name) > 0
                         order by starts_with(code, :code) desc, position(:text in name), length(name), code
                         limit :most
                        """)
                .param("code", text.toUpperCase(Locale.ROOT))
                .param("text", text)
                .param("most", most)
                .query((row, number) -> new Diagnosis(row.getString(1), row.getString(2)))
                .list();
    }
}
