package org.medaid.workbench.figures;

import static org.medaid.workbench.figures.FigureTable.count;
import static org.medaid.workbench.figures.FigureTable.money;
import static org.medaid.workbench.figures.FigureTable.percent;
import static org.medaid.workbench.figures.FigureTable.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.Fund;
import org.medaid.party.Parties;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.security.CurrentUser;
import org.medaid.workbench.CaseKind;
import org.medaid.workbench.figures.FigureTable.Chart;
import org.medaid.workbench.figures.FigureTable.Row;
import org.medaid.workbench.figures.OfficeFigureRows.Each;
import org.medaid.workbench.figures.OfficeFigureRows.Sum;
import org.medaid.workbench.figures.unassisted.UnassistedDesk;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The state of a county's office on one page: what waits and where, what is late, what was done, what was refused, what the
 * funds still have, how the hospitals bill. Everything is read from sums that each act keeps up in its own transaction, so
 * that it is right at once and costs the same after a million cases.
 */
@Service
@Transactional(readOnly = true)
@Clause({"M8", "X5"})
public class OfficeFigures {

    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
    private static final int WEEKS = 12;
    private static final int MONTHS = 12;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final FinishedCasesCaughtUp finishedCases;
    private final OfficeFigureRows rows;
    private final StepNames names;
    private final GroupNames groups;
    private final Incidents incidents;
    private final UnassistedDesk unassisted;
    private final Parties parties;
    private final ProcedureParameters parameters;
    private final BusinessClock clock;

    OfficeFigures(
            OfficeFigureRows rows,
            StepNames names,
            GroupNames groups,
            Incidents incidents,
            UnassistedDesk unassisted,
            Parties parties,
            ProcedureParameters parameters,
            BusinessClock clock,
            FinishedCasesCaughtUp finishedCases) {
        this.finishedCases = finishedCases;
        this.rows = rows;
        this.names = names;
        this.groups = groups;
        this.incidents = incidents;
        this.unassisted = unassisted;
        this.parties = parties;
        this.parameters = parameters;
        this.clock = clock;
    }

    /** What the user may read of the own office's state; empty for everybody without the right. */
    public List<FigureTable> of(CurrentUser user) {
        finishedCases.now();
        if (!FigureReaders.mayReadHospitals(user)) {
            return List.of();
        }
        PoolingArea area = user.office();
        if (!FigureReaders.mayReadAll(user)) {
            return List.of(hospitals(area));
        }
        List<OfficeFigureRows.Open> open = rows.open(area, clock.today());
        return List.of(
                steps(open),
                groups(open),
                throughput(area),
                refusals(area),
                funds(area),
                spending(area),
                hospitals(area),
                largeCosts(area),
                unassisted(area),
                stopped(area));
    }

    private static final class Waiting {
        private long all;
        private long late;
        private LocalDate earliest;
    }

    private FigureTable steps(List<OfficeFigureRows.Open> open) {
        Map<String, StepNames.Names> all = names.all();
        Map<List<String>, Waiting> waiting = waiting(open, row -> {
            StepNames.Names named = StepNames.of(all, row.process());
            return List.of(named.process(), named.step(row.step()));
        });
        List<Row> table = waiting.entrySet().stream()
                .map(step -> Row.of(
                        null,
                        step.getKey().get(0),
                        step.getKey().get(1),
                        step.getValue().all - step.getValue().late,
                        step.getValue().late,
                        step.getValue().all))
                .toList();
        return new FigureTable(
                "steps",
                "各环节在办事项",
                "此刻等待人员办理的事项，按业务和环节计数；同一件业务可能同时有几个环节在办。“已逾期”指办理期限的最后一天已过。",
                List.of(text("业务"), text("环节"), count("期限内"), count("已逾期"), count("合计")),
                table,
                new Chart("rows", List.of(1), List.of(2, 3), true),
                List.of());
    }

