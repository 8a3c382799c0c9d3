package org.medaid.settlement.onestop;

/** What comes back to a hospital's system. */
public sealed interface OneStopReply {

    /** The answer, whether it was found just now or long ago. */
    record Answered(StoredAnswer answer) implements OneStopReply {}

    /** The same request is being worked on at this moment. */
    record InFlight() implements OneStopReply {}

    /** It takes longer than a counter can wait; sent again, it gets the answer. */
    record TooLate() implements OneStopReply {}

    /** The key stands for another request. */
    record KeyReused() implements OneStopReply {}
}
