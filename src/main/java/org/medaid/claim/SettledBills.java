package org.medaid.claim;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.medaid.kernel.MaskedName;
import org.medaid.ledger.BusinessDocument;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Leads from documents in the books to the bills behind them, as a hospital recognises its own: never with a whole name. */
@Service
public class SettledBills {

    /** A settled bill as it stands on a hospital's statement. */
    public record SettledBill(
            ClaimId claim, String caseNumber, String maskedName, String invoiceNumber, LocalDate dischargedOn) {}

    private final JdbcClient jdbc;

    SettledBills(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return the bills of those documents that are calculation sheets; other documents are left out */
    @Transactional(readOnly = true)
    public Map<BusinessDocument, SettledBill> of(Collection<BusinessDocument> documents) {
        Map<UUID, BusinessDocument> asked = new HashMap<>();
        documents.stream()
                .filter(document -> document.type().equals(Determinations.SHEET))
                .forEach(document -> asked.put(UUID.fromString(document.id()), document));
        Map<BusinessDocument, SettledBill> bills = new HashMap<>();
        if (!asked.isEmpty()) {
            jdbc.sql("""
                            select s.id, c.id, c.case_number, p.name, c.invoice_number, c.discharged_on
                              from medaid.calculation_sheet s
                              join medaid.claim c on c.id = s.claim_id
                              join medaid.person p on p.id = c.person_id
                             where s.id in (:sheets)
                            """)
                    .param("sheets", asked.keySet())
                    .query(row -> {
                        bills.put(
                                asked.get(row.getObject(1, UUID.class)),
                                new SettledBill(
                                        new ClaimId(row.getObject(2, UUID.class)),
                                        row.getString(3),
                                        MaskedName.of(row.getString(4)),
                                        row.getString(5),
                                        row.getObject(6, LocalDate.class)));
                    });
        }
        return bills;
    }
}
