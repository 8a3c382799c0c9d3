package org.medaid.claim;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.claim.model.Bill;
import org.medaid.claim.model.BillItem;
import org.medaid.claim.persistence.Claims;
import org.medaid.document.DocumentId;
import org.medaid.document.Documents;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.policy.CalculationResult;
import org.medaid.policy.CareType;
import org.medaid.policy.PolicyDesk;
import org.medaid.policy.RequestReading;
import org.medaid.security.CurrentUser;
import org.springframework.stereotype.Component;

/**
 * Checks a typed bill as a whole and says everything that is wrong with it at once.
 *
 * <p>What the calculation refuses, the desk refuses too, with the calculation's own words: there is one set of rules.
 */
@Component
class BillCheck {

    private static final Set<String> CATALOGUE_CLASSES = ClaimWording.CATALOGUE_CLASSES.keySet();
    private static final int MAX_ITEMS = 500;
    private static final int MAX_NAME = 100;
    private static final int MAX_DIAGNOSIS = 200;
    private static final String INVOICE_FORM = "[0-9A-Za-z-]{4,40}";

    private final Parties parties;
    private final Claims claims;
    private final Documents documents;
    private final PolicyDesk policy;
    private final CalculationInputs inputs;
    private final StayReferrals referrals;
    private final ExclusionArticles exclusionArticles;
    private final BusinessClock clock;

    BillCheck(
            Parties parties,
            Claims claims,
            Documents documents,
            PolicyDesk policy,
            CalculationInputs inputs,
            StayReferrals referrals,
            ExclusionArticles exclusionArticles,
            BusinessClock clock) {
        this.parties = parties;
        this.claims = claims;
        this.documents = documents;
        this.policy = policy;
        this.inputs = inputs;
        this.referrals = referrals;
        this.exclusionArticles = exclusionArticles;
        this.clock = clock;
    }

    Outcome<Bill> check(EnterBill typed, Optional<ClaimId> corrected, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>();
        PoolingArea area = user.office();
        Optional<Person> person = id(typed.personId(), PersonId::parse).flatMap(id -> parties.person(area, id));
        if (person.isEmpty()) {
            problems.add(new FieldProblem("personId", "PERSON_MISSING", "请先输入身份证号，查询到救助对象后再填写。"));
        }
        Optional<Hospital> hospital = Typed.blank(typed.hospitalCode()) ? Optional.empty() : parties.hospital(typed.hospitalCode());
        if (hospital.isEmpty()) {
            problems.add(new FieldProblem("hospitalCode", "HOSPITAL_MISSING", "请按名称查找并选择就诊医院。"));
        }
        if (CareType.of(String.valueOf(typed.careType())).isEmpty()) {
            problems.add(new FieldProblem("careType", "CARE_TYPE_MISSING", "请选择就医方式。"));
        }
        LocalDate admitted = date(typed.admittedOn(), "admittedOn", "入院（就诊）日期", problems);
        LocalDate discharged = date(typed.dischargedOn(), "dischargedOn", "出院（就诊）日期", problems);
        if (discharged != null && discharged.isAfter(clock.today())) {
            problems.add(new FieldProblem("dischargedOn", "DATE_IN_FUTURE", "出院（就诊）日期不能晚于今天。"));
        }
        if (Typed.blank(typed.diagnosis()) || typed.diagnosis().strip().length() > MAX_DIAGNOSIS) {
            problems.add(new FieldProblem("diagnosis", "DIAGNOSIS_MISSING", "请填写主要诊断，不超过" + MAX_DIAGNOSIS + "字。"));
        }
        checkInvoice(typed, hospital, corrected, problems);
        checkReferralHospitals(typed, problems);
        List<BillItem> items = items(typed, exclusionArticles.of(area, corrected), problems);
        checkDocuments(typed, corrected, user, problems);
        if (typed.draftId() != null && id(typed.draftId(), UUID::fromString).isEmpty()) {
            problems.add(new FieldProblem("draftId", "DRAFT_UNKNOWN", "草稿编号无法识别，请重新打开草稿。"));
        }
        checkAgainstCalculation(typed, corrected, person, hospital, admitted, discharged, problems);
        if (problems.isEmpty()) {
            checkItemSums(items, typed.amounts(), problems);
        }
        return problems.isEmpty()
                ? Outcome.done(bill(typed, person.orElseThrow(), hospital.orElseThrow(), admitted, discharged, items))
                : Outcome.refused(problems);
    }

