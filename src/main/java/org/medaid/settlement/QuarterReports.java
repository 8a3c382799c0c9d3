package org.medaid.settlement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.medaid.api.FieldProblem;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.Fund;
import org.medaid.ledger.FundLedger;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.settlement.persistence.QuarterQueries;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The reconciliation that agency and finance hold at least once a quarter (鲁医保发〔2020〕79号 四(三)): what came in and was
 * spent, what is owed, and the books against the bills. Both sign the same figures once the quarter's months are closed.
 */
@Service
@Clause("M5")
public class QuarterReports {

    /** What a fund has and owes is shown account by account; what it was given and spent is its balance. */
    private static final Set<AccountKind> RESULT =
            Set.of(AccountKind.FUND, AccountKind.FUND_INCOME, AccountKind.CARRIED_FORWARD);

    private final QuarterQueries queries;
    private final FundLedger ledger;
    private final Parties parties;
    private final AuditTrail audit;
    private final BusinessClock clock;

    QuarterReports(QuarterQueries queries, FundLedger ledger, Parties parties, AuditTrail audit, BusinessClock clock) {
        this.queries = queries;
        this.ledger = ledger;
        this.parties = parties;
        this.audit = audit;
        this.clock = clock;
    }

    /** The agency's managers sign for the agency, its finance department for finance. */
    public static Optional<QuarterReport.Side> side(CurrentUser user) {
        if (user.area().isEmpty()) {
            return Optional.empty();
        }
        return user.isIn(Groups.DEPARTMENT_FINANCE)
                ? Optional.of(QuarterReport.Side.FINANCE)
                : user.isIn(Groups.AGENCY_MANAGER) ? Optional.of(QuarterReport.Side.AGENCY) : Optional.empty();
    }

    /** The figures as they stand now, all of one moment. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public QuarterReport of(PoolingArea area, Quarter quarter) {
        List<QuarterQueries.KindFigures> kinds = queries.kinds(area, quarter).stream()
                .sorted(Comparator.comparing(QuarterQueries.KindFigures::fund)
                        .thenComparing(QuarterQueries.KindFigures::kind))
                .toList();
        return new QuarterReport(
                area,
                quarter,
                List.of(
                        balances(kinds),
                        spent(queries.spent(area, quarter)),
                        accounts(kinds),
                        hospitals(queries.hospitals(area, quarter)),
                        persons(queries.persons(area, quarter)),
                        bills(area, quarter)),
                queries.signatures(area, quarter));
    }

    /** Whether the quarter's months are closed, so that its figures can be signed. */
    @Transactional(readOnly = true)
    public boolean isClosed(PoolingArea area, Quarter quarter) {
        return ledger.closedThrough(area)
                .filter(closed -> !closed.isBefore(quarter.last()))
                .isPresent();
    }

    /**
     * Signs the figures for the user's side.
     *
     * @param digest of the figures that the user saw
     * @return why not; empty when they are signed
     */
    @Transactional
    public List<FieldProblem> sign(CurrentUser user, Quarter quarter, String digest) {
        Optional<QuarterReport.Side> side = side(user);
        if (side.isEmpty()) {
            return problem("FORBIDDEN", "只有负责人和财政部门可以签认。");
        }
        if (!isClosed(user.office(), quarter)) {
            return problem("MONTHS_OPEN", "本季度各月尚未全部结账，不能签认。");
        }
        QuarterReport report = of(user.office(), quarter);
        if (!report.digest().equals(digest) || !report.isAsSigned()) {
            return problem("FIGURES_CHANGED", "数据与您看到的或对方签认的不同，请重新核对；需要时请联系系统管理员。");
        }
        if (report.signatures().stream().anyMatch(signature -> signature.by().equals(user.id()) && signature.side() != side.get())) {
            return problem("SAME_PERSON", "双方须由不同的人签认。");
        }
        if (!queries.sign(
                user.office(), quarter, new QuarterReport.Signature(side.get(), user.id(), clock.now(), digest))) {
            return problem("ALREADY_SIGNED", side.get().chineseName() + "已经签认。");
        }
        audit.record(AuditEntry.of(user.id(), user.office(), "QUARTER_REPORT_SIGNED", "QUARTER_REPORT", quarter)
                .with("side", side.get())
                .with("digest", digest));
        return List.of();
    }

    private static QuarterReport.Table balances(List<QuarterQueries.KindFigures> kinds) {
        List<List<Object>> rows = new ArrayList<>();
        for (Fund fund : FundReceipts.FUNDS) {
            Money opening = Money.ZERO;
            Money closing = Money.ZERO;
            Map<AccountKind, Money> moved = new EnumMap<>(AccountKind.class);
            boolean touched = false;
            for (QuarterQueries.KindFigures figures : kinds) {
                if (figures.fund() == fund && RESULT.contains(figures.kind())) {
                    touched = true;
                    opening = opening.minus(figures.opening());
                    closing = closing.minus(figures.closing());
                    moved.put(figures.kind(), figures.credit().minus(figures.debit()));
                }
            }
            if (touched) {
                rows.add(List.of(
                        fund.chineseName(),
                        opening,
                        moved.getOrDefault(AccountKind.FUND_INCOME, Money.ZERO),
                        moved.getOrDefault(AccountKind.FUND, Money.ZERO).negate(),
                        moved.getOrDefault(AccountKind.CARRIED_FORWARD, Money.ZERO),
                        closing));
            }
        }
        return new QuarterReport.Table(
                "收支和结余", List.of("资金", "季初结余（元）", "本季收入（元）", "本季支出（元）", "以前年度更正（元）", "季末结余（元）"), rows);
    }

