package org.medaid.claim;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.medaid.claim.model.Claim;
import org.medaid.claim.persistence.Claims;
import org.medaid.claim.persistence.Sheets;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.BusinessDocument;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Leads from a document in the books back to the case it belongs to. */
@Service
public class CaseNumbers {

    /** A case as people name it. */
    public record Case(ClaimId claim, String number) {}

    private final Sheets sheets;
    private final Claims claims;

    CaseNumbers(Sheets sheets, Claims claims) {
        this.sheets = sheets;
        this.claims = claims;
    }

    /** A case's number as people name it. */
    static String format(PoolingArea area, int year, long number) {
        return "%s-%d-%06d".formatted(area.caseLetters(), year, number);
    }

    /** @return the cases of those documents that are calculation sheets; other documents are left out */
    @Transactional(readOnly = true)
    public Map<BusinessDocument, Case> of(Collection<BusinessDocument> documents) {
        Map<UUID, BusinessDocument> asked = new HashMap<>();
        documents.stream()
                .filter(document -> document.type().equals(Determinations.SHEET))
                .forEach(document -> asked.put(UUID.fromString(document.id()), document));
        Map<UUID, ClaimId> found = sheets.claimsOf(asked.keySet());
        Map<UUID, String> numbers = new HashMap<>();
        List<UUID> ids = found.values().stream().map(ClaimId::value).distinct().toList();
        for (Claim claim : claims.findAllById(ids)) {
            numbers.put(claim.id().value(), claim.caseNumber());
        }
        Map<BusinessDocument, Case> cases = new HashMap<>();
        found.forEach((sheet, claim) ->
                cases.put(asked.get(sheet), new Case(claim, numbers.get(claim.value()))));
        return cases;
    }
}
