package org.medaid.settlement.statement.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.audit.AuditEntry;
import org.medaid.claim.SettledBills;
import org.medaid.claim.SettledBills.SettledBill;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;
import org.medaid.ledger.AccountKind;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.party.Divisions;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.security.StaffDirectory;
import org.medaid.settlement.Payee;
import org.medaid.settlement.statement.LaidOutDesk;
import org.medaid.settlement.statement.Statement;
import org.medaid.settlement.statement.StatementDesk;
import org.medaid.settlement.statement.StatementFigures;
import org.medaid.settlement.statement.StatementKind;
import org.medaid.settlement.statement.StatementLine;
import org.medaid.settlement.statement.StatementRecord;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A statement as its page, its forms, its table and its paper show it: one place, so that they say the same. */
@Component
class StatementViews {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);

    /** @param claim the bill's id, empty where the reader may not open it */
    record LineView(
            int lineNo,
            String postedOn,
            String claim,
            String caseNumber,
            String maskedName,
            String invoiceNumber,
            String dischargedOn,
            String what,
            String amount,
            String dispute,
            String ruling) {}

    /** @param name what it is @param amount in yuan */
    record Figure(String name, String amount, boolean total) {}

    record RecordView(String kindName, String at, String byName, List<String> texts) {}

    record StatementView(
            String statementId,
            String number,
            String kindName,
            String areaName,
            String payeeName,
            String periodName,
            String stateName,
            boolean open,
            int lineCount,
            String drawnAt,
            String confirmBy,
            String basis,
            boolean fixed,
            List<Figure> figures,
            List<LineView> disputed,
            List<RecordView> records) {}

    private static final Map<String, String> KIND_NAMES = Map.ofEntries(
            Map.entry("STATEMENT_ISSUED", "生成结算单，送医院核对"),
            Map.entry("CONFIRMATION_OVERDUE", "医院逾期未核对，已报负责人督办"),
            Map.entry("STATEMENT_TACITLY_CONFIRMED", "医院逾期未核对，按规定视为确认"),
            Map.entry("STATEMENT_CHECKED", "医院核对"),
            Map.entry("DISPUTES_REVIEWED", "经办机构复核争议"),
            Map.entry("STATEMENT_APPROVED", "经办机构审批"),
            Map.entry("SELF_PAID_REVIEWED", "卫生健康部门审核"),
            Map.entry("FINANCE_APPROVED", "财政部门审批"),
            Map.entry("PAYMENT_ORDERED", "通知付款"),
            Map.entry("STATEMENT_CARRIED_FORWARD", "无应付款，结转下期"),
            Map.entry("LAID_OUT_CONFIRMED", "核算确认"),
            Map.entry("LAID_OUT_SETTLED", "办结"),
            Map.entry("STEP_REMINDED", "临近办理期限，已提醒"),
            Map.entry("STEP_ESCALATED", "超过办理期限，已报负责人督办"));

    private static final Map<String, String> DECISIONS = Map.of(
            "CONFIRMED", "无异议", "DISPUTED", "有争议", "APPROVED", "同意", "AGREED", "同意", "SENT_BACK", "退回");

    private final StatementDesk desk;
    private final SettledBills bills;
    private final Parties parties;
    private final StaffDirectory staff;

    StatementViews(StatementDesk desk, SettledBills bills, Parties parties, StaffDirectory staff) {
        this.desk = desk;
        this.bills = bills;
        this.parties = parties;
        this.staff = staff;
    }

    @Transactional(readOnly = true)
    public StatementView view(Statement statement, CurrentUser user) {
        return new StatementView(
                statement.id().toString(),
                statement.number(),
                statement.kind().chineseName(),
                statement.area().chineseName(),
                payee(statement),
                statement.periodName(),
                stateName(statement),
                !statement.state().isFinal(),
                statement.lineCount(),
                MOMENT.format(statement.drawnAt()),
                statement.confirmBy().map(MOMENT::format).orElse("—"),
                LaidOutDesk.basis(statement).toString(),
                statement.figures().isPresent(),
                figures(statement),
                lines(desk.disputed(statement.id()), user),
                desk.records(statement.id()).stream().map(this::record).toList());
    }

    String stateName(Statement statement) {
        return desk.stateNames(List.of(statement)).get(statement.id());
    }

    String payee(Statement statement) {
        return switch (statement.kind()) {
            case INTER_FUND -> Fund.POVERTY_ALLEVIATION_FUND.chineseName();
            case INSURER -> Payee.INSURER_NAME;
            case COUNTY -> Divisions.labelOf(new DivisionCode(statement.payee())) + "民政部门";
            default -> hospital(statement.payee());
        };
    }

    String hospital(String code) {
        return parties.hospital(code).map(Hospital::name).orElse(code);
    }

    /** From the lines to what is paid; what is zero is left out, but for the ends. */
    List<Figure> figures(Statement statement) {
        List<Figure> all = new ArrayList<>();
        desk.sums(statement.id()).forEach(sum -> all.add(new Figure(what(sum.fund(), sum.account()), text(sum.amount()), false)));
        all.add(new Figure("明细合计（" + statement.lineCount() + "行）", text(statement.lines()), true));
        StatementFigures figures = desk.figures(statement);
        String pays = statement.kind() == StatementKind.INTER_FUND ? "应冲减金额" : "应付金额";
        add(all, "争议成立暂不结算", figures.withheld().negate());
        add(all, "已冲销的暂不结算金额转回", figures.returned());
        add(all, "上期结转", figures.broughtForward());
        add(all, "按协议扣款", figures.deduction().negate());
        add(all, "冲抵预付款", figures.advance().negate());
        all.add(new Figure(statement.figures().isPresent() ? pays : pays + "（待审批）", text(figures.payable()), true));
        add(all, "应退，结转下期", figures.carriedForward());
        return all;
    }

    private static void add(List<Figure> all, String name, Money amount) {
        if (!amount.isZero()) {
            all.add(new Figure(name, text(amount), false));
        }
    }

    /** Lines with their bills, in the same order. */
    List<LineView> lines(List<StatementLine> lines, CurrentUser user) {
        Map<BusinessDocument, SettledBill> named =
                bills.of(lines.stream().map(StatementLine::document).distinct().toList());
        boolean opens = StatementAccess.opensCases(user);
        return lines.stream().map(line -> line(line, Optional.ofNullable(named.get(line.document())), opens)).toList();
    }

    private static LineView line(StatementLine line, Optional<SettledBill> bill, boolean opens) {
        return new LineView(
                line.lineNo(),
                line.postedOn().toString(),
                bill.filter(known -> opens).map(known -> known.claim().toString()).orElse(""),
                bill.map(SettledBill::caseNumber).orElse("—"),
                bill.map(SettledBill::maskedName).orElse("—"),
                bill.map(SettledBill::invoiceNumber).orElse("—"),
                bill.map(known -> known.dischargedOn().toString()).orElse("—"),
                (line.reversal() ? "冲销：" : "") + what(line.fund(), line.account()),
                text(line.amount()),
                line.dispute().orElse(""),
                line.ruling()
                        .map(ruling -> (ruling.upheld() ? "争议成立，暂不结算：" : "争议不成立：") + ruling.reason())
                        .orElse(""));
    }

    private static String what(Fund fund, AccountKind account) {
        if (account == AccountKind.HOSPITAL_SHARE) {
            return "本院承担";
        }
        return fund == Fund.HOSPITALS_OWN ? "定点医疗机构承担，应付本院" : fund.chineseName();
    }

    private RecordView record(StatementRecord record) {
        List<String> texts = new ArrayList<>();
        JsonNode content = record.content();
        Optional.ofNullable(DECISIONS.get(content.path("decision").asText())).ifPresent(texts::add);
        for (String field : List.of("reason", "note")) {
            String text = content.path(field).asText("");
            if (!text.isBlank() && !text.equals("null")) {
                texts.add(text);
            }
        }
        return new RecordView(
                KIND_NAMES.getOrDefault(record.kind(), record.kind()),
                MOMENT.format(record.at()),
                record.by().equals(AuditEntry.SYSTEM)
                        ? "系统"
                        : staff.find(record.by()).map(CurrentUser::displayName).orElse(record.by()),
                texts);
    }

    static String text(Money amount) {
        return amount.toString();
    }
}