    private void checkInvoice(
            EnterBill typed, Optional<Hospital> hospital, Optional<ClaimId> corrected, List<FieldProblem> problems) {
        if (Typed.blank(typed.invoiceNumber()) || !typed.invoiceNumber().strip().matches(INVOICE_FORM)) {
            problems.add(new FieldProblem("invoiceNumber", "INVOICE_INVALID", "请填写发票号码（4至40位数字、字母或短横）。"));
            return;
        }
        UUID self = corrected.map(ClaimId::value).orElse(new UUID(0, 0));
        hospital.flatMap(h -> claims.sameInvoice(h.code(), typed.invoiceNumber().strip(), self))
                .ifPresent(number -> problems.add(new FieldProblem(
                        "invoiceNumber", "INVOICE_USED", "该医院的这张发票已在" + number + "号业务中办理，不能重复申请。")));
    }

    private void checkReferralHospitals(EnterBill typed, List<FieldProblem> problems) {
        checkReferralHospital(typed.referral().tier2Hospital(), "referral.tier2Hospital", problems);
        checkReferralHospital(typed.referral().tier3Hospital(), "referral.tier3Hospital", problems);
    }

    private void checkReferralHospital(String code, String field, List<FieldProblem> problems) {
        if (!Typed.blank(code) && parties.hospital(code).isEmpty()) {
            problems.add(new FieldProblem(field, "HOSPITAL_UNKNOWN", "没有找到这家医院，请重新选择。"));
        }
    }

    private static List<BillItem> items(
            EnterBill typed, ExclusionArticles.Table exclusions, List<FieldProblem> problems) {
        List<BillItem> items = new ArrayList<>();
        if (typed.items().size() > MAX_ITEMS) {
            problems.add(new FieldProblem("items", "TOO_MANY_ITEMS", "费用明细不能超过" + MAX_ITEMS + "行。"));
            return items;
        }
        for (int i = 0; i < typed.items().size(); i++) {
            EnterBill.Item item = typed.items().get(i);
            String field = "items." + i;
            int before = problems.size();
            if (Typed.blank(item.name()) || item.name().strip().length() > MAX_NAME) {
                problems.add(new FieldProblem(field + ".name", "ITEM_NAME_MISSING", "请填写项目名称，不超过" + MAX_NAME + "字。"));
            }
            if (!CATALOGUE_CLASSES.contains(String.valueOf(item.catalogueClass()))) {
                problems.add(new FieldProblem(field + ".catalogueClass", "CLASS_MISSING", "请选择目录类别。"));
            }
            Money amount = Typed.amount(item.amount());
            if (amount == null || !amount.isPositive()) {
                problems.add(new FieldProblem(field + ".amount", "AMOUNT_INVALID", "请填写大于零的金额，最多两位小数。"));
            }
            boolean exception = Boolean.TRUE.equals(item.exclusionException());
            if (!Typed.blank(item.exclusionCode())) {
                var article = exclusions.articles().stream()
                        .filter(a -> a.code().equals(item.exclusionCode()) && a.selectable())
                        .findFirst();
                if (article.isEmpty() || exception && article.get().exceptionStatement().isEmpty()) {
                    problems.add(new FieldProblem(
                            field + ".exclusionCode", "EXCLUSION_UNKNOWN", "请选择本统筹区适用的不予支付条款。"));
                }
            }
            if (problems.size() == before) {
                items.add(new BillItem(
                        i + 1,
                        item.name().strip(),
                        item.catalogueClass(),
                        Boolean.TRUE.equals(item.selfPaid()),
                        amount,
                        Typed.blank(item.exclusionCode()) ? null : item.exclusionCode(),
                        exception));
            }
        }
        return items;
    }

    private void checkDocuments(
            EnterBill typed, Optional<ClaimId> corrected, CurrentUser user, List<FieldProblem> problems) {
        for (String document : typed.documents()) {
            boolean usable = id(document, DocumentId::parse)
                    .flatMap(id -> documents.find(user, id))
                    .filter(found -> found.attachedTo().isEmpty()
                            || corrected.map(ClaimDesk::subject).equals(found.attachedTo()))
                    .isPresent();
            if (!usable) {
                problems.add(new FieldProblem("documents", "DOCUMENT_UNKNOWN", "有一份附件找不到了，请删除后重新上传。"));
                return;
            }
        }
    }

