package org.medaid.settlement.payment.web;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.claim.CaseNumbers;
import org.medaid.kernel.Clause;
import org.medaid.ledger.BusinessDocument;
import org.medaid.ledger.Fund;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.settlement.OrderState;
import org.medaid.settlement.Payee;
import org.medaid.settlement.PaymentOrder;
import org.medaid.settlement.payment.BankAccountDesk;
import org.medaid.settlement.payment.BatchState;
import org.medaid.settlement.payment.ClearUnknown;
import org.medaid.settlement.payment.PaymentBatch;
import org.medaid.settlement.payment.PaymentBatches;
import org.medaid.settlement.payment.PaymentDesk;
import org.medaid.settlement.payment.PaymentOrderRows;
import org.medaid.settlement.payment.PaymentRights;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Payments beside the task lists: batches, orders by state, and what became of a bill's money. */
@Controller
@Clause({"M9", "C17"})
class PaymentPages {

    private static final int PAGE_SIZE = 50;
    private static final int LINES = 100;
    private static final int MOST_LISTED = 200;

    record BatchRow(String id, String number, String state, int orders, String total, String createdBy, String createdAt) {}

    record StateRow(String code, String name, int orders, String amount) {}

    /** @param offset what of the amount is set against something the payee owes back; empty where nothing is */
    record OrderRow(
            String number,
            String claim,
            String caseNumber,
            String fund,
            String payee,
            String amount,
            String offset,
            String paid,
            String state,
            String reason,
            String batch) {}

    record ClaimRow(String fund, String payee, String amount, String state, String order) {}

    record EventRow(String at, String state, int attempt, String reason, String by) {}

    private final PaymentDesk desk;
    private final PaymentBatches batches;
    private final PaymentOrderRows orders;
    private final BankAccountDesk accounts;
    private final CaseNumbers cases;
    private final PaymentViews views;
    private final SignedIn signedIn;

    PaymentPages(
            PaymentDesk desk,
            PaymentBatches batches,
            PaymentOrderRows orders,
            BankAccountDesk accounts,
            CaseNumbers cases,
            PaymentViews views,
            SignedIn signedIn) {
        this.desk = desk;
        this.batches = batches;
        this.orders = orders;
        this.accounts = accounts;
        this.cases = cases;
        this.views = views;
        this.signedIn = signedIn;
    }

    /** The office's batches, and how its orders stand. */
    @GetMapping("/payments")
    @Transactional(readOnly = true)
    public String list(@RequestParam(defaultValue = "0") int page, Model model) {
        CurrentUser user = reader();
        int first = Math.min(Math.max(page, 0), 1_000_000);
        List<PaymentBatch> found = batches.of(user.office(), first * PAGE_SIZE, PAGE_SIZE + 1);
        frame(model, user);
        model.addAttribute(
                "batches",
                found.stream()
                        .limit(PAGE_SIZE)
                        .map(batch -> new BatchRow(
                                batch.id().toString(),
                                batch.number(),
                                batch.state().chineseName(),
                                batch.orderCount(),
                                batch.total().toString(),
                                views.staffName(batch.createdBy()),
                                PaymentViews.moment(batch.createdAt())))
                        .toList());
        Map<OrderState, PaymentOrderRows.StateSum> sums = new java.util.EnumMap<>(OrderState.class);
        orders.sums(user.office()).forEach(sum -> sums.put(sum.state(), sum));
        model.addAttribute(
                "states",
                Arrays.stream(OrderState.values())
                        .filter(sums::containsKey)
                        .map(state -> new StateRow(
                                state.name(),
                                state.chineseName(),
                                sums.get(state).orders(),
                                sums.get(state).amount().toString()))
                        .toList());
        model.addAttribute("waiting", orders.withoutAccount(user.office(), MOST_LISTED).size());
        model.addAttribute("toCheck", accounts.toCheck(user.office(), MOST_LISTED).size());
        model.addAttribute("recover", rows(orders.toRecover(user.office(), MOST_LISTED)));
        List<BusinessDocument> openings = orders.openings(user.office(), MOST_LISTED);
        model.addAttribute("openings", List.copyOf(cases.of(openings).values()));
        model.addAttribute("page", first);
        model.addAttribute("more", found.size() > PAGE_SIZE);
        return "payments/list";
    }

