package org.medaid.claim.model;

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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.medaid.claim.ClaimId;
import org.medaid.claim.ClaimState;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;

/** A medical bill on its way from the window to its determination. */
@Entity
public class Claim {

    /** Which way a bill came. */
    public enum Channel {
        /** Over the window: the office owes the person. */
        WINDOW("窗口"),
        /** From the hospital that deducted the benefit at its own counter: the office owes the hospital. */
        ONE_STOP("一站式");

        private final String chineseName;

        Channel(String chineseName) {
            this.chineseName = chineseName;
        }

        public String chineseName() {
            return chineseName;
        }
    }

    @Id
    private UUID id;

    @Column(name = "case_number")
    private String caseNumber;

    private String area;

    @Enumerated(EnumType.STRING)
    private Channel channel;

    @Column(name = "person_id")
    private UUID personId;

    private String division;

    @Column(name = "hospital_code")
    private String hospitalCode;

    @Column(name = "care_type")
    private String careType;

    @Column(name = "admitted_on")
    private LocalDate admittedOn;

    @Column(name = "discharged_on")
    private LocalDate dischargedOn;

    private String diagnosis;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> diseases;

    private boolean insured;

    @Column(name = "treated_as_inpatient")
    private boolean treatedAsInpatient;

    private boolean emergency;

    @Column(name = "referral_status")
    private String referralStatus;

    @Column(name = "referral_tier2_hospital")
    private String referralTier2Hospital;

    @Column(name = "referral_tier3_hospital")
    private String referralTier3Hospital;

    @Column(name = "invoice_number")
    private String invoiceNumber;

    private Money total;

    @Column(name = "in_scope")
    private Money inScope;

    private Money deductible;

    @Column(name = "basic_paid")
    private Money basicPaid;

    @Column(name = "critical_illness_paid")
    private Money criticalIllnessPaid;

    @Column(name = "supplementary_paid")
    private Money supplementaryPaid;

    @Column(name = "self_paid")
    private Money selfPaid;

