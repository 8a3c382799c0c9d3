package org.medaid.settlement.payment.web;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.security.SignedIn;
import org.medaid.settlement.Payee;
import org.medaid.settlement.payment.BankAccount;
import org.medaid.settlement.payment.BankAccountDesk;
import org.medaid.settlement.payment.CheckBankAccount;
import org.medaid.settlement.payment.EnterBankAccount;
import org.medaid.settlement.payment.GuardianRelation;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Whose account is missing, which accounts wait to be checked, and one payee's accounts with all their history. */
@Controller
@Clause({"C17", "M9"})
class BankAccountPages {

    private static final int MOST_LISTED = 200;

    record WaitingRow(String kind, String payee, String name, int orders, String amount, String reason) {}

    record AccountRow(
            String id,
            String kind,
            String payee,
            String payeeName,
            String number,
            String numberKind,
            String bank,
            String holder,
            String guardian,
            String entered,
            String checked,
            boolean current,
            boolean open,
            boolean mine) {}

    private final BankAccountDesk desk;
    private final PaymentOrderRows orders;
    private final Parties parties;
    private final PaymentViews views;
    private final SignedIn signedIn;

    BankAccountPages(
            BankAccountDesk desk, PaymentOrderRows orders, Parties parties, PaymentViews views, SignedIn signedIn) {
        this.desk = desk;
        this.orders = orders;
        this.parties = parties;
        this.views = views;
        this.signedIn = signedIn;
    }

    @GetMapping("/payments/accounts")
    @Transactional(readOnly = true)
    public String list(Model model) {
        CurrentUser user = reader();
        frame(model, user);
        model.addAttribute(
                "units", Payee.Kind.of(user.office()).contains(Payee.Kind.INSURER) ? "、“INSURER”（承办保险公司）或县（区）区划代码" : "");
        model.addAttribute(
                "waiting",
                orders.withoutAccount(user.office(), MOST_LISTED).stream()
                        .map(one -> new WaitingRow(
                                one.payee().kind().name(),
                                one.payee().id(),
                                views.payeeName(user.office(), one.payee()),
                                one.orders(),
                                one.amount().toString(),
                                one.returned() ? "银行退回，须更正账户" : "没有已复核的账户"))
                        .toList());
        model.addAttribute(
                "toCheck",
                desk.toCheck(user.office(), MOST_LISTED).stream()
                        .map(account -> row(account, Optional.empty(), user))
                        .toList());
        return "payments/accounts";
    }

    /** Leads from an identity number, a hospital's or another unit's code to the page of its accounts; the number stays out of addresses. */
    @PostMapping("/payments/accounts/search")
    String search(@RequestParam(defaultValue = "") String typed, RedirectAttributes next) {
        CurrentUser user = reader();
        Optional<Payee> found = found(user.office(), typed.strip());
        if (found.isEmpty()) {
            next.addFlashAttribute("problem", "本统筹区没有这个身份证号码或单位编码，请核对。");
            return "redirect:/payments/accounts";
        }
        return address(found.get());
    }

    @GetMapping("/payments/accounts/{kind}/{payee}")
    @Transactional(readOnly = true)
    public String one(@PathVariable String kind, @PathVariable String payee, Model model) {
        CurrentUser user = reader();
        Payee asked = payee(user, kind, payee);
        frame(model, user);
        Optional<UUID> current = desk.current(user.office(), asked).map(BankAccount::id);
        List<BankAccount> history = desk.history(user.office(), asked);
        model.addAttribute("kind", asked.kind().name());
        model.addAttribute("payee", asked.id());
        model.addAttribute("isPerson", asked.isPerson());
        model.addAttribute(
                "payeeName",
                asked.isPerson()
                        ? parties.person(user.office(), PersonId.parse(asked.id())).orElseThrow().name()
                        : views.payeeName(user.office(), asked));
        model.addAttribute("accounts", history.stream().map(account -> row(account, current, user)).toList());
        model.addAttribute(
                "relations",
                Arrays.stream(GuardianRelation.values())
                        .map(relation -> new PaymentViews.CodeName(relation.name(), relation.chineseName()))
                        .toList());
        if (!model.containsAttribute("typed")) {
            model.addAttribute("typed", new EnterBankAccount(null, null, null, "", "", "", "", ""));
        }
        return "payments/account";
    }