    private static QuarterReport.Table spent(List<QuarterQueries.Spent> spent) {
        return new QuarterReport.Table(
                "支出去向",
                List.of("资金", "对方科目", "金额（元）"),
                spent.stream()
                        .sorted(Comparator.comparing(QuarterQueries.Spent::fund)
                                .thenComparing(QuarterQueries.Spent::kind))
                        .map(one -> List.<Object>of(
                                one.fund().chineseName(), one.kind().chineseName(), one.amount()))
                        .toList());
    }

    private static QuarterReport.Table accounts(List<QuarterQueries.KindFigures> kinds) {
        return new QuarterReport.Table(
                "各科目余额",
                List.of("资金", "科目", "方向", "季初余额（元）", "本季借方（元）", "本季贷方（元）", "方向", "季末余额（元）"),
                kinds.stream()
                        .filter(figures -> !RESULT.contains(figures.kind()))
                        .map(figures -> List.<Object>of(
                                figures.fund().chineseName(),
                                figures.kind().chineseName(),
                                side(figures.opening()),
                                absolute(figures.opening()),
                                figures.debit(),
                                figures.credit(),
                                side(figures.closing()),
                                absolute(figures.closing())))
                        .toList());
    }

    private QuarterReport.Table hospitals(List<QuarterQueries.Owed> owed) {
        return new QuarterReport.Table(
                "季末应付医院款",
                List.of("医院", "资金", "金额（元）"),
                owed.stream()
                        .map(one -> List.<Object>of(
                                new QuarterReport.Named(
                                        one.holder(),
                                        parties.hospital(one.holder())
                                                .map(Hospital::name)
                                                .orElse(one.holder())),
                                one.fund().chineseName(),
                                one.amount()))
                        .toList());
    }

    private static QuarterReport.Table persons(List<QuarterQueries.OwedToPersons> owed) {
        return new QuarterReport.Table(
                "季末应付个人款",
                List.of("资金", "人数", "金额（元）"),
                owed.stream()
                        .sorted(Comparator.comparing(QuarterQueries.OwedToPersons::fund))
                        .map(one -> List.<Object>of(one.fund().chineseName(), one.persons(), one.amount()))
                        .toList());
    }

    private QuarterReport.Table bills(PoolingArea area, Quarter quarter) {
        Map<Fund, QuarterQueries.Settled> posted = byFund(queries.posted(area, quarter, "SETTLEMENT", false));
        Map<Fund, QuarterQueries.Settled> billed = byFund(queries.billed(area, quarter));
        List<List<Object>> rows = new ArrayList<>();
        for (Fund fund : Fund.values()) {
            QuarterQueries.Settled inBooks = posted.getOrDefault(fund, none(fund));
            QuarterQueries.Settled inBills = billed.getOrDefault(fund, none(fund));
            if (inBooks.bills() > 0 || inBills.bills() > 0) {
                rows.add(row("结算", inBooks, inBills));
            }
        }
        for (String kind : List.of("SETTLEMENT", "OPENING")) {
            queries.posted(area, quarter, kind, true).stream()
                    .sorted(Comparator.comparing(QuarterQueries.Settled::fund))
                    .forEach(struck -> rows.add(inBooksOnly("冲账", struck)));
        }
        queries.posted(area, quarter, "OPENING", false).stream()
                .sorted(Comparator.comparing(QuarterQueries.Settled::fund))
                .forEach(opening -> rows.add(inBooksOnly("补记期初", opening)));
        return new QuarterReport.Table(
                "账务与费用业务核对",
                List.of("事项", "资金", "账上笔数", "账上金额（元）", "业务笔数", "业务金额（元）", "差额（元）"),
                rows);
    }

    private static List<Object> row(String what, QuarterQueries.Settled books, QuarterQueries.Settled bills) {
        return List.of(
                what,
                books.fund().chineseName(),
                books.bills(),
                books.amount(),
                bills.bills(),
                bills.amount(),
                books.amount().minus(bills.amount()));
    }

    private static List<Object> inBooksOnly(String what, QuarterQueries.Settled books) {
        return List.of(what, books.fund().chineseName(), books.bills(), books.amount(), "", "", "");
    }

    private static Map<Fund, QuarterQueries.Settled> byFund(List<QuarterQueries.Settled> settled) {
        return settled.stream().collect(Collectors.toMap(QuarterQueries.Settled::fund, one -> one));
    }

    private static QuarterQueries.Settled none(Fund fund) {
        return new QuarterQueries.Settled(fund, 0, Money.ZERO);
    }

    private static String side(Money balance) {
        return balance.isZero() ? "平" : balance.isPositive() ? "借" : "贷";
    }

    private static Money absolute(Money balance) {
        return balance.isNegative() ? balance.negate() : balance;
    }

    private static List<FieldProblem> problem(String code, String message) {
        return List.of(new FieldProblem("quarter", code, message));
    }
}
