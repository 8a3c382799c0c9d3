package org.medaid.claim.model;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.medaid.kernel.Money;

/** One line of a bill. */
@Embeddable
public class BillItem {

    @Column(name = "line_no")
    private int lineNo;

    private String name;

    @Column(name = "catalogue_class")
    private String catalogueClass;

    @Column(name = "self_paid")
    private boolean selfPaid;

    private Money amount;

    @Column(name = "exclusion_code")
    private String exclusionCode;

    @Column(name = "exclusion_exception")
    private boolean exclusionException;

    private String charge;

    @Column(name = "reference_price")
    private Money referencePrice;

    private Money discount = Money.ZERO;

    @Column(name = "discount_code")
    private String discountCode;

    protected BillItem() {}

    public BillItem(
            int lineNo,
            String name,
            String catalogueClass,
            boolean selfPaid,
            Money amount,
            String exclusionCode,
            boolean exclusionException,
            String charge,
            Money referencePrice) {
        this.lineNo = lineNo;
        this.name = name;
        this.catalogueClass = catalogueClass;
        this.selfPaid = selfPaid;
        this.amount = amount;
        this.exclusionCode = exclusionCode;
        this.exclusionException = exclusionException;
        this.charge = charge;
        this.referencePrice = referencePrice;
    }

    /** The same line with what its provider owes the person on it. */
    public BillItem withDiscount(String code, Money owed) {
        BillItem item = new BillItem(
                lineNo, name, catalogueClass, selfPaid, amount, exclusionCode, exclusionException, charge, referencePrice);
        item.discountCode = code;
        item.discount = owed;
        return item;
    }

    public int lineNo() {
        return lineNo;
    }

    public String name() {
        return name;
    }

    public String catalogueClass() {
        return catalogueClass;
    }

    public boolean selfPaid() {
        return selfPaid;
    }

    public Money amount() {
        return amount;
    }

    /** The kind of charge as declared, where a discount depends on it; or null. */
    public String charge() {
        return charge;
    }

    /** Yuan, for the whole line: what the medicine was bought for, at a pharmacy its price before the discount; or null. */
    public Money referencePrice() {
        return referencePrice;
    }

    /** Which discount the provider owes on this line, or null. */
    public String discountCode() {
        return discountCode;
    }

    /** What the provider owes the person of {@link #amount}; zero where nothing. */
    public Money discount() {
        return discount;
    }

    /** What is left of the amount once the provider bears what it owes. */
    public Money due() {
        return amount.minus(discount);
    }

    /** The exclusion the clerk proposes, or null. */
    public String exclusionCode() {
        return exclusionCode;
    }

    /** Whether the clerk sees an exception of that article. */
    public boolean exclusionException() {
        return exclusionException;
    }
}
