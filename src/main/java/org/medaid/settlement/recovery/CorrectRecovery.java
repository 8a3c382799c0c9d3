package org.medaid.settlement.recovery;

/** A clerk corrects what the manager gave back. The fields are those of {@link OpenRecovery}. */
public record CorrectRecovery(String amount, String reason, String basisDocument, String basisArticle) {}