    private FigureTable groups(List<OfficeFigureRows.Open> open) {
        LocalDate today = clock.today();
        Map<String, String> named = groups.of(open.stream().map(OfficeFigureRows.Open::group).toList());
        Map<List<String>, Waiting> waiting = waiting(open, row -> List.of(named.get(row.group())));
        List<Row> table = waiting.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<List<String>, Waiting> group) -> -group.getValue().late)
                        .thenComparing(group -> group.getKey().get(0)))
                .map(group -> Row.of(
                        null,
                        group.getKey().get(0),
                        group.getValue().all,
                        group.getValue().late,
                        group.getValue().late == 0 ? null : ChronoUnit.DAYS.between(group.getValue().earliest, today)))
                .toList();
        long late = waiting.values().stream().mapToLong(group -> group.late).sum();
        return new FigureTable(
                "overdue",
                "各承办单位（岗位）逾期情况",
                "在办事项按等待哪个单位、岗位办理归类；医院的事项按医院分开。“最长逾期”从办理期限最后一天的次日起按自然日计算。",
                List.of(text("承办单位（岗位）"), count("在办"), count("已逾期"), count("最长逾期（天）")),
                table,
                new Chart("rows", List.of(0), List.of(1, 2), false),
                late == 0 ? List.of() : List.of("有" + late + "项已超过办理期限，请督办。"));
    }

    private static Map<List<String>, Waiting> waiting(
            List<OfficeFigureRows.Open> open, java.util.function.Function<OfficeFigureRows.Open, List<String>> key) {
        Map<List<String>, Waiting> waiting = new TreeMap<>(
                Comparator.comparing((List<String> parts) -> String.join("\u0000", parts)));
        for (OfficeFigureRows.Open row : open) {
            Waiting of = waiting.computeIfAbsent(key.apply(row), first -> new Waiting());
            of.all += row.all();
            of.late += row.late();
            if (row.earliest() != null && (of.earliest == null || row.earliest().isBefore(of.earliest))) {
                of.earliest = row.earliest();
            }
        }
        return waiting;
    }

    private FigureTable throughput(PoolingArea area) {
        LocalDate thisWeek = clock.today().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        LocalDate first = thisWeek.minusWeeks(WEEKS - 1L);
        LocalDate last = thisWeek.plusDays(6);
        Map<LocalDate, long[]> weeks = new LinkedHashMap<>();
        for (int i = 0; i < WEEKS; i++) {
            weeks.put(first.plusWeeks(i), new long[2]);
        }
        add(weeks, 0, rows.of(area, Sum.OPENED, Each.WEEK, first, last));
        add(weeks, 1, rows.of(area, Sum.FINISHED, Each.WEEK, first, last));
        List<Row> table = weeks.entrySet().stream()
                .map(week -> Row.of(
                        "/finished-cases?from=" + week.getKey() + "&to=" + week.getKey().plusDays(6),
                        week.getKey().getMonthValue() + "月" + week.getKey().getDayOfMonth() + "日",
                        week.getValue()[0],
                        week.getValue()[1]))
                .toList();
        return new FigureTable(
                "throughput",
                "近" + WEEKS + "周受理和办结",
                "按周一至周日统计全部业务，含医院一站式结算；“办结”指结算、认定、备案、不予办理或撤回，均已终结。",
                List.of(text("周（起始日）"), count("受理"), count("办结")),
                table,
                new Chart("line", List.of(0), List.of(1, 2), false),
                List.of());
    }

    private static void add(Map<LocalDate, long[]> weeks, int column, List<OfficeFigureRows.Row> counted) {
        for (OfficeFigureRows.Row week : counted) {
            weeks.get(week.day())[column] = week.n();
        }
    }

    private FigureTable refusals(PoolingArea area) {
        LocalDate first = firstMonth();
        Map<List<String>, Long> reasons = new HashMap<>();
        for (OfficeFigureRows.Row row : rows.of(area, Sum.FINISHED, Each.A_AND_C, first, clock.today())) {
            if (!row.c().isEmpty()) {
                reasons.put(List.of(row.a(), row.c()), row.n());
            }
        }
        List<Row> table = reasons.entrySet().stream()
                .filter(reason -> reason.getValue() != 0)
                .sorted(Map.Entry.<List<String>, Long>comparingByValue().reversed())
                .map(reason -> Row.of(
                        "/finished-cases?kind=" + reason.getKey().get(0) + "&reason=" + reason.getKey().get(1) + "&from=" + first
                                + "&to=" + clock.today(),
                        CaseKind.of(reason.getKey().get(0)).map(CaseKind::chineseName).orElse(reason.getKey().get(0)),
                        Refusals.name(reason.getKey().get(1)),
                        reason.getValue()))
                .toList();
        return new FigureTable(
                "refusals",
                "不予办理的原因",
                "自" + day(first) + "起办结、没有给予救助或没有备案的业务，按原因计数。",
                List.of(text("业务"), text("原因"), count("件数")),
                table,
                new Chart("rows", List.of(1), List.of(2), false),
                List.of());
    }

    private static final class FundState {
        private Money income = Money.ZERO;
        private Money incomeBefore = Money.ZERO;
        private Money spent = Money.ZERO;
        private Money left = Money.ZERO;
        private Money cash = Money.ZERO;
        private Money lastThree = Money.ZERO;
        private Money threeBefore = Money.ZERO;
    }

    private Map<Fund, FundState> fundStates(PoolingArea area) {
        YearMonth now = YearMonth.from(clock.today());
        Map<Fund, FundState> funds = new TreeMap<>();
        for (OfficeFigureRows.Row row : rows.of(area, Sum.FUND, Each.DAY_OF_ALL, FIRST_DAY, now.plusYears(1).atEndOfMonth())) {
            FundState fund = funds.computeIfAbsent(Fund.valueOf(row.a()), first -> new FundState());
            YearMonth month = YearMonth.from(row.day());
            Money amount = Money.of(row.amount());
            boolean thisYear = month.getYear() == now.getYear();
            switch (row.b()) {
                case "LEFT" -> fund.left = fund.left.plus(amount);
                case "CASH" -> fund.cash = fund.cash.plus(amount);
                case "INCOME" -> {
                    if (thisYear) {
                        fund.income = fund.income.plus(amount);
                    } else if (month.getYear() == now.getYear() - 1 && month.getMonthValue() <= now.getMonthValue()) {
                        fund.incomeBefore = fund.incomeBefore.plus(amount);
                    }
                }
                case "SPENT" -> {
                    if (thisYear) {
                        fund.spent = fund.spent.plus(amount);
                    }
                    long ago = ChronoUnit.MONTHS.between(month, now);
                    if (ago >= 1 && ago <= 3) {
                        fund.lastThree = fund.lastThree.plus(amount);
                    } else if (ago >= 4 && ago <= 6) {
                        fund.threeBefore = fund.threeBefore.plus(amount);
                    }
                }
                default -> throw new IllegalStateException("no sum of a fund is called " + row.b());
            }
        }
        return funds;
    }

    private FigureTable funds(PoolingArea area) {
        int year = clock.today().getYear();
        List<Row> table = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        fundStates(area).forEach((fund, state) -> {
            // What it had when the year began and was given since.
            Money available = state.left.plus(state.spent);
            BigDecimal leftPercent = share(state.left, available);
            BigDecimal monthsLeft = state.lastThree.isPositive()
                    ? state.left.yuan().multiply(BigDecimal.valueOf(3)).divide(state.lastThree.yuan(), 1, RoundingMode.DOWN)
                    : null;
            BigDecimal growth = state.threeBefore.isPositive()
                    ? share(state.lastThree.minus(state.threeBefore), state.threeBefore)
                    : null;
            BigDecimal incomeShare = share(state.income, state.incomeBefore);
            List<String> levels = new ArrayList<>();
            warn(levels, area, FundWarningParameter.LEFT_PERCENT, leftPercent, true, "结余仅占本年可用资金的", "%");
            warn(levels, area, FundWarningParameter.MONTHS_LEFT, monthsLeft, true, "按近三个月支出，结余只够", "个月");
            warn(levels, area, FundWarningParameter.GROWTH_PERCENT, growth, false, "近三个月支出比前三个月增长", "%");
            warn(levels, area, FundWarningParameter.INCOME_PERCENT, incomeShare, true, "本年收入仅为上年同期的", "%");
            if (state.left.isNegative()) {
                levels.add(0, "支出已超过资金" + state.left.negate() + "元");
            }
            levels.forEach(level -> warnings.add(fund.chineseName() + "：" + level + "。"));
            table.add(Row.of(
                    "/ledger",
                    fund.chineseName(),
                    state.income,
                    state.spent,
                    state.left,
                    state.cash,
                    leftPercent,
                    monthsLeft,
                    growth,
                    levels.isEmpty() ? "正常" : levels.size() == 1 ? "预警" : "预警（" + levels.size() + "项）"));
        });
        return new FigureTable(
                "funds",
                year + "年各项资金收支和预警",
                "取自资金账：收入为到账数，支出为已结算应付数（含未付款的）；“结余”为历年收入减历年支出。预警标准由经办机构在“参数与规则”中设定：结余占比低于"
                        + value(area, FundWarningParameter.LEFT_PERCENT) + "%、可用少于" + value(area, FundWarningParameter.MONTHS_LEFT)
                        + "个月、支出增长超过" + value(area, FundWarningParameter.GROWTH_PERCENT) + "%、收入低于上年同期的"
                        + value(area, FundWarningParameter.INCOME_PERCENT) + "%。",
                List.of(
                        text("资金"),
                        money("本年收入（元）"),
                        money("本年支出（元）"),
                        money("结余（元）"),
                        money("专户存款（元）"),
                        percent("结余占比（%）"),
                        FigureTable.days("可用月数"),
                        percent("支出增长（%）"),
                        text("预警")),
                table,
                new Chart("bar", List.of(0), List.of(1, 2, 3), false),
                warnings);
    }

    private void warn(
            List<String> levels,
            PoolingArea area,
            FundWarningParameter parameter,
            BigDecimal figure,
            boolean below,
            String words,
            String unit) {
        if (figure == null) {
            return;
        }
        int compared = figure.compareTo(BigDecimal.valueOf(parameters.days(area, parameter)));
        if (below ? compared < 0 : compared > 0) {
            levels.add(words + figure.toPlainString() + unit + "（标准" + value(area, parameter) + unit + "）");
        }
    }

    private String value(PoolingArea area, FundWarningParameter parameter) {
        return parameters.value(area, parameter);
    }

    /** In percent with one decimal; null where there is nothing to compare with. */
    private static BigDecimal share(Money part, Money whole) {
        return whole.isPositive()
                ? part.yuan().multiply(HUNDRED).divide(whole.yuan(), 1, RoundingMode.HALF_UP)
                : null;
    }

    private FigureTable spending(PoolingArea area) {
        YearMonth last = YearMonth.from(clock.today());
        YearMonth first = last.minusMonths(MONTHS - 1L);
        Map<YearMonth, Money> spent = new LinkedHashMap<>();
        Map<YearMonth, Money> income = new HashMap<>();
        for (int i = 0; i < MONTHS; i++) {
            spent.put(first.plusMonths(i), Money.ZERO);
        }
        for (OfficeFigureRows.Row row : rows.of(area, Sum.FUND, Each.DAY_OF_ALL, first.atDay(1), last.atEndOfMonth())) {
            if (row.b().equals("SPENT")) {
                spent.merge(YearMonth.from(row.day()), Money.of(row.amount()), Money::plus);
            } else if (row.b().equals("INCOME")) {
                income.merge(YearMonth.from(row.day()), Money.of(row.amount()), Money::plus);
            }
        }
        return new FigureTable(
                "spending",
                "近" + MONTHS + "个月资金收支趋势",
                "各项资金合计，按资金账的记账月份；冲销记入冲销当月。",
                List.of(text("月份"), money("收入（元）"), money("支出（元）")),
                spent.entrySet().stream()
                        .map(month -> Row.of(
                                "/ledger?month=" + month.getKey(),
                                month.getKey().getYear() + "年" + month.getKey().getMonthValue() + "月",
                                income.getOrDefault(month.getKey(), Money.ZERO),
                                month.getValue()))
                        .toList(),
                new Chart("line", List.of(0), List.of(1, 2), false),
                List.of());
    }

    private static final class HospitalState {
        private long bills;
        private Money total = Money.ZERO;
        private Money selfPaid = Money.ZERO;
        private long excludedItems;
        private Money excluded = Money.ZERO;
        private Money unreasonable = Money.ZERO;
        private Money ownShare = Money.ZERO;
    }

    private FigureTable hospitals(PoolingArea area) {
        LocalDate first = firstMonth();
        Map<String, HospitalState> states = new TreeMap<>();
        for (OfficeFigureRows.Row row : rows.of(area, Sum.HOSPITAL, Each.A_AND_B, first, clock.today())) {
            HospitalState state = states.computeIfAbsent(row.a(), code -> new HospitalState());
            Money amount = Money.of(row.amount());
            switch (row.b()) {
                case "BILLS" -> {
                    state.bills += row.n();
                    state.total = state.total.plus(amount);
                }
                case "SELF_PAID" -> state.selfPaid = state.selfPaid.plus(amount);
                case "EXCLUDED" -> {
                    state.excludedItems += row.n();
                    state.excluded = state.excluded.plus(amount);
                }
                case "UNREASONABLE" -> state.unreasonable = state.unreasonable.plus(amount);
                case "OWN_SHARE" -> state.ownShare = state.ownShare.plus(amount);
                default -> throw new IllegalStateException("no sum of a hospital is called " + row.b());
            }
        }
        Map<String, String> named = new HashMap<>();
        parties.hospitals(states.keySet()).forEach(hospital -> named.put(hospital.code(), hospital.name()));
        List<Row> table = states.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, HospitalState> one) -> one.getValue().selfPaid)
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .map(one -> Row.of(
                        "/finished-cases?kind=CLAIM&outcome=SETTLED&hospital=" + one.getKey() + "&from=" + first + "&to="
                                + clock.today(),
                        named.getOrDefault(one.getKey(), one.getKey()),
                        one.getValue().bills,
                        one.getValue().total,
                        one.getValue().selfPaid,
                        share(one.getValue().selfPaid, one.getValue().total),
                        one.getValue().excludedItems,
                        one.getValue().excluded,
                        one.getValue().unreasonable,
                        one.getValue().ownShare))
                .toList();
        return new FigureTable(
                "hospitals",
                "定点医疗机构考核情况",
                "自" + day(first) + "起已结算的费用单据，按就诊医院归类；“医院承担”按承担医院归类，含转出医院分担的部分（江人社发〔2018〕567号 五(五)、九）。",
                List.of(
                        text("医院"),
                        count("结算件数"),
                        money("费用总额（元）"),
                        money("自费金额（元）"),
                        percent("自费占比（%）"),
                        count("不予支付项目"),
                        money("不予支付金额（元）"),
                        money("评审认定不合理（元）"),
                        money("医院承担（元）")),
                table,
                new Chart("rows", List.of(0), List.of(4), false),
                List.of());
    }

    private FigureTable largeCosts(PoolingArea area) {
        List<OfficeFigureRows.Row> years = rows.openLargeCosts(area);
        long open = years.stream().mapToLong(OfficeFigureRows.Row::n).sum();
        return new FigureTable(
                "large-costs",
                "高额费用人员主动识别",
                "年度费用达到经办机构标准、当时不属于任何救助类别的人员；逐人核查并登记结果后办结（鲁医保发〔2020〕79号 四(一)）。",
                List.of(text("年度"), count("待核查人数"), count("名单人数"), money("最高个人负担（元）")),
                years.stream()
                        .map(year -> Row.of(
                                "/roster/lists",
                                year.day().getYear() + "年",
                                year.n(),
                                Long.valueOf(year.c()),
                                Money.of(year.amount())))
                        .toList(),
                null,
                open == 0 ? List.of() : List.of("还有" + open + "人待核查。"));
    }

    private FigureTable unassisted(PoolingArea area) {
        List<UnassistedDesk.MonthState> months = unassisted.months(area);
        long open = months.stream().mapToLong(UnassistedDesk.MonthState::open).sum();
        return new FigureTable(
                "unassisted",
                "应救未救核查",
                "医保已结算、出院当日属于救助对象而没有得到救助的费用，按出院月份统计；按规则排除的不需核查。",
                List.of(text("出院月份"), count("待核查"), count("已办结"), count("按规则排除")),
                months.stream()
                        .limit(MONTHS)
                        .map(month -> Row.of(
                                "/unassisted?month=" + month.month(),
                                month.month().toString(),
                                month.open(),
                                month.closed(),
                                month.excluded()))
                        .toList(),
                null,
                open == 0 ? List.of() : List.of("还有" + open + "条待乡镇（街道）核查办结。"));
    }

    private FigureTable stopped(PoolingArea area) {
        long stopped = incidents.count(area);
        return new FigureTable(
                "incidents",
                "系统异常停办的业务",
                "因系统原因停在某个自动环节、需要处理的业务。点开名单查看每件应怎样处理。",
                List.of(text("情况"), count("件数")),
                List.of(Row.of("/incidents", "系统异常停办", stopped)),
                null,
                stopped == 0 ? List.of() : List.of("有" + stopped + "件业务因系统异常停办，请查看处理办法。"));
    }

    private LocalDate firstMonth() {
        return YearMonth.from(clock.today()).minusMonths(MONTHS - 1L).atDay(1);
    }

    static String day(LocalDate day) {
        return day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }
}
