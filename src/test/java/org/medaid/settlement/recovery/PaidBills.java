package org.medaid.settlement.recovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.BusinessDocument;
import org.medaid.settlement.payment.BankAccountDesk;
import org.medaid.settlement.payment.BatchLine;
import org.medaid.settlement.payment.CheckBankAccount;
import org.medaid.settlement.payment.EnterBankAccount;
import org.medaid.settlement.payment.JudgeBatch;
import org.medaid.settlement.payment.PaymentBatch;
import org.medaid.settlement.payment.PaymentBatches;
import org.medaid.settlement.payment.PaymentDesk;
import org.medaid.settlement.payment.Payments;
import org.medaid.testing.PostedBills;

/** Bills of Heshan that have been paid to persons, from which something is to come back. */
public final class PaidBills {

    public static final PoolingArea AREA = PoolingArea.HESHAN;
    static final String HOSPITAL = "H4407842";
    private static final String NAME = "上官结算样本";

    private final PostedBills bills;
    private final BankAccountDesk accounts;
    private final PaymentDesk desk;
    private final PaymentBatches batches;
    private final Payments with;
    private final BusinessClock clock;

    public PaidBills(
            PostedBills bills,
            BankAccountDesk accounts,
            PaymentDesk desk,
            PaymentBatches batches,
            Payments with,
            BusinessClock clock) {
        this.bills = bills;
        this.accounts = accounts;
        this.desk = desk;
        this.batches = batches;
        this.with = with;
        this.clock = clock;
    }

    PostedBills.Bill bill() {
        return bills.bill(AREA, "440784", HOSPITAL, clock.today()).overTheWindow();
    }

    PostedBills.Bill oneStop() {
        return bills.bill(AREA, "440784", HOSPITAL, clock.today());
    }

    /** A bill that the medical assistance fund has paid. */
    public PostedBills.Posted paid(String amount) {
        return paid(bill().owes("MEDICAL_ASSISTANCE_FUND", amount));
    }

    PostedBills.Posted paid(PostedBills.Bill bill) {
        PostedBills.Posted posted = bill.post();
        account(posted.person());
        answered(with.sent(), "成功", "");
        return posted;
    }

    void account(PersonId person) {
        String card = Payments.card();
        UUID id = Payments.done(accounts.enter(
                new EnterBankAccount("PERSON", person.toString(), "CARD", card, "示范银行鹤山支行", NAME, "", ""), with.clerk()));
        Payments.done(accounts.check(id, new CheckBankAccount("ACCEPTED", card, null), with.checker()));
    }

    /** The bank says the same of every line of a batch, which is then closed. */
    public void answered(PaymentBatch batch, String result, String reason) {
        Map<String, String> said = new LinkedHashMap<>();
        for (BatchLine line : lines(batch)) {
            said.put(
                    line.reference(),
                    line.amount() + "," + result + "," + reason + "," + (result.equals("成功") ? "B" + line.reference() : "") + ","
                            + (result.equals("成功") ? clock.today() : ""));
        }
        Payments.done(desk.takeAnswer(
                batch.id(), Payments.answer(said).getBytes(java.nio.charset.StandardCharsets.UTF_8), with.finance(1)));
        if (Payments.done(desk.paid(batch.id(), new JudgeBatch("ANSWERED", null), with.finance(1))).equals("PAID")) {
            desk.closePaid(batch.id());
        } else {
            desk.reopenReturned(batch.id());
        }
    }

    List<BatchLine> lines(PaymentBatch batch) {
        return batches.lines(batch.id(), 0, 1000);
    }

    static BusinessDocument sheet(PostedBills.Posted bill) {
        return new BusinessDocument("SHEET", bill.sheet().toString());
    }
}
