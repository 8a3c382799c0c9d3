package org.medaid.ledger;

import java.time.LocalDate;
import java.util.Optional;
import org.medaid.kernel.Money;

/**
 * An entry with the transfer it belongs to, as a reader of the books sees it.
 *
 * @param transfer the transfer's number
 * @param reverses the number of the transfer that this one takes back
 * @param amount above zero a debit, below zero a credit
 */
public record LedgerLine(
        long transfer,
        TransferKind transferKind,
        BusinessDocument document,
        LocalDate postedOn,
        String postedBy,
        Optional<Long> reverses,
        Optional<String> reason,
        Fund fund,
        int fundYear,
        AccountKind kind,
        String holder,
        Money amount) {}
