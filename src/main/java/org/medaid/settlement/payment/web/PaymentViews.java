package org.medaid.settlement.payment.web;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.medaid.audit.AuditEntry;
import org.medaid.claim.CaseNumbers;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.MaskedName;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.party.Divisions;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.security.CurrentUser;
import org.medaid.security.StaffDirectory;
import org.medaid.settlement.OrderState;
import org.medaid.settlement.Payee;
import org.medaid.settlement.payment.BatchLine;
import org.medaid.settlement.payment.PaymentBatch;
import org.medaid.settlement.payment.PaymentBatches;
import org.medaid.settlement.payment.PaymentOrderRows;
import org.medaid.settlement.payment.PaymentParameter;
import org.medaid.settlement.payment.PaymentRights;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Batches as forms and pages show them: who pays reads names and account numbers whole, everybody else masked. */
@Component
@Transactional(readOnly = true)
class PaymentViews {

    static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);

    /** More lines than a person reads in a form; the page turns over. */
    private static final int LINES_IN_FORM = 200;

    record CodeName(String code, String name) {}

    record Sum(String name, int orders, String amount) {}

    record LineView(
            int position,
            String reference,
            String order,
            String claim,
            String caseNumber,
            String fundName,
            String payeeKind,
            String payee,
            String holder,
            String bank,
            String account,
            String amount,
            String result,
            String resultName,
            String reason,
            String bankReference,
            String paidOn,
            boolean reversed) {}

    record StepView(String kindName, String note, String byName, String at) {}

    record AnswerView(int rows, String byName, String at) {}

    record BatchView(
            String batchId,
            String number,
            String state,
            String stateName,
            int orderCount,
            String total,
            String createdByName,
            String createdAt,
            String approvedByName,
            String financeApprovedByName,
            List<Sum> funds,
            List<Sum> accounts,
            List<Sum> results,
            List<LineView> lines,
            boolean moreLines,
            List<StepView> steps,
            List<AnswerView> answers,
            String controlSum,
            int downloads,
            boolean pays) {}

    /** @param hint what could be paid to such payees now; null for who does not draw up batches */
    record PayeeChoice(String code, String name, String hint) {}

    /** @param basis the article by which is paid */
    record Options(List<PayeeChoice> payees, List<CodeName> funds, String basis, boolean demonstration) {}

    private static final Map<String, String> STEP_NAMES = Map.ofEntries(
            Map.entry("BATCH_DRAWN_UP", "编制付款批次"),
            Map.entry("BATCH_APPROVED", "审核同意"),
            Map.entry("BATCH_SENT_BACK", "审核退回"),
            Map.entry("FINANCE_APPROVED", "财政审批同意"),
            Map.entry("FINANCE_SENT_BACK", "财政审批退回"),
            Map.entry("PAYMENT_FILE_MADE", "生成付款文件"),
            Map.entry("BANK_ANSWER_TAKEN", "上传银行回单"),
            Map.entry("UNKNOWN_CLEARED", "登记查明的结果"),
            Map.entry("PAYMENT_ANSWERED", "银行结果已齐"),
            Map.entry("PAYMENT_SENT_BACK", "未付款退回"),
            Map.entry("BATCH_PAID", "登记付清"),
            Map.entry("BATCH_PARTLY_RETURNED", "退回款项转待付款"),
            Map.entry("BATCH_REJECTED", "解除批次"),
            Map.entry("STEP_REMINDED", "期限提醒"),
            Map.entry("STEP_ESCALATED", "逾期，提请负责人"));

    private final PaymentBatches batches;
    private final PaymentOrderRows orders;
    private final CaseNumbers cases;
    private final Parties parties;
    private final StaffDirectory staff;
    private final boolean demonstration;

    PaymentViews(
            PaymentBatches batches,
            PaymentOrderRows orders,
            CaseNumbers cases,
            Parties parties,
            StaffDirectory staff,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.batches = batches;
        this.orders = orders;
        this.cases = cases;
        this.parties = parties;
        this.staff = staff;
        this.demonstration = demonstration;
    }

    boolean demonstration() {
        return demonstration;
    }

    Options options(CurrentUser user) {
        return new Options(
                Payee.Kind.of(user.office()).stream()
                        .map(kind -> new PayeeChoice(
                                kind.name(),
                                kind.chineseName(),
                                PaymentRights.drawsUp(user) ? payable(user.office(), kind) : null))
                        .toList(),
                Arrays.stream(Fund.values())
                        .filter(fund -> fund != Fund.HOSPITALS_OWN)
                        .map(fund -> new CodeName(fund.name(), fund.chineseName()))
                        .toList(),
                PaymentParameter.FINANCE_DAYS.basis(user.office()).toString(),
                demonstration);
    }

    private String payable(PoolingArea area, Payee.Kind kind) {
        PaymentOrderRows.StateSum sum = orders.payableNow(area, kind, Optional.empty());
        return sum.orders() == 0 ? "目前没有可以付款的款项。" : "现可付款" + sum.orders() + "笔，" + sum.amount() + "元。";
    }

    BatchView forForm(PaymentBatch batch, CurrentUser user) {
        return view(batch, user, 0, LINES_IN_FORM);
    }

    BatchView view(PaymentBatch batch, CurrentUser user, int skip, int limit) {
        boolean whole = PaymentRights.pays(user);
        List<BatchLine> all = batches.lines(batch.id(), 0, Integer.MAX_VALUE);
        List<BatchLine> shown = all.stream().skip(skip).limit(limit).toList();
        Map<BusinessDocument, CaseNumbers.Case> named =
                cases.of(shown.stream().map(BatchLine::document).distinct().toList());
        return new BatchView(
                batch.id().toString(),
                batch.number(),
                batch.state().name(),
                batch.state().chineseName(),
                batch.orderCount(),
                batch.total().toString(),
                staffName(batch.createdBy()),
                MOMENT.format(batch.createdAt()),
                batch.approvedBy().map(this::staffName).orElse(""),
                batch.financeApprovedBy().map(this::staffName).orElse(""),
                sums(all, line -> line.fund().chineseName()),
                sums(all, line -> account(line, whole)).stream()
                        .filter(sum -> sum.orders() > 1)
                        .toList(),
                sums(all, line -> line.result() == OrderState.IN_BATCH ? "尚无结果" : line.result().chineseName()),
                shown.stream().map(line -> line(line, named, whole)).toList(),
                all.size() > skip + limit,
                batches.steps(batch.id()).stream()
                        .map(step -> new StepView(
                                STEP_NAMES.getOrDefault(step.kind(), "其他"),
                                step.note() == null ? "" : step.note(),
                                staffName(step.by()),
                                MOMENT.format(step.at())))
                        .toList(),
                batches.answers(batch.id()).stream()
                        .map(answer -> new AnswerView(answer.rows(), staffName(answer.by()), MOMENT.format(answer.at())))
                        .toList(),
                batches.controlSum(batch.id()).orElse(""),
                batches.downloads(batch.id()),
                whole);
    }

    LineView line(BatchLine line, Map<BusinessDocument, CaseNumbers.Case> named, boolean whole) {
        Optional<CaseNumbers.Case> known = Optional.ofNullable(named.get(line.document()));
        return new LineView(
                line.position(),
                line.reference(),
                line.order(),
                known.map(found -> found.claim().toString()).orElse(""),
                known.map(CaseNumbers.Case::number).orElse(""),
                line.fund().chineseName(),
                line.payee().kind().name(),
                line.payee().id(),
                holder(line, whole),
                line.bankName(),
                whole ? line.accountNumber() : line.maskedAccount(),
                line.amount().toString(),
                line.result().name(),
                line.result() == OrderState.IN_BATCH ? "" : line.result().chineseName(),
                line.reason() == null ? "" : line.reason(),
                line.bankReference() == null ? "" : line.bankReference(),
                line.paidOn() == null ? "" : line.paidOn().toString(),
                line.reversed());
    }

    /** A payee for a list: a person masked, others by name. */
    String payeeName(PoolingArea area, Payee payee) {
        return switch (payee.kind()) {
            case PERSON -> parties.person(area, PersonId.parse(payee.id()))
                    .map(Person::name)
                    .map(MaskedName::of)
                    .orElse("");
            case HOSPITAL -> parties.hospital(payee.id()).map(Hospital::name).orElse(payee.id());
            case INSURER -> Payee.INSURER_NAME;
            case COUNTY -> Divisions.labelOf(new DivisionCode(payee.id())) + "民政部门";
        };
    }

    String staffName(String user) {
        return user.equals(AuditEntry.SYSTEM) ? "系统" : staff.find(user).map(CurrentUser::displayName).orElse(user);
    }

    private static String holder(BatchLine line, boolean whole) {
        return whole || !line.payee().isPerson() ? line.holderName() : MaskedName.of(line.holderName());
    }

    private static String account(BatchLine line, boolean whole) {
        return holder(line, whole) + "　" + (whole ? line.accountNumber() : line.maskedAccount());
    }

    private static List<Sum> sums(List<BatchLine> lines, Function<BatchLine, String> by) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, Money> amounts = new LinkedHashMap<>();
        for (BatchLine line : lines) {
            counts.merge(by.apply(line), 1, Integer::sum);
            amounts.merge(by.apply(line), line.amount(), Money::plus);
        }
        return counts.entrySet().stream()
                .map(entry -> new Sum(entry.getKey(), entry.getValue(), amounts.get(entry.getKey()).toString()))
                .toList();
    }

    static String moment(Instant at) {
        return MOMENT.format(at);
    }
}
