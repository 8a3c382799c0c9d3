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

    protected BillItem() {}

    public BillItem(
            int lineNo,
            String name,
            String catalogueClass,
            boolean selfPaid,
            Money amount,
            String exclusionCode,
            boolean exclusionException) {
        this.lineNo = lineNo;
        this.name = name;
        this.catalogueClass = catalogueClass;
        this.selfPaid = selfPaid;
        this.amount = amount;
        this.exclusionCode = exclusionCode;
        this.exclusionException = exclusionException;
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

    /** The exclusion the clerk proposes, or null. */
    public String exclusionCode() {
        return exclusionCode;
    }

    /** Whether the clerk sees an exception of that article. */
    public boolean exclusionException() {
        return exclusionException;
    }
}
