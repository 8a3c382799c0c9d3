package org.medaid.claim;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.claim.model.Bill;
import org.medaid.claim.model.Claim;
import org.medaid.claim.persistence.Sheets;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.Posting;
import org.medaid.ledger.PostingAnswer;
import org.medaid.ledger.TransferKind;
import org.medaid.security.CurrentUser;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Posts what a confirmed sheet grants, each share out of its own fund's books (江人社发〔2018〕567号 七(二)). After the fact
 * the person has paid the hospital and every share is owed to the person (连政办发〔2017〕22号 六(二)); in one-stop settlement
 * the hospital has deducted the shares and they are owed to the hospital (同文 六(一)).
 */
@Component
@Clause({"C16", "C17", "M5"})
class SheetPostings {

    /** Who pays from books that are not the office's: the insurance has settled with the hospital already. */
    private static final Set<String> OTHERS =
            Set.of("BASIC_INSURANCE", "CRITICAL_ILLNESS_INSURANCE", "SUPPLEMENTARY_INSURANCE", "PERSON");

    private static final String HOSPITAL = "HOSPITAL:";

    private final Sheets sheets;
    private final Determinations determinations;
    private final FundLedger ledger;

    SheetPostings(Sheets sheets, Determinations determinations, FundLedger ledger) {
        this.sheets = sheets;
        this.determinations = determinations;
        this.ledger = ledger;
    }

    /** Posts the newest sheet of a claim; nothing where neither a fund nor a hospital pays. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<PostingAnswer> post(Claim claim, CurrentUser user) {
        return post(claim, TransferKind.SETTLEMENT, user);
    }

    /** The same under another kind, for bills that had been settled before the books existed. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<PostingAnswer> post(Claim claim, TransferKind kind, CurrentUser user) {
        Sheets.Sheet sheet = sheets.latest(claim.id()).orElseThrow();
        return posting(
                        claim.area(),
                        claim.channel(),
                        claim.bill(),
                        sheet.id(),
                        determinations.answer(sheet).payers(),
                        kind,
                        user.id())
                .map(ledger::post);
    }

    /**
     * What a sheet is posted with; empty where neither a fund nor a hospital pays.
     *
     * @param payers payer → yuan, as on the sheet
     */
    static Optional<Posting> posting(
            PoolingArea area,
            Claim.Channel channel,
            Bill bill,
            UUID sheet,
            Map<String, String> payers,
            TransferKind kind,
            String by) {
        // The creditor is whoever laid the money out: the person who paid, or the hospital that deducted it at its counter.
        boolean oneStop = channel == Claim.Channel.ONE_STOP;
        AccountKind creditor = oneStop ? AccountKind.HOSPITAL_PAYABLE : AccountKind.PERSON_PAYABLE;
        String holder = oneStop ? bill.hospitalCode() : bill.person().toString();
        Posting.Movements movements = new Posting.Movements();
        payers.forEach((payer, yuan) -> {
            Money amount = Money.parse(yuan);
            if (payer.startsWith(HOSPITAL)) {
                movements.ownShare(payer.substring(HOSPITAL.length()), creditor, holder, amount);
            } else if (!OTHERS.contains(payer)) {
                // A payer that has no books here is a bug of the rules: it must not pass in silence.
                movements.owed(Fund.valueOf(payer), creditor, holder, amount);
            }
        });
        return movements.isEmpty()
                ? Optional.empty()
                : Optional.of(movements.of(
                        area, kind, new BusinessDocument(Determinations.SHEET, sheet.toString()), by));
    }
}
