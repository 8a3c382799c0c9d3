package org.medaid.settlement.statement;

import java.time.LocalDate;
import java.util.Optional;
import org.medaid.kernel.Money;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;

/**
 * One line of a statement with the posting it states.
 *
 * @param lineNo from 1
 * @param amount above zero owed to the payee, below zero taken off
 * @param reversal whether it takes an earlier line back
 * @param dispute what the hospital says against it
 * @param ruling what the agency decided
 */
public record StatementLine(
        int lineNo,
        LocalDate postedOn,
        BusinessDocument document,
        Fund fund,
        AccountKind account,
        Money amount,
        boolean reversal,
        Optional<String> dispute,
        Optional<Ruling> ruling) {

    /** @param upheld whether the hospital is right and the line is not settled now */
    public record Ruling(boolean upheld, String reason) {}
}
