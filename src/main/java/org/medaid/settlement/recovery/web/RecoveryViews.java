package org.medaid.settlement.recovery.web;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.medaid.audit.AuditEntry;
import org.medaid.document.LetterAnswer.Issued;
import org.medaid.document.Letters;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.MaskedName;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.security.CurrentUser;
import org.medaid.security.StaffDirectory;
import org.medaid.settlement.recovery.Recoveries;
import org.medaid.settlement.recovery.Recovery;
import org.medaid.settlement.recovery.RecoveryDesk;
import org.medaid.settlement.recovery.RecoveryParameter;
import org.medaid.settlement.recovery.RecoveryState;
import org.medaid.settlement.recovery.RecoveryWay;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Recoveries as forms and pages show them; the person is named by initials alone. */
@Component
@Transactional(readOnly = true)
class RecoveryViews {

    static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy年M月d日 HH:mm").withZone(BusinessClock.ZONE);

    record CodeName(String code, String name) {}

    record DueView(String dueOn, String amount, String cameIn, String stateName) {}

    record ReceiptView(String receivedOn, String amount, String voucher, String byName, String at) {}

    record OffsetView(String order, String amount, String stateName, String at) {}

    record StepView(String kindName, String note, String amount, String byName, String at) {}

    record LetterView(String number, String document) {}

    record RecoveryView(
            String recoveryId,
            String number,
            String claim,
            String caseNumber,
            String person,
            String state,
            String stateName,
            boolean isDecided,
            boolean reversed,
            String amount,
            String open,
            String held,
            String reason,
            String basis,
            String basisDocument,
            String basisArticle,
            String wayName,
            String payBy,
            String openedByName,
            String agreement,
            List<DueView> plan,
            List<ReceiptView> receipts,
            List<OffsetView> offsets,
            List<StepView> steps,
            List<LetterView> letters,
            String newForm) {}

    /** @param basis the article about claiming back; null where the office's document has none */
    record Options(
            String basis,
            String basisDocument,
            String basisArticle,
            int mostMonths,
            int offsetPercent,
            List<CodeName> ways,
            String today,
            boolean demonstration) {}

    private static final Map<String, String> STEP_NAMES = Map.ofEntries(
            Map.entry("OPENED", "提出追回"),
            Map.entry("CORRECTED", "更正追回事项"),
            Map.entry("DECIDED", "审定追回"),
            Map.entry("NOT_RECOVERED", "不予追回"),
            Map.entry("SENT_BACK", "退回经办更正"),
            Map.entry("NOTICE_ISSUED", "送达追回决定书"),
            Map.entry("AGREED_AT_ONCE", "商定一次付清"),
            Map.entry("AGREED_INSTALMENTS", "商定分期退回"),
            Map.entry("AGREED_OFFSET", "商定从以后的救助金中抵扣"),
            Map.entry("RECEIVED", "登记到账"),
            Map.entry("OFFSET_HELD", "列入付款批次抵扣"),
            Map.entry("OFFSET_POSTED", "抵扣入账"),
            Map.entry("OFFSET_RELEASED", "解除抵扣（款项未付）"),
            Map.entry("OVERDUE", "逾期，报负责人"),
            Map.entry("OVERDUE_CONTINUE", "宽限，继续收款"),
            Map.entry("OVERDUE_LEFT_TO_COURT", "提出移送法院执行"),
            Map.entry("OVERDUE_WRITTEN_OFF", "提出核销"),
            Map.entry("GIVING_UP_REFUSED", "财政部门不同意"),
            Map.entry("LEFT_TO_COURT", "移送法院执行"),
            Map.entry("WRITTEN_OFF", "核销"),
            Map.entry("RECOVERED", "已全部追回"),
            Map.entry("REVOKED", "撤销追回决定"),
            Map.entry("STEP_REMINDED", "期限提醒"),
            Map.entry("STEP_ESCALATED", "逾期，提请负责人"));

    private static final Map<String, String> OFFSET_STATES =
            Map.of("HELD", "付款办理中", "POSTED", "已抵扣", "RELEASED", "未付款，已解除");

    private final Recoveries recoveries;
    private final Letters letters;
    private final Parties parties;
    private final StaffDirectory staff;
    private final ProcedureParameters parameters;
    private final BusinessClock clock;
    private final boolean demonstration;