    /** The orders in a state, newest first. */
    @GetMapping("/payments/orders")
    @Transactional(readOnly = true)
    public String byState(
            @RequestParam(defaultValue = "OPEN") String state,
            @RequestParam(defaultValue = "0") int page,
            Model model) {
        CurrentUser user = reader();
        OrderState asked = Arrays.stream(OrderState.values())
                .filter(one -> one.name().equals(state))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        int first = Math.min(Math.max(page, 0), 1_000_000);
        List<PaymentOrder> found = orders.list(user.office(), asked, first * PAGE_SIZE, PAGE_SIZE + 1);
        frame(model, user);
        model.addAttribute("state", asked.name());
        model.addAttribute("stateName", asked.chineseName());
        model.addAttribute("orders", rows(found.stream().limit(PAGE_SIZE).toList()));
        model.addAttribute("page", first);
        model.addAttribute("more", found.size() > PAGE_SIZE);
        return "payments/orders";
    }

    /** One order: every attempt at it and every step. */
    @GetMapping("/payments/orders/{number}")
    @Transactional(readOnly = true)
    public String order(@PathVariable String number, Model model) {
        CurrentUser user = reader();
        PaymentOrder order = orders.find(user.office(), number).orElseThrow(PaymentPages::notFound);
        frame(model, user);
        model.addAttribute("order", rows(List.of(order)).get(0));
        model.addAttribute("payee", order.payee());
        model.addAttribute(
                "attempts",
                batches.attempts(number).stream()
                        .map(line -> views.line(line, Map.of(), PaymentRights.pays(user)))
                        .toList());
        model.addAttribute(
                "events",
                orders.events(number).stream()
                        .map(event -> new EventRow(
                                PaymentViews.moment(event.at()),
                                OrderState.valueOf(event.toState()).chineseName(),
                                event.attempt(),
                                event.reason() == null ? "" : event.reason(),
                                views.staffName(event.by())))
                        .toList());
        return "payments/order";
    }

    /** What became of a bill's money. */
    @GetMapping("/payments/claims/{id}")
    @Transactional(readOnly = true)
    public String claim(@PathVariable String id, Model model) {
        CurrentUser user = reader();
        List<PaymentOrderRows.OfClaim> found = orders.ofClaim(user.office(), uuid(id));
        frame(model, user);
        model.addAttribute("claim", id);
        model.addAttribute("claimedBack", orders.claimedBack(user.office(), uuid(id)));
        model.addAttribute(
                "rows",
                found.stream()
                        .map(one -> {
                            Optional<PaymentOrder> order =
                                    one.order().flatMap(number -> orders.find(user.office(), number));
                            return new ClaimRow(
                                    one.fund().chineseName(),
                                    one.payee().kind() == Payee.Kind.PERSON ? "救助对象" : views.payeeName(user.office(), one.payee()),
                                    one.amount().toString(),
                                    state(one, order),
                                    order.map(PaymentOrder::number).orElse(""));
                        })
                        .toList());
        model.addAttribute(
                "opening", PaymentRights.approves(user) && found.stream().anyMatch(PaymentPages::isUnverifiedOpening));
        Optional<Payee> person = found.stream()
                .map(PaymentOrderRows.OfClaim::payee)
                .filter(payee -> payee.kind() == Payee.Kind.PERSON)
                .findFirst();
        model.addAttribute("person", person.map(Payee::id).orElse(""));
        model.addAttribute(
                "account",
                person.flatMap(payee -> accounts.current(user.office(), payee))
                        .map(account -> account.bankName() + "　" + account.maskedNumber())
                        .orElse(""));
        return "payments/claim";
    }

