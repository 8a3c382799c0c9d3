package org.medaid.application;

import java.util.Optional;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.security.CurrentUser;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * To which township somebody belongs, as far as the office knows: that of the latest application in which the person stands. Who has
 * never been in one, as whom a department's list has brought, is of none and so every township's business.
 */
@Component
@Clause("X6")
public class HomeTowns {

    private final JdbcClient jdbc;

    HomeTowns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether a person is the user's business. */
    public boolean areReached(CurrentUser user, PersonId person) {
        return user.towns().isEmpty() || user.reaches(of(person));
    }

    private Optional<String> of(PersonId person) {
        return jdbc.sql("select town_code from medaid.person_town where person_id = ?")
                .param(person.value())
                .query(String.class)
                .optional();
    }
}
