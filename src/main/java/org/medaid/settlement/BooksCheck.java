package org.medaid.settlement;

import java.util.List;

/** What must hold in an office's books, asked of the tables themselves. */
public enum BooksCheck {
    TRANSFERS_BALANCED("每张凭证在每项资金内借贷相等"),
    TRANSFERS_COMPLETE("每张凭证的分录齐全，与记账时一致"),
    REVERSALS_MIRROR("冲销凭证与被冲销的凭证金额相同、业务相同"),
    CLOSED_MONTHS_AS_CLOSED("已结账月份的笔数和合计与结账时一致"),
    CLOSED_YEARS_AT_ZERO("已结转年度的各科目余额为零"),
    POSTINGS_HAVE_DOCUMENTS("结算、到账、支付、对账和结转的凭证都有对应的业务单据"),
    RECEIPTS_POSTED("登记的到账与账上一致"),
    SETTLED_BILLS_POSTED("已结算的费用业务都已记账"),
    ONLY_SETTLED_BILLS_POSTED("已记账的费用业务都已结算，没有冲账、退回或作废"),
    POSTED_AS_GRANTED("账上的救助金额与核算单一致"),
    USED_AS_GRANTED("本年度限额的已用额与已记账的核算单一致"),
    CEILINGS_KEPT("本年度限额的已用额不为负、不超过限额");

    private final String title;

    BooksCheck(String title) {
        this.title = title;
    }

    /** For the user, in Chinese: what should be so. */
    public String title() {
        return title;
    }

    /**
     * What came of one check.
     *
     * @param found how many differences there are
     * @param first some of them, each a Chinese sentence that names case numbers and amounts and nobody
     */
    public record Finding(BooksCheck check, long found, List<String> first) {

        public boolean isSound() {
            return found == 0;
        }
    }
}
