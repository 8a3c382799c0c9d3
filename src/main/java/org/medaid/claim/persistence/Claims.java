package org.medaid.claim.persistence;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.claim.model.Claim;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** All bills of all areas; callers check the area. */
public interface Claims extends JpaRepository<Claim, UUID> {

    /** The case number of an open or settled bill with the same invoice of the same hospital. */
    @Query(
            """
            select c.caseNumber from Claim c where c.hospitalCode = ?1 and c.invoiceNumber = ?2
               and c.id <> ?3 and c.state not in (org.medaid.claim.ClaimState.REFUSED, org.medaid.claim.ClaimState.WITHDRAWN, org.medaid.claim.ClaimState.REVERSED)
            """)
    Optional<String> sameInvoice(String hospitalCode, String invoiceNumber, UUID except);

    /** A person's refused or settled bills of a hospital. */
    @Query(
            """
            select c from Claim c where c.personId = ?1 and c.hospitalCode = ?2
               and c.state in (org.medaid.claim.ClaimState.REFUSED, org.medaid.claim.ClaimState.SETTLED)
             order by c.enteredAt
            """)
    List<Claim> closedAt(UUID person, String hospitalCode);

    /** An office's bills by a part of the case number, newest first. */
    List<Claim> findByAreaAndCaseNumberContainingIgnoreCaseOrderByEnteredAtDesc(
            String area, String partOfNumber, Pageable page);

    /**
     * An office's settled bills whose newest sheet has never been posted. They stay as they are until the end of the transaction.
     *
     * @param after the id after which to go on
     */
    @Query(
            value =
                    """
                    select c.* from medaid.claim c
                     where c.area = ?1 and c.state = 'SETTLED' and c.id > ?2
                       and exists (select 1 from medaid.calculation_sheet s
                                    where s.claim_id = c.id
                                      and not exists (select 1 from medaid.calculation_sheet n where n.claim_id = c.id and n.number > s.number)
                                      and not exists (select 1 from medaid.ledger_transfer t
                                                       where t.document_type = 'SHEET' and t.document_id = s.id::text))
                     order by c.id limit ?3 for no key update of c
                    """,
            nativeQuery = true)
    List<Claim> neverPosted(String area, UUID after, int limit);

    @Query(value = "select nextval('medaid.claim_number')", nativeQuery = true)
    long nextNumber();
}
