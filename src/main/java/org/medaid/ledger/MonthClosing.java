package org.medaid.ledger;

import org.medaid.kernel.Money;

/** What became of the wish to close a month. */
public sealed interface MonthClosing {

    /**
     * @param transfers how many were posted since the closing before
     * @param debit what their debits come to; the credits come to the same
     */
    record Closed(int transfers, Money debit) implements MonthClosing {}

    record Refused(Reason reason) implements MonthClosing {}

    /** Why a month cannot be closed. */
    enum Reason {
        MONTH_NOT_OVER("本月尚未结束，不能结账。"),
        ALREADY_CLOSED("该月份已经结账，或者其后的月份已经结账。"),
        NOT_BALANCED("试算不平衡，不能结账，请联系系统管理员。");

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
