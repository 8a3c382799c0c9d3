package org.medaid.settlement.payment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Divisions;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.security.CurrentUser;
import org.medaid.settlement.Payee;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where the accounts are kept into which the office has money transferred, never cash (连政办发〔2017〕22号 六(二)): one person
 * enters, another types the number once more from the document, and only then an account counts.
 *
 * <p>A bill is settled whether or not there is an account; without one what is owed waits and is listed.
 */
@Service
@Transactional
@Clause({"C17", "M9"})
public class BankAccountDesk {

    private static final int ADULT_AT = 18;
    private static final int LONGEST_BANK = 60;
    private static final int LONGEST_REASON = 200;

    private final BankAccountRows rows;
    private final Parties parties;
    private final AuditTrail audit;
    private final BusinessClock clock;

    BankAccountDesk(BankAccountRows rows, Parties parties, AuditTrail audit, BusinessClock clock) {
        this.rows = rows;
        this.parties = parties;
        this.audit = audit;
        this.clock = clock;
    }

    /** Enters an account; it counts once somebody else has checked it. */
    public Outcome<UUID> enter(EnterBankAccount typed, CurrentUser user) {
        if (!PaymentRights.entersAccounts(user)) {
            return Outcome.refused("", "FORBIDDEN", "您没有登记银行账户的权限。");
        }
        Optional<Payee> payee = payee(user.office(), typed.payeeKind(), typed.payee());
        if (payee.isEmpty()) {
            return Outcome.refused("payee", "PAYEE_UNKNOWN", "没有找到收款人。");
        }
        List<FieldProblem> problems = new ArrayList<>();
        Optional<BankAccountNumber.Kind> kind = Arrays.stream(BankAccountNumber.Kind.values())
                .filter(one -> one.name().equals(typed.numberKind()))
                .filter(one -> payee.get().isPerson() || one != BankAccountNumber.Kind.CARD)
                .findFirst();
        String number = BankAccountNumber.plain(typed.number());
        if (kind.isEmpty()) {
            problems.add(new FieldProblem(
                    "numberKind",
                    "NUMBER_KIND_MISSING",
                    payee.get().isPerson() ? "请选择账号的种类。" : "单位的账户不能是银行卡。"));
        } else {
            BankAccountNumber.problem(kind.get(), number)
                    .ifPresent(message -> problems.add(new FieldProblem("number", "NUMBER_IMPLAUSIBLE", message)));
        }
        String bank = typed.bankName() == null ? "" : typed.bankName().strip();
        if (bank.isEmpty() || bank.length() > LONGEST_BANK || !isPlainName(bank)) {
            problems.add(new FieldProblem("bankName", "BANK_INVALID", "请填写开户银行全称，不超过" + LONGEST_BANK + "个字。"));
        }
        String holder = payee.get().isPerson()
                ? personHolder(user.office(), payee.get(), typed, problems)
                : unitHolder(payee.get(), typed, problems);
        if (problems.isEmpty() && rows.of(user.office(), payee.get()).stream()
                .anyMatch(waiting -> waiting.decision().isEmpty() && waiting.number().equals(number))) {
            problems.add(new FieldProblem("number", "ALREADY_WAITING", "这一账号已经登记，正在等待复核。"));
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        BankAccount account = new BankAccount(
                UUID.randomUUID(),
                user.office(),
                payee.get(),
                kind.get().name(),
                number,
                bank,
                holder,
                relation(typed).map(relation -> new BankAccount.Guardian(relation, typed.guardianReason().strip())),
                user.id(),
                clock.now(),
                Optional.empty());
        rows.add(account);
        record("BANK_ACCOUNT_ENTERED", account, user);
        return Outcome.done(account.id());
    }

    /** Takes what the second person says. */
    public Outcome<UUID> check(UUID id, CheckBankAccount said, CurrentUser user) {
        Optional<BankAccount> found = rows.find(user.office(), id);
        if (!PaymentRights.checksAccounts(user) || found.isEmpty()) {
            return Outcome.refused("", "ACCOUNT_NOT_FOUND", "没有找到这一账户。");
        }
        BankAccount account = found.get();
        List<FieldProblem> problems = new ArrayList<>();
        if (account.decision().isPresent()) {
            problems.add(new FieldProblem("", "ACCOUNT_DECIDED", "这一账户已经复核过。"));
        } else if (account.enteredBy().equals(user.id())) {
            problems.add(new FieldProblem("", "SAME_PERSON", "登记人不能复核自己登记的账户。"));
        }
        boolean accepted = "ACCEPTED".equals(said.decision());
        if (!Set.of("ACCEPTED", "REFUSED").contains(String.valueOf(said.decision()))) {
            problems.add(new FieldProblem("decision", "CHOICE_MISSING", "请选择复核意见。"));
        } else if (accepted && !BankAccountNumber.plain(said.number()).equals(account.number())) {
            problems.add(new FieldProblem("number", "NUMBER_DIFFERS", "重录的账号与登记的不一致，请对照凭证核对；确有错误的，请选择退回。"));
        } else if (!accepted && !isText(said.reason())) {
            problems.add(new FieldProblem("reason", "REASON_MISSING", "退回的，请写明理由，不超过" + LONGEST_REASON + "个字。"));
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        if (!rows.decide(id, accepted, accepted ? null : said.reason().strip(), user.id(), clock.now())) {
            return Outcome.refused("", "ACCOUNT_DECIDED", "这一账户已经复核过。");
        }
        record(accepted ? "BANK_ACCOUNT_ACCEPTED" : "BANK_ACCOUNT_REFUSED", account, user);
        return Outcome.done(id);
    }

    /** The account into which a payee is paid now. */
    @Transactional(readOnly = true)
    public Optional<BankAccount> current(PoolingArea area, Payee payee) {
        return rows.current(area, payee);
    }

    /** Everything ever entered for a payee, newest first. */
    @Transactional(readOnly = true)
    public List<BankAccount> history(PoolingArea area, Payee payee) {
        return rows.of(area, payee);
    }

    /** What waits to be checked, oldest first. */
    @Transactional(readOnly = true)
    public List<BankAccount> toCheck(PoolingArea area, int most) {
        return rows.undecided(area, most);
    }

    /** A payee of the office: a person it knows, any hospital of the register, its insurer, or a county of its area. */
    @Transactional(readOnly = true)
    public Optional<Payee> payee(PoolingArea area, String kind, String id) {
        Optional<Payee.Kind> known = Payee.Kind.of(area).stream()
                .filter(one -> one.name().equals(kind))
                .findFirst();
        if (known.isEmpty() || id == null) {
            return Optional.empty();
        }
        try {
            return switch (known.get()) {
                case PERSON -> parties.person(area, PersonId.parse(id)).map(person -> Payee.person(person.id()));
                case HOSPITAL -> parties.hospital(id).map(hospital -> Payee.hospital(hospital.code()));
                case INSURER -> Optional.of(Payee.insurer()).filter(insurer -> insurer.id().equals(id));
                case COUNTY -> Optional.of(new DivisionCode(id))
                        .filter(county -> Divisions.nameOf(county).isPresent()
                                && !id.endsWith("00")
                                && PoolingArea.of(county).filter(area::equals).isPresent())
                        .map(Payee::county);
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String personHolder(PoolingArea area, Payee payee, EnterBankAccount typed, List<FieldProblem> problems) {
        Person person = parties.person(area, PersonId.parse(payee.id())).orElseThrow();
        String holder = compared(typed.holderName());
        if (Typed.blank(typed.guardianRelation())) {
            if (!compared(person.name()).equals(holder)) {
                problems.add(new FieldProblem(
                        "holderName", "HOLDER_DIFFERS", "户名与救助对象的登记姓名不一致。须用本人账户；未成年人可用监护人账户，请选择监护关系。"));
            }
            if (!Typed.blank(typed.guardianReason())) {
                problems.add(new FieldProblem("guardianRelation", "GUARDIAN_MISSING", "填写了监护说明的，请选择监护关系。"));
            }
            return person.name();
        }
        Optional<GuardianRelation> relation = relation(typed);
        boolean minor = person.birthDate().plusYears(ADULT_AT).isAfter(clock.today());
        if (relation.filter(one -> one.ofMinors() == minor).isEmpty()) {
            problems.add(new FieldProblem(
                    "guardianRelation",
                    "GUARDIAN_NOT_ALLOWED",
                    minor ? "请选择未成年人的监护关系。" : "成年人须用本人账户；法院已指定监护人的除外，请选择相应的监护关系。"));
        }
        if (!isText(typed.guardianReason())) {
            problems.add(new FieldProblem(
                    "guardianReason", "REASON_MISSING", "付给监护人的，请写明理由和凭证，不超过" + LONGEST_REASON + "个字。"));
        }
        if (holder.isEmpty() || holder.length() > LONGEST_BANK || !isPlainName(holder)) {
            problems.add(new FieldProblem("holderName", "HOLDER_MISSING", "请填写户名（监护人姓名）。"));
        }
        return holder;
    }

    private String unitHolder(Payee payee, EnterBankAccount typed, List<FieldProblem> problems) {
        if (!Typed.blank(typed.guardianRelation())) {
            problems.add(new FieldProblem("guardianRelation", "GUARDIAN_NOT_ALLOWED", "单位没有监护人。"));
        }
        if (payee.kind() == Payee.Kind.COUNTY) {
            return countyHolder(payee, typed, problems);
        }
        String name = payee.kind() == Payee.Kind.HOSPITAL
                ? parties.hospital(payee.id()).orElseThrow().name()
                : Payee.INSURER_NAME;
        if (!compared(name).equals(compared(typed.holderName()))) {
            problems.add(new FieldProblem(
                    "holderName",
                    "HOLDER_DIFFERS",
                    payee.kind() == Payee.Kind.HOSPITAL ? "户名与医院的登记名称不一致。" : "户名应为“" + name + "”。"));
        }
        return name;
    }

    /** What a county calls the account for its assistance is its own matter; that it is this county's must be seen. */
    private static String countyHolder(Payee payee, EnterBankAccount typed, List<FieldProblem> problems) {
        String county = Divisions.labelOf(new DivisionCode(payee.id()));
        String holder = compared(typed.holderName());
        if (!holder.contains(county) || holder.length() > LONGEST_BANK || !isPlainName(holder)) {
            problems.add(new FieldProblem(
                    "holderName", "HOLDER_DIFFERS", "户名应写明“" + county + "”，不超过" + LONGEST_BANK + "个字。"));
        }
        return holder;
    }

    private static Optional<GuardianRelation> relation(EnterBankAccount typed) {
        return Arrays.stream(GuardianRelation.values())
                .filter(one -> one.name().equals(typed.guardianRelation()))
                .findFirst();
    }

    /** Dots between the parts of a name are written in several ways, and blanks do not count. */
    private static String compared(String name) {
        return name == null ? "" : name.replaceAll("[\\s\\u3000]", "").replaceAll("[•・．]", "·");
    }

    /** A name that a bank's or the treasury's program can take for nothing else. */
    private static boolean isPlainName(String name) {
        return Character.isLetterOrDigit(name.codePointAt(0))
                && name.chars().noneMatch(Character::isISOControl)
                && name.indexOf(',') < 0
                && name.indexOf('"') < 0;
    }

    private static boolean isText(String text) {
        return !Typed.blank(text)
                && text.strip().length() <= LONGEST_REASON
                && text.chars().noneMatch(Character::isISOControl);
    }

    private void record(String action, BankAccount account, CurrentUser user) {
        AuditEntry entry = AuditEntry.of(user.id(), account.area(), action, "BANK_ACCOUNT", account.id())
                .with(account.payee().kind().name().toLowerCase(Locale.ROOT), account.payee().id());
        audit.record(entry.restingOn(PaymentParameter.article(account.area())));
    }
}