    @ElementCollection
    @CollectionTable(name = "claim_item", joinColumns = @JoinColumn(name = "claim_id"))
    @OrderBy("lineNo")
    private List<BillItem> items = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "claim_exclusion", joinColumns = @JoinColumn(name = "claim_id"))
    @OrderBy("lineNo")
    private List<DecidedExclusion> exclusions = new ArrayList<>();

    @Enumerated(EnumType.STRING)
    private ClaimState state;

    @Column(name = "refusal_code")
    private String refusalCode;

    @Column(name = "refusal_reason")
    private String refusalReason;

    @Column(name = "entered_by")
    private String enteredBy;

    @Column(name = "entered_at")
    private Instant enteredAt;

    @Column(name = "closed_at")
    private Instant closedAt;

    @Version
    private long version;

    protected Claim() {}

    public Claim(
            ClaimId id,
            String caseNumber,
            PoolingArea area,
            Channel channel,
            Bill bill,
            String enteredBy,
            Instant enteredAt) {
        this.id = id.value();
        this.caseNumber = caseNumber;
        this.area = area.tenantId();
        this.channel = channel;
        this.enteredBy = enteredBy;
        this.enteredAt = enteredAt;
        this.state = ClaimState.ENTERED;
        take(bill);
    }

    /** The bill as corrected by the clerk, to be checked again. */
    public void correct(Bill bill, String correctedBy) {
        require(ClaimState.RETURNED);
        take(bill);
        exclusions.clear();
        enteredBy = correctedBy;
        state = ClaimState.ENTERED;
    }

    public void accept() {
        require(ClaimState.ENTERED);
        state = ClaimState.ACCEPTED;
    }

    /** Back to the clerk: after the check, or when the sheet shows that the bill was entered wrongly. */
    public void sendBack() {
        require(ClaimState.ENTERED, ClaimState.CALCULATED);
        state = ClaimState.RETURNED;
    }

    public void refuse(String code, String reason, Instant at) {
        require(ClaimState.ENTERED, ClaimState.CALCULATED);
        state = ClaimState.REFUSED;
        refusalCode = code;
        refusalReason = reason;
        closedAt = at;
    }

    /** A bill that was refused for the lack of something that has come since. */
    public void reopen() {
        require(ClaimState.REFUSED);
        state = ClaimState.ACCEPTED;
        refusalCode = null;
        refusalReason = null;
        closedAt = null;
    }

    public void openReview() {
        require(ClaimState.ACCEPTED, ClaimState.TO_CALCULATE);
        state = ClaimState.IN_REVIEW;
    }

    public void closeReview() {
        require(ClaimState.IN_REVIEW);
        state = ClaimState.ACCEPTED;
    }

    public void decideExclusions(List<DecidedExclusion> decided) {
        require(ClaimState.ACCEPTED);
        exclusions.clear();
        exclusions.addAll(decided);
        state = ClaimState.TO_CALCULATE;
    }

    public void calculated() {
        require(ClaimState.TO_CALCULATE);
        state = ClaimState.CALCULATED;
    }

    public void settle(Instant at) {
        require(ClaimState.CALCULATED);
        state = ClaimState.SETTLED;
        closedAt = at;
    }

    /** Struck from the books after it was settled (冲账); the same invoice may be settled anew. */
    public void reverse() {
        require(ClaimState.SETTLED);
        state = ClaimState.REVERSED;
    }

    public void withdraw(Instant at) {
        if (state.isFinal()) {
            throw new IllegalStateException("a closed claim is not withdrawn");
        }
        state = ClaimState.WITHDRAWN;
        closedAt = at;
    }

    private void require(ClaimState first, ClaimState... others) {
        Set<ClaimState> allowed = EnumSet.of(first, others);
        if (!allowed.contains(state)) {
            throw new IllegalStateException("claim is " + state + ", expected one of " + allowed);
        }
    }

    private void take(Bill bill) {
        personId = bill.person().value();
        division = bill.division().value();
        hospitalCode = bill.hospitalCode();
        careType = bill.careType();
        admittedOn = bill.admittedOn();
        dischargedOn = bill.dischargedOn();
        diagnosis = bill.diagnosis();
        diseases = new ArrayList<>(bill.diseases());
        insured = bill.insured();
        treatedAsInpatient = bill.treatedAsInpatient();
        emergency = bill.emergency();
        referralStatus = bill.referralStatus();
        referralTier2Hospital = bill.referralTier2Hospital();
        referralTier3Hospital = bill.referralTier3Hospital();
        invoiceNumber = bill.invoiceNumber();
        total = bill.amounts().total();
        inScope = bill.amounts().inScope();
        deductible = bill.amounts().deductible();
        basicPaid = bill.amounts().basicPaid();
        criticalIllnessPaid = bill.amounts().criticalIllnessPaid();
        supplementaryPaid = bill.amounts().supplementaryPaid();
        selfPaid = bill.amounts().selfPaid();
        items.clear();
        items.addAll(bill.items());
    }

    public ClaimId id() {
        return new ClaimId(id);
    }

    public String caseNumber() {
        return caseNumber;
    }

    public PoolingArea area() {
        return PoolingArea.ofTenant(area).orElseThrow();
    }

    public Channel channel() {
        return channel;
    }

    public Bill bill() {
        return new Bill(
                new PersonId(personId),
                new DivisionCode(division),
                hospitalCode,
                careType,
                admittedOn,
                dischargedOn,
                diagnosis,
                List.copyOf(diseases),
                insured,
                treatedAsInpatient,
                emergency,
                referralStatus,
                referralTier2Hospital,
                referralTier3Hospital,
                invoiceNumber,
                new Bill.BillAmounts(
                        total, inScope, deductible, basicPaid, criticalIllnessPaid, supplementaryPaid, selfPaid),
                List.copyOf(items));
    }

    public List<DecidedExclusion> exclusions() {
        return List.copyOf(exclusions);
    }

    public ClaimState state() {
        return state;
    }

    public String refusalCode() {
        return refusalCode;
    }

    public String refusalReason() {
        return refusalReason;
    }

    public String enteredBy() {
        return enteredBy;
    }

    public Instant enteredAt() {
        return enteredAt;
    }

    public Instant closedAt() {
        return closedAt;
    }
}
