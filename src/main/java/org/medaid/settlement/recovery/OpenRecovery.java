package org.medaid.settlement.recovery;

/**
 * A clerk wants something back that was paid for a bill.
 *
 * @param caseNumber the bill's number
 * @param amount yuan, for example {@code 1200.00}; for a bill that was taken back, all that was paid for it
 * @param basisDocument the document the claim rests on, for example {@code 江人社发〔2018〕567号}
 * @param basisArticle its article
 */
public record OpenRecovery(String caseNumber, String amount, String reason, String basisDocument, String basisArticle) {}