    /** The amounts and codes must be such that the calculation accepts them. */
    private void checkAgainstCalculation(
            EnterBill typed,
            Optional<ClaimId> corrected,
            Optional<Person> person,
            Optional<Hospital> hospital,
            LocalDate admitted,
            LocalDate discharged,
            List<FieldProblem> problems) {
        if (person.isEmpty() || hospital.isEmpty() || admitted == null || discharged == null) {
            return;
        }
        StayReferrals.Found referral = referrals.of(
                person.get().area(),
                person.get().id(),
                hospital.get().code(),
                admitted,
                typed.referral(),
                corrected.map(ClaimId::value));
        List<FieldProblem> found = refusals(inputs.preview(
                typed,
                person.get(),
                hospital.get(),
                discharged,
                new EnterBill.Referral(referral.status(), referral.tier2Hospital(), referral.tier3Hospital())));
        for (FieldProblem problem : found) {
            String field = problem.field().startsWith("hospital.") ? "hospitalCode" : problem.field();
            if (problems.stream().noneMatch(p -> p.field().equals(field))) {
                problems.add(new FieldProblem(field, problem.code(), problem.message()));
            }
        }
    }

    private List<FieldProblem> refusals(RequestReading reading) {
        if (reading instanceof RequestReading.Rejected rejected) {
            return rejected.problems();
        }
        CalculationResult result = policy.determine(((RequestReading.Accepted) reading).request());
        return result instanceof CalculationResult.Refused refused ? refused.problems() : List.of();
    }

    private static void checkItemSums(List<BillItem> items, EnterBill.Amounts amounts, List<FieldProblem> problems) {
        if (items.isEmpty()) {
            return;
        }
        Money inScope = sum(items, false);
        Money selfPaid = sum(items, true);
        if (!inScope.equals(Money.parse(amounts.inScope()))) {
            problems.add(new FieldProblem(
                    "amounts.inScope", "ITEMS_DO_NOT_ADD_UP", "明细中范围内费用合计为" + inScope + "元，与此处不符。"));
        }
        if (!selfPaid.equals(Money.parse(amounts.selfPaid()))) {
            problems.add(new FieldProblem(
                    "amounts.selfPaid", "ITEMS_DO_NOT_ADD_UP", "明细中自费费用合计为" + selfPaid + "元，与此处不符。"));
        }
    }

    private static Money sum(List<BillItem> items, boolean selfPaid) {
        return items.stream()
                .filter(item -> item.selfPaid() == selfPaid)
                .map(BillItem::amount)
                .reduce(Money.ZERO, Money::plus);
    }

    private static Bill bill(
            EnterBill typed, Person person, Hospital hospital, LocalDate admitted, LocalDate discharged, List<BillItem> items) {
        EnterBill.Amounts a = typed.amounts();
        return new Bill(
                person.id(),
                person.division(),
                hospital.code(),
                typed.careType(),
                admitted,
                discharged,
                typed.diagnosis().strip(),
                typed.diseases(),
                typed.insured(),
                typed.treatedAsInpatient(),
                typed.emergency(),
                typed.referral().status(),
                Typed.blank(typed.referral().tier2Hospital()) ? null : typed.referral().tier2Hospital(),
                Typed.blank(typed.referral().tier3Hospital()) ? null : typed.referral().tier3Hospital(),
                typed.invoiceNumber().strip(),
                new Bill.BillAmounts(
                        Money.parse(a.total()),
                        Money.parse(a.inScope()),
                        Money.parse(a.deductible()),
                        Money.parse(a.basicPaid()),
                        Money.parse(a.criticalIllnessPaid()),
                        Money.parse(a.supplementaryPaid()),
                        Money.parse(a.selfPaid())),
                items);
    }

    private static LocalDate date(String text, String field, String name, List<FieldProblem> problems) {
        try {
            return LocalDate.parse(String.valueOf(text));
        } catch (DateTimeParseException e) {
            problems.add(new FieldProblem(field, "DATE_INVALID", "请填写" + name + "。"));
            return null;
        }
    }

    private static <T> Optional<T> id(String text, java.util.function.Function<String, T> parse) {
        try {
            return Typed.blank(text) ? Optional.empty() : Optional.of(parse.apply(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
