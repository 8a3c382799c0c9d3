package org.medaid.ledger;

import org.medaid.kernel.Money;

/** What became of the wish to propose or confirm the closing of a month or a year. */
public sealed interface ClosingAnswer {

    /** @param sums what the proposal states; somebody else now confirms it */
    record Proposed(Sums sums) implements ClosingAnswer {}

    /** @param sums what was closed */
    record Closed(Sums sums) implements ClosingAnswer {}

    /**
     * What was posted is no longer what was proposed: it has to be proposed anew.
     *
     * @param proposed what the proposer saw
     * @param now what stands in the books now
     */
    record PostedSince(Sums proposed, Sums now) implements ClosingAnswer {}

    record Refused(Reason reason) implements ClosingAnswer {}

    /**
     * What is closed: of a month everything posted since the closing before, of a year everything in its accounts.
     *
     * @param transfers how many
     * @param debit what their debits come to
     * @param credit what their credits come to, as a positive amount
     */
    record Sums(int transfers, Money debit, Money credit) {}

    /** Why nothing was proposed or closed. */
    enum Reason {
        MONTH_NOT_OVER("本月尚未结束，不能结账。"),
        ALREADY_CLOSED("该月份已经结账，或者其后的月份已经结账。"),
        DECEMBER_NOT_CLOSED("本年12月尚未结账，不能办理年终结转。"),
        YEAR_ALREADY_CLOSED("该年度已经结转，或者其后的年度已经结转。"),
        EARLIER_YEAR_NOT_CLOSED("以前年度还有余额，请先办理以前年度的结转。"),
        NOT_BALANCED("试算不平衡，不能结账，请联系系统管理员。"),
        NOT_PROPOSED("尚未提出结账，请先由一人提出，再由另一人确认。"),
        SAME_PERSON("提出结账的人不能自己确认，请由另一人确认。");

        private final String message;

        Reason(String message) {
            this.message = message;
        }

        /** For the user, in Chinese. */
        public String message() {
            return message;
        }
    }
}
