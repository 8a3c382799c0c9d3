package org.medaid.claim.model;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.medaid.claim.ClaimId;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;

/**
 * Experts judge the self-paid items of one bill: per stay, or, for special outpatient care, as part of a month.
 *
 * <p>江人社发〔2018〕567号 五(三).
 */
@Entity
@Clause("C12")
public class Review {

    public enum Basis {
        STAY,
        MONTH
    }

    public enum State {
        OPEN,
        CLOSED
    }

    @Id
    private UUID id;

    @Column(name = "claim_id")
    private UUID claimId;

    private int round;

    @Enumerated(EnumType.STRING)
    private Basis basis;

    @Enumerated(EnumType.STRING)
    private Aggregation aggregation;

    @Enumerated(EnumType.STRING)
    private State state;

    @Column(name = "drawn_up_by")
    private String drawnUpBy;

    @Column(name = "drawn_up_at")
    private Instant drawnUpAt;

    @Column(name = "closed_by")
    private String closedBy;

    @Column(name = "closed_at")
    private Instant closedAt;

    @Column(name = "closing_note")
    private String closingNote;

    @Column(name = "reminded_at")
    private Instant remindedAt;

    @Column(name = "escalated_at")
    private Instant escalatedAt;

    @ElementCollection
    @CollectionTable(name = "review_item", joinColumns = @JoinColumn(name = "review_id"))
    @OrderBy("lineNo")
    private List<Item> items = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "review_expert", joinColumns = @JoinColumn(name = "review_id"))
    @OrderBy("expert")
    private List<Panelist> panel = new ArrayList<>();

    protected Review() {}

    public Review(
            UUID id,
            ClaimId claim,
            int round,
            Basis basis,
            Aggregation aggregation,
            List<Item> items,
            List<String> experts,
            String drawnUpBy,
            Instant drawnUpAt) {
        this.id = id;
        this.claimId = claim.value();
        this.round = round;
        this.basis = basis;
        this.aggregation = aggregation;
        this.state = State.OPEN;
        this.items.addAll(items);
        experts.forEach(expert -> panel.add(new Panelist(expert)));
        this.drawnUpBy = drawnUpBy;
        this.drawnUpAt = drawnUpAt;
    }

    /**
     * Closes the review with the panel's figures.
     *
     * @param opinions the unreasonable amounts by line number, one per expert
     */
    public void close(Map<Integer, List<Money>> opinions, String note, String by, Instant at) {
        if (state != State.OPEN) {
            throw new IllegalStateException("the review is closed already");
        }
        for (Item item : items) {
            item.unreasonable = aggregation.of(opinions.getOrDefault(item.lineNo, List.of()));
        }
        state = State.CLOSED;
        closingNote = note;
        closedBy = by;
        closedAt = at;
    }

    public void replace(String expert, String by) {
        panel.stream()
                .filter(p -> p.expert.equals(expert) && p.replacedBy == null)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not on the panel"))
                .replacedBy = by;
        panel.add(new Panelist(by));
    }

    public void reminded(Instant at) {
        remindedAt = at;
    }

    public void escalated(Instant at) {
        escalatedAt = at;
    }

    public UUID id() {
        return id;
    }

    public ClaimId claim() {
        return new ClaimId(claimId);
    }

    public int round() {
        return round;
    }

    public Basis basis() {
        return basis;
    }

    public Aggregation aggregation() {
        return aggregation;
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    public List<Item> items() {
        return List.copyOf(items);
    }

    /** Experts whose opinion counts: those who were replaced are out. */
    public List<String> experts() {
        return panel.stream().filter(p -> p.replacedBy == null).map(p -> p.expert).toList();
    }

    /** Everybody who was ever asked, also those who were replaced. */
    public List<String> everOnPanel() {
        return panel.stream().map(p -> p.expert).toList();
    }

    public String drawnUpBy() {
        return drawnUpBy;
    }

    public String closingNote() {
        return closingNote;
    }

    public Instant remindedAt() {
        return remindedAt;
    }

    /** One self-paid item under review. */
    @Embeddable
    public static class Item {

        @Column(name = "line_no")
        private int lineNo;

        private String name;
        private Money amount;
        private Money unreasonable;

        protected Item() {}

        public Item(int lineNo, String name, Money amount) {
            this.lineNo = lineNo;
            this.name = name;
            this.amount = amount;
        }

        public int lineNo() {
            return lineNo;
        }

        public String name() {
            return name;
        }

        public Money amount() {
            return amount;
        }

        /** The panel's figure; null until the review is closed. */
        public Money unreasonable() {
            return unreasonable;
        }
    }

    @Embeddable
    static class Panelist {

        private String expert;

        @Column(name = "replaced_by")
        private String replacedBy;

        protected Panelist() {}

        Panelist(String expert) {
            this.expert = expert;
        }
    }
}
