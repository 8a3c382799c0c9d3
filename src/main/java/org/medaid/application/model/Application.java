package org.medaid.application.model;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.application.ApplicationId;
import org.medaid.application.ApplicationState;
import org.medaid.application.Track;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.Category;

/** A household's application on its way from the township's window to the county's determination. */
@Entity
public class Application {

    @Id
    private UUID id;

    private String number;

    private String area;

    @Column(name = "town_code", columnDefinition = "bpchar")
    private String townCode;

    @Enumerated(EnumType.STRING)
    private Category category;

    @Enumerated(EnumType.STRING)
    private Track track;

    private String address;

    private String phone;

    private String vehicles;

    @Column(name = "real_estate")
    private String realEstate;

    private String business;

    private Money savings;

    private String illness;

    @Column(name = "medical_costs")
    private Money medicalCosts;

    private boolean consent;

    @Column(name = "staff_relation")
    private String staffRelation;

    @Column(name = "permit_from")
    private LocalDate permitFrom;

    @ElementCollection
    @CollectionTable(name = "application_member", joinColumns = @JoinColumn(name = "application_id"))
    @OrderBy("lineNo")
    private List<Member> members = new ArrayList<>();

    @Enumerated(EnumType.STRING)
    private ApplicationState state;

    private int round;

    @Column(name = "outcome_reason")
    private String outcomeReason;

    @Column(name = "opened_by")
    private String openedBy;

    @Column(name = "opened_at")
    private Instant openedAt;

    @Column(name = "accepted_on")
    private LocalDate acceptedOn;

    @Column(name = "closed_at")
    private Instant closedAt;

    @Column(name = "notice_id")
    private UUID noticeId;

    @Column(name = "spot_check")
    private Boolean spotCheck;

    @Version
    private long version;

    protected Application() {}

    public Application(
            ApplicationId id,
            String number,
            PoolingArea area,
            String townCode,
            Category category,
            String address,
            String phone,
            Declared declared,
            boolean consent,
            String staffRelation,
            LocalDate permitFrom,
            List<Member> members,
            String openedBy,
            Instant openedAt) {
        this.id = id.value();
        this.number = number;
        this.area = area.tenantId();
        this.townCode = townCode;
        this.category = category;
        this.track = Track.of(category);
        this.address = address;
        this.phone = phone;
        this.vehicles = declared.vehicles();
        this.realEstate = declared.realEstate();
        this.business = declared.business();
        this.savings = declared.savings();
        this.illness = declared.illness();
        this.medicalCosts = declared.medicalCosts();
        this.consent = consent;
        this.staffRelation = staffRelation;
        this.permitFrom = permitFrom;
        this.members.addAll(members);
        this.openedBy = openedBy;
        this.openedAt = openedAt;
        this.state = ApplicationState.OPENED;
        this.round = 1;
    }

    public void moveTo(ApplicationState next) {
        if (state.isFinal()) {
            throw new IllegalStateException("the application is closed: " + state);
        }
        if (next.isFinal()) {
            throw new IllegalArgumentException("an application is closed with a moment: " + next);
        }
        state = next;
    }

    /** The documents are complete: from this day the twelve months before are counted, and the procedure runs. */
    public void accept(LocalDate day) {
        acceptedOn = day;
        moveTo(track == Track.CERTIFIED ? ApplicationState.STATUS_CHECK : ApplicationState.INVESTIGATED);
    }

    /** An objection was upheld, or the county wants it looked into again: survey, visits and inquiries start anew. */
    public void investigateAgain() {
        round++;
        noticeId = null;
        spotCheck = null;
        moveTo(ApplicationState.INVESTIGATED);
    }

    public void onNotice(UUID notice) {
        noticeId = notice;
        moveTo(ApplicationState.ON_NOTICE);
    }

    public void drawn(boolean checkedOnTheSpot) {
        spotCheck = checkedOnTheSpot;
    }

    public void close(ApplicationState outcome, String reason, Instant at) {
        if (state.isFinal() || !outcome.isFinal()) {
            throw new IllegalStateException("from " + state + " to " + outcome);
        }
        state = outcome;
        outcomeReason = reason;
        closedAt = at;
    }

    public ApplicationId id() {
        return new ApplicationId(id);
    }

    public String number() {
        return number;
    }

    public PoolingArea area() {
        return PoolingArea.ofTenant(area).orElseThrow();
    }

    public String townCode() {
        return townCode;
    }

    public Category category() {
        return category;
    }

    public Track track() {
        return track;
    }

    public String address() {
        return address;
    }

    public Optional<String> phone() {
        return Optional.ofNullable(phone);
    }

    public Declared declared() {
        return new Declared(vehicles, realEstate, business, savings, illness, medicalCosts);
    }

    public boolean consent() {
        return consent;
    }

    public Optional<String> staffRelation() {
        return Optional.ofNullable(staffRelation);
    }

    /** The first day of a non-resident's residence permit. */
    public Optional<LocalDate> permitFrom() {
        return Optional.ofNullable(permitFrom);
    }

    public List<Member> members() {
        return List.copyOf(members);
    }

    public Member applicant() {
        return members.get(0);
    }

    /** The members assistance is asked for. */
    public List<Member> included() {
        return members.stream().filter(Member::included).toList();
    }

    /** What all members together declared to have earned in the twelve months before, in yuan. */
    public Money declaredIncome() {
        return members.stream().map(Member::annualIncome).reduce(Money.ZERO, Money::plus);
    }

    public ApplicationState state() {
        return state;
    }

    /** 1 for the first investigation, one more for each that an upheld objection or the county asked for. */
    public int round() {
        return round;
    }

    public Optional<String> outcomeReason() {
        return Optional.ofNullable(outcomeReason);
    }

    public String openedBy() {
        return openedBy;
    }

    public Instant openedAt() {
        return openedAt;
    }

    public Optional<LocalDate> acceptedOn() {
        return Optional.ofNullable(acceptedOn);
    }

    public Optional<Instant> closedAt() {
        return Optional.ofNullable(closedAt);
    }

    public Optional<UUID> noticeId() {
        return Optional.ofNullable(noticeId);
    }

    /** Whether the county visits the home; empty until it is drawn. */
    public Optional<Boolean> spotCheck() {
        return Optional.ofNullable(spotCheck);
    }
}