    @PostMapping("/payments/accounts/{kind}/{payee}")
    String enter(
            @PathVariable String kind,
            @PathVariable String payee,
            @RequestParam(defaultValue = "") String numberKind,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String bankName,
            @RequestParam(defaultValue = "") String holderName,
            @RequestParam(defaultValue = "") String guardianRelation,
            @RequestParam(defaultValue = "") String guardianReason,
            RedirectAttributes next) {
        CurrentUser user = reader();
        Payee asked = payee(user, kind, payee);
        if (!PaymentRights.entersAccounts(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        EnterBankAccount typed = new EnterBankAccount(
                asked.kind().name(), asked.id(), numberKind, number, bankName, holderName, guardianRelation, guardianReason);
        Outcome<UUID> outcome = desk.enter(typed, user);
        said(outcome, "已登记，请另一名工作人员复核。", next);
        if (!outcome.problems().isEmpty()) {
            next.addFlashAttribute("typed", typed);
        }
        return address(asked);
    }

    @PostMapping("/payments/accounts/{kind}/{payee}/{id}/checks")
    String check(
            @PathVariable String kind,
            @PathVariable String payee,
            @PathVariable String id,
            @ModelAttribute CheckBankAccount said,
            RedirectAttributes next) {
        CurrentUser user = reader();
        Payee asked = payee(user, kind, payee);
        if (!PaymentRights.checksAccounts(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        said(desk.check(uuid(id), said, user), "已登记复核意见。", next);
        return address(asked);
    }

    private static void said(Outcome<?> outcome, String done, RedirectAttributes next) {
        if (outcome.problems().isEmpty()) {
            next.addFlashAttribute("done", done);
        } else {
            next.addFlashAttribute(
                    "problems", outcome.problems().stream().map(FieldProblem::message).toList());
        }
    }

    private AccountRow row(BankAccount account, Optional<UUID> current, CurrentUser user) {
        return new AccountRow(
                account.id().toString(),
                account.payee().kind().name(),
                account.payee().id(),
                views.payeeName(account.area(), account.payee()),
                PaymentRights.pays(user) ? account.number() : account.maskedNumber(),
                account.numberKindName(),
                account.bankName(),
                account.holderName(),
                account.guardian()
                        .map(guardian -> guardian.relation().chineseName() + "：" + guardian.reason())
                        .orElse(""),
                views.staffName(account.enteredBy()) + "，" + PaymentViews.moment(account.enteredAt()),
                account.decision()
                        .map(decision -> (decision.accepted() ? "复核通过" : "退回：" + decision.reason()) + "（"
                                + views.staffName(decision.by()) + "，" + PaymentViews.moment(decision.at()) + "）")
                        .orElse("待复核"),
                current.filter(account.id()::equals).isPresent(),
                account.decision().isEmpty(),
                account.enteredBy().equals(user.id()));
    }

    private Optional<Payee> found(PoolingArea area, String typed) {
        try {
            return parties.findPerson(area, ResidentId.parse(typed)).map(person -> Payee.person(person.id()));
        } catch (IllegalArgumentException noPerson) {
            return typed.isEmpty()
                    ? Optional.empty()
                    : desk.payee(area, "HOSPITAL", typed)
                            .or(() -> desk.payee(area, "INSURER", typed))
                            .or(() -> desk.payee(area, "COUNTY", typed));
        }
    }

    private Payee payee(CurrentUser user, String kind, String id) {
        return desk.payee(user.office(), kind, id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String address(Payee payee) {
        return "redirect:/payments/accounts/" + payee.kind().name() + "/" + payee.id();
    }

    private CurrentUser reader() {
        CurrentUser user = signedIn.user();
        if (!PaymentRights.reads(user)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        return user;
    }

    private void frame(Model model, CurrentUser user) {
        model.addAttribute("areaName", user.office().chineseName());
        model.addAttribute("demonstration", views.demonstration());
        model.addAttribute("enters", PaymentRights.entersAccounts(user));
        model.addAttribute("checks", PaymentRights.checksAccounts(user));
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }
}