    /** The manager has found out that a debt from before the books was not paid. */
    @PostMapping("/payments/claims/{id}/orders")
    String order(@PathVariable String id, @RequestParam(defaultValue = "") String reason, RedirectAttributes next) {
        CurrentUser user = reader();
        if (!PaymentRights.approves(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        UUID claim = uuid(id);
        desk.orderOpening(claim, reason, user).fold(
                made -> next.addFlashAttribute("done", "已列入付款。"),
                problems -> next.addFlashAttribute(
                        "problems", problems.stream().map(FieldProblem::message).toList()));
        return "redirect:/payments/claims/" + claim;
    }

    private static boolean isUnverifiedOpening(PaymentOrderRows.OfClaim one) {
        return one.opening()
                && !one.reversed()
                && one.order().isEmpty()
                && one.payee().kind() == Payee.Kind.PERSON
                && one.fund() != Fund.HOSPITALS_OWN;
    }

    private static String state(PaymentOrderRows.OfClaim one, Optional<PaymentOrder> order) {
        if (order.isPresent()) {
            OrderState state = order.get().state();
            return state.chineseName() + (one.reversed() && state == OrderState.PAID ? "，已冲销待追回" : "");
        }
        if (one.reversed()) {
            return "已冲销";
        }
        if (one.payee().kind() == Payee.Kind.HOSPITAL) {
            return "随医院结算";
        }
        if (one.fund() == Fund.HOSPITALS_OWN) {
            return "由医院直接支付";
        }
        return one.opening() ? "期初欠款，待核实是否已付" : "待付款";
    }

    /** One batch with its lines, its file, and what the bank said. */
    @GetMapping("/payments/batches/{id}")
    @Transactional(readOnly = true)
    public String batch(@PathVariable String id, @RequestParam(defaultValue = "0") int page, Model model) {
        CurrentUser user = reader();
        PaymentBatch batch = batches.find(user.office(), id).orElseThrow(PaymentPages::notFound);
        int first = Math.min(Math.max(page, 0), 1_000_000);
        frame(model, user);
        model.addAttribute("batch", views.view(batch, user, first * LINES, LINES));
        model.addAttribute("page", first);
        model.addAttribute("mayAnswer", PaymentRights.pays(user) && batch.state() == BatchState.TO_PAY);
        model.addAttribute("mayDownload", PaymentRights.pays(user) && batch.state() != BatchState.REJECTED);
        return "payments/batch";
    }

    @PostMapping("/payments/batches/{id}/bank-answers")
    String answer(@PathVariable String id, @RequestParam("file") MultipartFile file, RedirectAttributes next)
            throws IOException {
        CurrentUser user = payer();
        PaymentBatch batch = batches.find(user.office(), id).orElseThrow(PaymentPages::notFound);
        desk.takeAnswer(batch.id(), file.getBytes(), user).fold(
                taken -> next.addFlashAttribute(
                        "done",
                        taken.repeated()
                                ? "这份回单已经接收过，没有变化。"
                                : "已接收：成功" + taken.paid() + "笔，退回" + taken.returned() + "笔，未知" + taken.unknown() + "笔。"),
                problems -> next.addFlashAttribute(
                        "problems", problems.stream().map(FieldProblem::message).toList()));
        return "redirect:/payments/batches/" + batch.id();
    }

    @PostMapping("/payments/batches/{id}/clearings")
    String clear(
            @PathVariable String id,
            @RequestParam String reference,
            @ModelAttribute ClearUnknown said,
            RedirectAttributes next) {
        CurrentUser user = payer();
        PaymentBatch batch = batches.find(user.office(), id).orElseThrow(PaymentPages::notFound);
        desk.clear(batch.id(), reference, said, user).fold(
                state -> next.addFlashAttribute("done", reference + "：" + state.chineseName() + "。"),
                problems -> next.addFlashAttribute(
                        "problems", problems.stream().map(FieldProblem::message).toList()));
        return "redirect:/payments/batches/" + batch.id();
    }

    private List<OrderRow> rows(List<PaymentOrder> found) {
        Map<BusinessDocument, CaseNumbers.Case> named =
                cases.of(found.stream().map(PaymentOrder::document).distinct().toList());
        return found.stream()
                .map(order -> {
                    Optional<CaseNumbers.Case> known = Optional.ofNullable(named.get(order.document()));
                    return new OrderRow(
                            order.number(),
                            known.map(one -> one.claim().toString()).orElse(""),
                            known.map(CaseNumbers.Case::number).orElse(""),
                            order.fund().chineseName(),
                            views.payeeName(order.area(), order.payee()),
                            order.amount().toString(),
                            order.offset().isZero() ? "" : order.offset().toString(),
                            order.amount().minus(order.offset()).toString(),
                            order.state().chineseName(),
                            order.reason() == null ? "" : order.reason(),
                            order.batch() == null ? "" : order.batch().toString());
                })
                .toList();
    }

    private CurrentUser reader() {
        CurrentUser user = signedIn.user();
        if (!PaymentRights.reads(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private CurrentUser payer() {
        CurrentUser user = signedIn.user();
        if (!PaymentRights.pays(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private void frame(Model model, CurrentUser user) {
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("demonstration", views.demonstration());
        model.addAttribute("readsClaims", !PaymentRights.pays(user));
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
