package org.medaid.settlement.payment;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.medaid.api.Outcome;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.Posting;
import org.medaid.ledger.TransferKind;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.EnterCategory;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.testing.EngineCases;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What tests of payments begin with: debts in the books, accounts, and batches on their way, at the desks themselves. */
public final class Payments {

    public static final String NAME = "欧阳付款样本";

    private final PoolingArea area;
    private final String division;
    private final Parties parties;
    private final FundLedger ledger;
    private final BankAccountDesk accounts;
    private final PaymentDesk desk;
    private final TransactionTemplate transaction;

    public Payments(
            PoolingArea area,
            String division,
            Parties parties,
            FundLedger ledger,
            BankAccountDesk accounts,
            PaymentDesk desk,
            TransactionTemplate transaction) {
        this.area = area;
        this.division = division;
        this.parties = parties;
        this.ledger = ledger;
        this.accounts = accounts;
        this.desk = desk;
        this.transaction = transaction;
    }

    public CurrentUser user(String name, String group) {
        return new CurrentUser(area.tenantId() + "-" + name, "测试人员", Optional.of(area), Set.of(group), Optional.empty());
    }

    public CurrentUser clerk() {
        return user("clerk1", Groups.AGENCY_CLERK);
    }

    public CurrentUser checker() {
        return user("checker", Groups.AGENCY_CHECKER);
    }

    public CurrentUser manager() {
        return user("manager", Groups.AGENCY_MANAGER);
    }

    public CurrentUser finance(int number) {
        return user("finance" + number, Groups.DEPARTMENT_FINANCE);
    }

    public PersonId person() {
        return InventedResidents.registered(parties, InventedResidents.next(division), NAME);
    }

    /** A person with a checked account. */
    public PersonId payee() {
        PersonId person = person();
        account(person, card());
        return person;
    }

    /** A settled bill's sheet that the medical assistance fund owes to a person. */
    public BusinessDocument owed(PersonId person, String amount) {
        return owed(person, Fund.MEDICAL_ASSISTANCE_FUND, amount);
    }

    public BusinessDocument owed(PersonId person, Fund fund, String amount) {
        BusinessDocument sheet = new BusinessDocument("SHEET", UUID.randomUUID().toString());
        transaction.executeWithoutResult(status -> ledger.post(new Posting.Movements()
                .owed(fund, AccountKind.PERSON_PAYABLE, person.toString(), Money.parse(amount))
                .of(area, TransferKind.SETTLEMENT, sheet, "test")));
        return sheet;
    }

    public void reverse(BusinessDocument document) {
        transaction.executeWithoutResult(status -> ledger.reverse(document, "单据事后查明不实", "test"));
    }

    public void account(PersonId person, String card) {
        UUID id = done(accounts.enter(entry(person, card), clerk()));
        done(accounts.check(id, new CheckBankAccount("ACCEPTED", card, null), checker()));
    }

    public static EnterBankAccount entry(PersonId person, String card) {
        return new EnterBankAccount("PERSON", person.toString(), "CARD", card, "示范银行江门分行", NAME, "", "");
    }

    /** A card number with its check digit. */
    public static String card() {
        String start = "622202" + "%012d".formatted(ThreadLocalRandom.current().nextLong(1_000_000_000_000L));
        for (int digit = 0; ; digit++) {
            if (BankAccountNumber.luhn(start + digit)) {
                return start + digit;
            }
        }
    }

    public PaymentBatch drawnUp() {
        return done(desk.drawUp(new DrawUpBatch("PERSON", ""), clerk()));
    }

    /** A batch of everything that can be paid, whose file finance has fetched. */
    public PaymentBatch sent() {
        PaymentBatch batch = drawnUp();
        done(desk.approve(batch.id(), new JudgeBatch("APPROVED", null), manager()));
        done(desk.approveForFinance(batch.id(), new JudgeBatch("APPROVED", null), finance(1)));
        desk.makeFile(batch.id());
        done(desk.download(batch.id(), finance(1)));
        return batch;
    }

    /** Somebody of Fushun whose bills are assisted. */
    public static PersonId beneficiary(Parties parties, Roster roster) {
        PersonId person = InventedResidents.registered(parties, InventedResidents.next("210402"), NAME);
        roster.enter(
                PoolingArea.FUSHUN,
                new EnterCategory(
                        person, Category.SUBSISTENCE_ALLOWANCE, DateRange.from(LocalDate.of(2014, 1, 1)), "示例名单", "test"));
        return person;
    }

    /** A bill of Fushun on its whole way: 1,800.00 are granted. The id of its claim. */
    public static String settled(Office fushun, EngineCases cases, PersonId person) {
        String instance = calculated(fushun, cases, person);
        fushun.completed("clerk1", instance, "UserTask_ConfirmSheet", Map.of("decision", "CONFIRMED"));
        return cases.variable(instance, "claimId");
    }

    /** The instance of such a bill whose sheet is not confirmed. */
    public static String calculated(Office fushun, EngineCases cases, PersonId person) {
        Map<String, Object> bill = Map.of(
                "personId", person.toString(),
                "hospitalCode", "H2104022",
                "careType", "INPATIENT",
                "admittedOn", "2020-03-01",
                "dischargedOn", "2020-03-12",
                "diagnosis", "慢性肾功能不全",
                "invoiceNumber", UUID.randomUUID().toString(),
                "amounts", Map.of(
                        "total", "3500.00", "inScope", "3000.00", "deductible", "500.00", "basicPaid", "0.00",
                        "criticalIllnessPaid", "0.00", "supplementaryPaid", "0.00", "selfPaid", "500.00"));
        String instance = fushun.instance(fushun.enter("clerk1", bill));
        fushun.completed("checker", instance, "UserTask_CheckBill", Map.of("decision", "ACCEPTED"));
        fushun.completed("checker", instance, "UserTask_DecideExclusions", Map.of("exclusions", List.of()));
        cases.fire(instance, "ServiceTask_CalculateBenefit");
        return instance;
    }

    /** The bank's answer as a file; each line as {@code reference → amount,result,reason,bank's number,date}. */
    public static String answer(Map<String, String> lines) {
        return "支付单号,金额,结果,原因,银行流水号,日期\r\n"
                + lines.entrySet().stream()
                        .map(line -> line.getKey() + "," + line.getValue() + "\r\n")
                        .collect(Collectors.joining());
    }

    /**
     * The bank's answer to a batch.
     *
     * @param first what it says of the first line, {@code 成功} for example
     * @param rest what it says of the others
     */
    public static String answer(JdbcClient jdbc, String batch, LocalDate today, String first, String rest) {
        Map<String, String> said = new LinkedHashMap<>();
        jdbc.sql("select reference, amount::text, position from medaid.payment_line where batch_id = ?::uuid order by position")
                .param(batch)
                .query((rs, row) -> said.put(
                        rs.getString(1), rs.getString(2) + "," + (row == 0 ? first : rest) + ",,B" + rs.getInt(3) + "," + today))
                .list();
        return answer(said);
    }

    public static <T> T done(Outcome<T> outcome) {
        return outcome.fold(value -> value, problems -> {
            throw new AssertionError(problems.toString());
        });
    }
}
