package org.medaid.ledger;

/** What became of a posting. Both answers name the one transfer that stands in the books. */
public sealed interface PostingAnswer {

    /** The transfer's number in the books. */
    long transfer();

    record Posted(long transfer) implements PostingAnswer {}

    /** The document had been posted before, with the same entries; nothing was added. */
    record AlreadyPosted(long transfer) implements PostingAnswer {}
}
