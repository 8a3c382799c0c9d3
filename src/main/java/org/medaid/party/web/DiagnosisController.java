package org.medaid.party.web;

import java.util.List;
import org.medaid.api.FieldProblem;
import org.medaid.api.Problems;
import org.medaid.party.DiagnosisCatalogue;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue of diagnoses, the same for every signed-in user. */
@RestController
@RequestMapping("/api/v1/diagnosis-searches")
class DiagnosisController {

    private static final int LONGEST_TEXT = 200;

    private final DiagnosisCatalogue catalogue;

    DiagnosisController(DiagnosisCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** @param text a code or a part of a name; in the body, because what somebody is ill with stands in no address */
    record Question(String text) {}

    /** At most {@link DiagnosisCatalogue#MOST_FOUND} entries whose code begins with the text, or whose name contains it. */
    @PostMapping
    ResponseEntity<Object> search(@RequestBody Question question) {
        if (question.text() != null && question.text().length() > LONGEST_TEXT) {
            return Problems.invalid(
                    List.of(new FieldProblem("text", "QUERY_TOO_LONG", "查询内容不能超过" + LONGEST_TEXT + "个字。")));
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(catalogue.search(question.text()));
    }
}
