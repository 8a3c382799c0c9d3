package org.medaid.claim.model;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.medaid.kernel.Money;

/** What the agency decided about cost under an exclusion article. */
@Embeddable
public class DecidedExclusion {

    @Column(name = "line_no")
    private int lineNo;

    @Column(name = "item_line_no")
    private Integer itemLineNo;

    private String code;

    @Column(name = "in_scope")
    private Money inScope;

    @Column(name = "self_paid")
    private Money selfPaid;

    private boolean upheld;
    private String reason;

    @Column(name = "decided_by")
    private String decidedBy;

    @Column(name = "decided_at")
    private Instant decidedAt;

    protected DecidedExclusion() {}

    public DecidedExclusion(
            int lineNo,
            Integer itemLineNo,
            String code,
            Money inScope,
            Money selfPaid,
            boolean upheld,
            String reason,
            String decidedBy,
            Instant decidedAt) {
        this.lineNo = lineNo;
        this.itemLineNo = itemLineNo;
        this.code = code;
        this.inScope = inScope;
        this.selfPaid = selfPaid;
        this.upheld = upheld;
        this.reason = reason;
        this.decidedBy = decidedBy;
        this.decidedAt = decidedAt;
    }

    public int lineNo() {
        return lineNo;
    }

    public Integer itemLineNo() {
        return itemLineNo;
    }

    public String code() {
        return code;
    }

    public Money inScope() {
        return inScope;
    }

    public Money selfPaid() {
        return selfPaid;
    }

    /** False where the article was examined and an exception of it applies. */
    public boolean upheld() {
        return upheld;
    }

    public String reason() {
        return reason;
    }

    public String decidedBy() {
        return decidedBy;
    }

    public Instant decidedAt() {
        return decidedAt;
    }
}
