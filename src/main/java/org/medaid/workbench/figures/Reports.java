package org.medaid.workbench.figures;

import static org.medaid.workbench.figures.FigureTable.count;
import static org.medaid.workbench.figures.FigureTable.days;
import static org.medaid.workbench.figures.FigureTable.money;
import static org.medaid.workbench.figures.FigureTable.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.medaid.claim.ClaimWording;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.policy.CareType;
import org.medaid.policy.Category;
import org.medaid.workbench.CaseKind;
import org.medaid.workbench.figures.FigureTable.Row;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * An office's statistics of a month or a quarter. Each figure is counted over the very cases that its link lists; the
 * tables on screen and in the spreadsheet are the same objects.
 */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
@Clause({"M8", "X5"})
public class Reports {

    private static final BigDecimal SECONDS_OF_A_DAY = BigDecimal.valueOf(86_400);

    private final FinishedCasesCaughtUp finishedCases;
    private final JdbcClient jdbc;
    private final FinishedCases finished;
    private final Parties parties;

    Reports(JdbcClient jdbc, FinishedCases finished, Parties parties, FinishedCasesCaughtUp finishedCases) {
        this.finishedCases = finishedCases;
        this.jdbc = jdbc;
        this.finished = finished;
        this.parties = parties;
    }

    public List<FigureTable> of(PoolingArea area, ReportPeriod period) {
        finishedCases.now();
        CaseFilter all = CaseFilter.between(area, period.from(), period.to());
        CaseFilter settled = all.with("kind", CaseKind.CLAIM.name()).with("outcome", "SETTLED");
        Map<String, String> hospitals = new HashMap<>();
        List<FigureTable> tables = new ArrayList<>();
        tables.add(whole(settled));
        tables.add(by(settled, "category", "f.category", "救助对象类别", "按救助对象类别",
                "同上，按计算单所列的第一个救助对象类别归类，每件只计一次；同一人在期内换了类别的，在各类别中各计一人。",
                code -> code.equals("NONE") ? "无类别" : Category.of(code).map(Category::chineseName).orElse(code)));
        tables.add(by(settled, "careType", "f.care_type", "就医方式", "按就医方式", "同上，按单据上的就医方式归类。",
                code -> CareType.of(code).map(CareType::chineseName).orElse(code)));
        tables.add(funds(settled));
        tables.add(by(settled, "hospital", "f.hospital_code", "就诊医院", "按就诊医院", "同上，按就诊医院归类。",
                code -> hospitals.computeIfAbsent(code, unknown -> parties.hospital(unknown).map(h -> h.name()).orElse(unknown))));
        tables.add(refused(all));
        tables.add(times(all));
        return List.copyOf(tables);
    }

    private FigureTable whole(CaseFilter settled) {
        FinishedCases.Sums sums = finished.sums(settled);
        return new FigureTable(
                "whole",
                "救助情况",
                "期内办结且已结算的费用单据，含医院一站式结算，不含已冲账的；按办结日期统计。人数按人计算，同一人多次救助只计一人；救助金额为各项资金和医院承担的合计，取自最后一张计算单。",
                List.of(text("项目"), count("救助人数"), count("救助人次"), money("费用总额（元）"), money("救助金额（元）")),
                List.of(Row.of(settled.address(), "合计", sums.people(), sums.cases(), sums.total(), sums.granted())),
                null,
                List.of());
    }

    private FigureTable by(
            CaseFilter settled,
            String name,
            String column,
            String heading,
            String title,
            String definition,
            UnaryOperator<String> words) {
        List<Row> rows = jdbc.sql("select " + column + ", count(distinct f.person_id), count(*), sum(f.total), sum(f.granted)"
                        + " from medaid.finished_case f where " + settled.where() + " group by 1 order by 3 desc, 1")
                .params(settled.parameters())
                .query((rs, row) -> Row.of(
                        settled.with(name, rs.getString(1)).address(),
                        words.apply(rs.getString(1)),
                        rs.getLong(2),
                        rs.getLong(3),
                        Money.of(rs.getBigDecimal(4)),
                        Money.of(rs.getBigDecimal(5))))
                .list();
        return new FigureTable(
                name,
                title,
                definition,
                List.of(text(heading), count("救助人数"), count("救助人次"), money("费用总额（元）"), money("救助金额（元）")),
                rows,
                null,
                List.of());
    }

