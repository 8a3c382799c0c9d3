package org.medaid.claim.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.medaid.claim.ClaimId;
import org.medaid.claim.ClaimWording;
import org.medaid.claim.Determinations;
import org.medaid.claim.model.Claim;
import org.medaid.claim.persistence.Claims;
import org.medaid.claim.persistence.Sheets;
import org.medaid.kernel.Clause;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.policy.CalculationAnswer;
import org.springframework.stereotype.Component;

/** Calculation sheets with the words a reader needs beside the codes. */
@Component
@Clause("C19")
class SheetViews {

    private static final String HOSPITAL_PREFIX = "HOSPITAL:";

    /**
     * @param request the calculation's input, as stored
     * @param answer the calculation's answer, as stored
     */
    record SheetView(
            String caseNumber,
            int number,
            String status,
            Instant calculatedAt,
            JsonNode request,
            CalculationAnswer answer,
            JsonNode rules,
            Map<String, String> lineNames,
            Map<String, String> payerNames,
            Map<String, String> reasonNames,
            Map<String, String> accumulatorNames) {}

    private final Claims claims;
    private final Sheets sheets;
    private final Determinations determinations;
    private final Parties parties;
    private final ObjectMapper json;

    SheetViews(Claims claims, Sheets sheets, Determinations determinations, Parties parties, ObjectMapper json) {
        this.claims = claims;
        this.sheets = sheets;
        this.determinations = determinations;
        this.parties = parties;
        this.json = json;
    }

    Optional<SheetView> latest(ClaimId id) {
        return sheets.latest(id).map(this::view);
    }

    List<SheetView> all(ClaimId id) {
        return sheets.of(id).stream().map(this::view).toList();
    }

    private SheetView view(Sheets.Sheet sheet) {
        Claim claim = claims.findById(sheet.claim().value()).orElseThrow();
        CalculationAnswer answer = determinations.answer(sheet);
        return new SheetView(
                claim.caseNumber(),
                sheet.number(),
                sheet.status(),
                sheet.calculatedAt(),
                read(sheet.input()),
                answer,
                read(sheet.rules()),
                ClaimWording.LINES,
                payerNames(answer),
                ClaimWording.REASONS,
                ClaimWording.ACCUMULATORS);
    }

    private Map<String, String> payerNames(CalculationAnswer answer) {
        Map<String, String> names = new TreeMap<>(ClaimWording.PAYERS);
        if (answer.payers() != null) {
            answer.payers().keySet().stream()
                    .filter(payer -> payer.startsWith(HOSPITAL_PREFIX))
                    .forEach(payer -> names.put(
                            payer,
                            parties.hospital(payer.substring(HOSPITAL_PREFIX.length()))
                                    .map(Hospital::name)
                                    .orElse(payer.substring(HOSPITAL_PREFIX.length()))));
        }
        return names;
    }

    private JsonNode read(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored sheet is readable", e);
        }
    }
}
