package org.medaid.party;

import java.util.List;
import org.medaid.party.persistence.Diagnoses;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The diagnoses that forms offer: a help for typing. What a paper says and the catalogue has not is typed as it stands there. */
@Service
@Transactional(readOnly = true)
public class DiagnosisCatalogue {

    /** The most entries a search returns. */
    public static final int MOST_FOUND = 20;

    private final Diagnoses diagnoses;

    DiagnosisCatalogue(Diagnoses diagnoses) {
        this.diagnoses = diagnoses;
    }

    /**
     * Entries whose code begins with the text, or whose name contains it; codes first.
     *
     * @param text a code, or a part of a name; nothing is found by a blank one
     */
    public List<Diagnosis> search(String text) {
        String asked = text == null ? "" : text.strip();
        return asked.isEmpty() ? List.of() : diagnoses.search(asked, MOST_FOUND);
    }
}
