package org.medaid.claim;

import java.util.Collection;
import java.util.List;
import org.medaid.api.FieldProblem;
import org.medaid.claim.model.BillItem;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;

/**
 * What a provider owes a person on one line of a bill.
 *
 * @param lineNo the bill's line, from 1
 * @param amount yuan, more than zero
 */
@Clause("M10")
public record OwedDiscount(int lineNo, String itemName, ProviderDiscount discount, Money amount) {

    /** What the lines of a bill owe; a bill without lines shows nothing. */
    public static List<OwedDiscount> of(Collection<BillItem> items) {
        return items.stream()
                .filter(item -> item.discountCode() != null)
                .map(item -> new OwedDiscount(
                        item.lineNo(), item.name(), ProviderDiscount.valueOf(item.discountCode()), item.discount()))
                .toList();
    }

    public static Money sum(Collection<OwedDiscount> owed) {
        return owed.stream().map(OwedDiscount::amount).reduce(Money.ZERO, Money::plus);
    }

    /** For a counter, a clerk and the patient, with the article. */
    public String sentence() {
        return "第" + lineNo + "行“" + itemName + "”医疗机构应减免" + amount + "元：" + discount.chineseName() + "（"
                + discount.citation() + "）。";
    }

    FieldProblem problem() {
        return new FieldProblem("items." + (lineNo - 1) + ".amount", discount.name(), sentence());
    }
}