    private FigureTable funds(CaseFilter settled) {
        List<Row> rows = jdbc.sql(
                        """
                        select case when h.payer like 'HOSPITAL:%' then 'HOSPITALS_OWN' else h.payer end as payer,
                               count(distinct f.person_id), count(distinct f.case_id), sum(h.amount)
                          from medaid.finished_case f join medaid.finished_case_share h on h.case_id = f.case_id
                         where
                        """
                        + settled.where() + " group by 1 order by 1")
                .params(settled.parameters())
                .query((rs, row) -> Row.of(
                        settled.with("payer", rs.getString(1)).address(),
                        payer(rs.getString(1)),
                        rs.getLong(2),
                        rs.getLong(3),
                        Money.of(rs.getBigDecimal(4))))
                .list();
        return new FigureTable(
                "payer",
                "按资金",
                "同上，按计算单上由哪项资金承担归类；一件由几项资金承担的，各计一次。金额为已结算应付数，与付款进度无关。",
                List.of(text("资金"), count("救助人数"), count("救助人次"), money("承担金额（元）")),
                rows,
                null,
                List.of());
    }

    static String payer(String code) {
        return code.equals("HOSPITALS_OWN") ? "医院自行承担" : ClaimWording.PAYERS.getOrDefault(code, code);
    }

    private FigureTable refused(CaseFilter all) {
        List<Row> rows = jdbc.sql("select f.kind, f.reason, count(*) from medaid.finished_case f where " + all.where()
                        + " and f.reason <> '' group by 1, 2 order by 1, 3 desc, 2")
                .params(all.parameters())
                .query((rs, row) -> Row.of(
                        all.with("kind", rs.getString(1)).with("reason", rs.getString(2)).address(),
                        CaseKind.valueOf(rs.getString(1)).chineseName(),
                        Refusals.name(rs.getString(2)),
                        rs.getLong(3)))
                .list();
        return new FigureTable(
                "reason",
                "不予办理情况",
                "期内办结、没有给予救助、未予认定或没有备案的业务，按原因计数；申请人撤回的不在内。",
                List.of(text("业务"), text("原因"), count("件数")),
                rows,
                null,
                List.of());
    }

    private FigureTable times(CaseFilter all) {
        List<Row> rows = jdbc.sql(
                        """
                        select f.kind, count(*), count(*) filter (where f.one_stop),
                               avg(extract(epoch from f.closed_at - f.opened_at)) filter (where not f.one_stop),
                               max(extract(epoch from f.closed_at - f.opened_at)) filter (where not f.one_stop)
                          from medaid.finished_case f where
                        """
                        + all.where() + " group by 1 order by 1")
                .params(all.parameters())
                .query((rs, row) -> Row.of(
                        all.with("kind", rs.getString(1)).address(),
                        CaseKind.valueOf(rs.getString(1)).chineseName(),
                        rs.getLong(2),
                        rs.getLong(3),
                        inDays(rs.getBigDecimal(4)),
                        inDays(rs.getBigDecimal(5))))
                .list();
        return new FigureTable(
                "kind",
                "办理用时",
                "期内办结的全部业务，不论结果。用时从受理到办结，按自然日计算，保留一位小数；一站式结算当场办结，不计入平均和最长用时。",
                List.of(text("业务"), count("办结件数"), count("其中一站式"), days("平均用时（天）"), days("最长用时（天）")),
                rows,
                null,
                List.of());
    }

    private static BigDecimal inDays(BigDecimal seconds) {
        return seconds == null ? null : seconds.divide(SECONDS_OF_A_DAY, 1, RoundingMode.HALF_UP);
    }
}
