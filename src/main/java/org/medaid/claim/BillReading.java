package org.medaid.claim;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.api.Typed;
import org.medaid.claim.model.Bill;
import org.medaid.claim.model.BillItem;
import org.medaid.kernel.Money;
import org.medaid.party.Hospital;
import org.medaid.party.Person;

/** What can be said about a typed bill from the bill alone, whichever way it comes. */
final class BillReading {

    private static final Set<String> CATALOGUE_CLASSES = ClaimWording.CATALOGUE_CLASSES.keySet();
    private static final int MAX_ITEMS = 500;
    private static final int MAX_NAME = 100;
    private static final int MAX_DIAGNOSIS = 200;
    private static final String INVOICE_FORM = "[0-9A-Za-z-]{4,40}";

    /** As much as the calculation takes: ten digits. */
    private static final Money MOST = Money.parse("9999999999.99");

    private BillReading() {}

    static void checkDiagnosis(String diagnosis, List<FieldProblem> problems) {
        if (Typed.blank(diagnosis) || diagnosis.strip().length() > MAX_DIAGNOSIS) {
            problems.add(new FieldProblem("diagnosis", "DIAGNOSIS_MISSING", "请填写主要诊断，不超过" + MAX_DIAGNOSIS + "字。"));
        }
    }

    static void checkNotLater(LocalDate discharged, LocalDate today, List<FieldProblem> problems) {
        if (discharged != null && discharged.isAfter(today)) {
            problems.add(new FieldProblem("dischargedOn", "DATE_IN_FUTURE", "出院（就诊）日期不能晚于今天。"));
        }
    }

    /** @return whether it has the form of an invoice's number */
    static boolean checkInvoice(String number, List<FieldProblem> problems) {
        if (Typed.blank(number) || !number.strip().matches(INVOICE_FORM)) {
            problems.add(new FieldProblem("invoiceNumber", "INVOICE_INVALID", "请填写发票号码（4至40位数字、字母或短横）。"));
            return false;
        }
        return true;
    }

    /** Amounts that are none: what they come to together is the calculation's question. */
    static List<FieldProblem> unreadableAmounts(EnterBill typed) {
        EnterBill.Amounts a = typed.amounts();
        Map<String, String> amounts = new LinkedHashMap<>();
        amounts.put("total", a.total());
        amounts.put("inScope", a.inScope());
        amounts.put("deductible", a.deductible());
        amounts.put("basicPaid", a.basicPaid());
        amounts.put("criticalIllnessPaid", a.criticalIllnessPaid());
        amounts.put("supplementaryPaid", a.supplementaryPaid());
        amounts.put("selfPaid", a.selfPaid());
        List<FieldProblem> problems = new ArrayList<>();
        amounts.forEach((name, text) -> {
            Money amount = Typed.amount(text);
            if (amount == null || amount.isMoreThan(MOST)) {
                problems.add(new FieldProblem("amounts." + name, "AMOUNT_INVALID", "请填写金额（元），不小于零，最多两位小数。"));
            }
        });
        return problems;
    }

    static FieldProblem invoiceUsed(String caseNumber) {
        return new FieldProblem(
                "invoiceNumber", "INVOICE_USED", "该医院的这张发票已在" + caseNumber + "号业务中办理，不能重复申请。");
    }

    static List<BillItem> items(
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
            Money referencePrice = checkCharge(item, field, problems);
            if (problems.size() == before) {
                items.add(new BillItem(
                        i + 1,
                        item.name().strip(),
                        item.catalogueClass(),
                        Boolean.TRUE.equals(item.selfPaid()),
                        amount,
                        Typed.blank(item.exclusionCode()) ? null : item.exclusionCode(),
                        exception,
                        Typed.blank(item.charge()) ? null : item.charge(),
                        referencePrice));
            }
        }
        return items;
    }

    /** @return the reference price; null where none is given, or not a usable one */
    private static Money checkCharge(EnterBill.Item item, String field, List<FieldProblem> problems) {
        Optional<ChargeKind> kind = Typed.blank(item.charge()) ? Optional.empty() : ChargeKind.of(item.charge());
        boolean priced = kind.filter(known -> known == ChargeKind.MEDICINE || known == ChargeKind.PHARMACY_MEDICINE)
                .isPresent();
        if (!Typed.blank(item.charge()) && kind.isEmpty() || !Typed.blank(item.referencePrice()) && !priced) {
            problems.add(new FieldProblem(
                    field + ".charge", "CHARGE_UNKNOWN", "请选择费用种类；填写了进价的，应为药品或药店购药。"));
            return null;
        }
        if (Typed.blank(item.referencePrice())) {
            if (kind.filter(ChargeKind.PHARMACY_MEDICINE::equals).isPresent()) {
                // Without it nobody could see whether the discount was given.
                problems.add(new FieldProblem(
                        field + ".referencePrice", "REFERENCE_PRICE_MISSING", "药店购药请填写优惠前的价格。"));
            }
            return null;
        }
        Money price = Typed.amount(item.referencePrice());
        if (price == null || !price.isPositive() || price.isMoreThan(MOST)) {
            problems.add(new FieldProblem(
                    field + ".referencePrice", "REFERENCE_PRICE_INVALID", "请填写大于零的金额（进价或优惠前价格），最多两位小数。"));
            return null;
        }
        return price;
    }

    static void checkItemSums(List<BillItem> items, EnterBill.Amounts amounts, List<FieldProblem> problems) {
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

    static Bill bill(
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

    static LocalDate date(String text, String field, String name, List<FieldProblem> problems) {
        try {
            return LocalDate.parse(String.valueOf(text));
        } catch (DateTimeParseException e) {
            problems.add(new FieldProblem(field, "DATE_INVALID", "请填写" + name + "。"));
            return null;
        }
    }
}