    RecoveryViews(
            Recoveries recoveries,
            Letters letters,
            Parties parties,
            StaffDirectory staff,
            ProcedureParameters parameters,
            BusinessClock clock,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.recoveries = recoveries;
        this.letters = letters;
        this.parties = parties;
        this.staff = staff;
        this.parameters = parameters;
        this.clock = clock;
        this.demonstration = demonstration;
    }

    boolean demonstration() {
        return demonstration;
    }

    Options options(CurrentUser user) {
        PoolingArea area = user.office();
        return new Options(
                RecoveryParameter.article(area).map(Object::toString).orElse(null),
                RecoveryParameter.article(area).map(basis -> basis.document()).orElse(""),
                RecoveryParameter.article(area).map(basis -> basis.article()).orElse(""),
                parameters.days(area, RecoveryParameter.MOST_MONTHS),
                parameters.days(area, RecoveryParameter.OFFSET_PERCENT),
                Arrays.stream(RecoveryWay.values())
                        .map(way -> new CodeName(way.name(), way.chineseName()))
                        .toList(),
                clock.today().toString(),
                demonstration);
    }

    RecoveryView view(Recovery recovery) {
        UUID id = recovery.id();
        Recoveries.Plan plan = recoveries.plan(recovery, clock.today()).orElse(null);
        return new RecoveryView(
                id.toString(),
                recovery.number(),
                recovery.claim().toString(),
                recoveries.caseNumber(recovery),
                personName(recovery),
                recovery.state().name(),
                recovery.state().chineseName(),
                recovery.way().isPresent(),
                recovery.reversed(),
                recovery.amount().toString(),
                recovery.open().toString(),
                recovery.held().toString(),
                recovery.reason(),
                recovery.basis().toString(),
                recovery.basis().document(),
                recovery.basis().article(),
                recovery.way().map(RecoveryWay::chineseName).orElse(""),
                recovery.payBy().map(Object::toString).orElse(""),
                staffName(recovery.openedBy()),
                plan == null ? "" : plan.agreement(),
                plan == null ? List.of() : plan.instalments().stream()
                        .map(due -> due(due, recovery.state() == RecoveryState.COLLECTING))
                        .toList(),
                recoveries.receipts(id).stream()
                        .map(receipt -> new ReceiptView(
                                receipt.receivedOn().toString(),
                                receipt.amount().toString(),
                                receipt.voucher(),
                                staffName(receipt.by()),
                                moment(receipt.at())))
                        .toList(),
                recoveries.offsets(id).stream()
                        .map(offset -> new OffsetView(
                                offset.order(),
                                offset.amount().toString(),
                                OFFSET_STATES.get(offset.state()),
                                moment(offset.at())))
                        .toList(),
                recoveries.steps(id).stream()
                        .map(step -> new StepView(
                                STEP_NAMES.getOrDefault(step.kind(), "其他"),
                                step.note() == null ? "" : step.note(),
                                step.amount() == null ? "" : step.amount().toString(),
                                staffName(step.by()),
                                moment(step.at())))
                        .toList(),
                letters.of(recovery.area(), RecoveryDesk.subject(id)).stream()
                        .map(RecoveryViews::letter)
                        .toList(),
                UUID.randomUUID().toString());
    }

    String personName(Recovery recovery) {
        return parties.person(recovery.area(), PersonId.parse(recovery.person()))
                .map(Person::name)
                .map(MaskedName::of)
                .orElse("");
    }

    String staffName(String user) {
        return user.equals(AuditEntry.SYSTEM) ? "系统" : staff.find(user).map(CurrentUser::displayName).orElse(user);
    }

    static String moment(Instant at) {
        return MOMENT.format(at);
    }

    private static LetterView letter(Issued letter) {
        return new LetterView(letter.number(), letter.document().toString());
    }

    private static DueView due(Recoveries.Due due, boolean isCollecting) {
        boolean isPaid = due.cameIn().equals(due.amount());
        return new DueView(
                due.dueOn().toString(),
                due.amount().toString(),
                due.cameIn().toString(),
                isPaid ? "已退回" : due.overdue() ? "逾期" : isCollecting ? "未到期" : "未退回");
    }
}
