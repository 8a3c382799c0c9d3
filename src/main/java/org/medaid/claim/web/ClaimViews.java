package org.medaid.claim.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.medaid.claim.ChargeKind;
import org.medaid.claim.ClaimArticles;
import org.medaid.claim.ClaimDesk;
import org.medaid.claim.ClaimId;
import org.medaid.claim.ClaimWording;
import org.medaid.claim.DiscountsGiven;
import org.medaid.claim.EnterBill;
import org.medaid.claim.ExclusionArticles;
import org.medaid.claim.ExpertPanel;
import org.medaid.claim.OwedDiscount;
import org.medaid.claim.ProcedureParameter;
import org.medaid.claim.ReviewDesk;
import org.medaid.claim.StayReferrals;
import org.medaid.claim.ReviewRules;
import org.medaid.claim.model.Bill;
import org.medaid.claim.model.Claim;
import org.medaid.claim.model.Review;
import org.medaid.claim.persistence.ClaimEvents;
import org.medaid.claim.persistence.Claims;
import org.medaid.claim.persistence.Opinions;
import org.medaid.claim.persistence.Reviews;
import org.medaid.document.Documents;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.ledger.Accumulators;
import org.medaid.party.Divisions;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.policy.CareType;
import org.medaid.policy.Disease;
import org.medaid.referral.ReferralParameter;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Bills as the forms show them, in Chinese and only as far as the reader's task needs it. */
@Component
class ClaimViews {

    record Coded(String code, String name) {}

    record CategoryView(String code, String name, LocalDate from, LocalDate to, String source) {}

    record PersonView(
            String personId,
            String name,
            String maskedResidentId,
            String division,
            String divisionName,
            List<CategoryView> categories) {}

    record HospitalView(
            String code, String name, int level, String division, String divisionName, boolean designated) {}

    record ItemView(
            int lineNo,
            String name,
            String catalogueClass,
            boolean selfPaid,
            String amount,
            String exclusionCode,
            boolean exclusionException,
            String charge,
            String referencePrice) {}

    /** What the provider owes on a line, in Chinese with its article. */
    record DiscountView(int lineNo, String code, String amount, String sentence) {}

    record DocumentView(String documentId, String fileName, String contentType, long size) {}

    record ExclusionView(
            Integer itemLineNo,
            String code,
            String inScope,
            String selfPaid,
            boolean upheld,
            String reason,
            String decidedByName) {}

    record EventView(String kind, String kindName, String outcome, String outcomeName, String reason, String byName, Instant at) {}

    record ClaimView(
            String claimId,
            String caseNumber,
            String state,
            String stateName,
            String areaName,
            PersonView person,
            HospitalView hospital,
            String careType,
            String careTypeName,
            LocalDate admittedOn,
            LocalDate dischargedOn,
            String diagnosis,
            List<Coded> diseases,
            boolean insured,
            boolean treatedAsInpatient,
            boolean emergency,
            EnterBill.Referral referral,
            String referralSentence,
            String invoiceNumber,
            EnterBill.Amounts amounts,
            List<ItemView> items,
            List<DiscountView> discounts,
            String discountTotal,
            List<DocumentView> documents,
            List<ExclusionView> exclusions,
            List<EventView> events,
            String refusalReason) {}

    record ReviewItemView(int lineNo, String name, String amount, String unreasonable) {}

    record PanelistView(String expert, String name, boolean answered) {}

    record OpinionView(int lineNo, String expertName, String unreasonable, String reason) {}

    record ReviewView(
            boolean open,
            int round,
            String basisName,
            String aggregationName,
            int minimumExperts,
            List<ReviewItemView> reviewableItems,
            List<ReviewDesk.Candidate> candidates,
            List<ReviewItemView> items,
            List<PanelistView> experts,
            List<OpinionView> opinions) {}

    private final Claims claims;
    private final StayReferrals referrals;
    private final Reviews reviews;
    private final Opinions opinions;
    private final ReviewDesk reviewDesk;
    private final ReviewRules reviewRules;
    private final ExpertPanel panel;
    private final ExclusionArticles exclusionArticles;
    private final ClaimEvents events;
    private final Parties parties;
    private final Roster roster;
    private final Documents documents;
    private final Accumulators accumulators;
    private final StaffNames staff;
    private final SheetViews sheets;
    private final boolean demonstration;

    ClaimViews(
            Claims claims,
            StayReferrals referrals,
            Reviews reviews,
            Opinions opinions,
            ReviewDesk reviewDesk,
            ReviewRules reviewRules,
            ExpertPanel panel,
            ExclusionArticles exclusionArticles,
            ClaimEvents events,
            Parties parties,
            Roster roster,
            Documents documents,
            Accumulators accumulators,
            StaffNames staff,
            SheetViews sheets,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.claims = claims;
        this.referrals = referrals;
        this.reviews = reviews;
        this.opinions = opinions;
        this.reviewDesk = reviewDesk;
        this.reviewRules = reviewRules;
        this.panel = panel;
        this.exclusionArticles = exclusionArticles;
        this.events = events;
        this.parties = parties;
        this.roster = roster;
        this.documents = documents;
        this.accumulators = accumulators;
        this.staff = staff;
        this.sheets = sheets;
        this.demonstration = demonstration;
    }

    ClaimView claim(ClaimId id, CurrentUser user) {
        Claim claim = claims.findById(id.value()).orElseThrow();
        Bill bill = claim.bill();
        boolean blind = ClaimAccess.isExpertOnly(user);
        return new ClaimView(
                id.toString(),
                claim.caseNumber(),
                claim.state().name(),
                claim.state().chineseName(),
                claim.area().chineseName(),
                blind ? null : person(claim.area(), bill),
                hospital(bill.hospitalCode(), bill.dischargedOn()),
                bill.careType(),
                CareType.valueOf(bill.careType()).chineseName(),
                bill.admittedOn(),
                bill.dischargedOn(),
                bill.diagnosis(),
                bill.diseases().stream().map(Disease::valueOf).map(d -> new Coded(d.name(), d.chineseName())).toList(),
                bill.insured(),
                bill.treatedAsInpatient(),
                bill.emergency(),
                new EnterBill.Referral(
                        bill.referralStatus(), bill.referralTier2Hospital(), bill.referralTier3Hospital()),
                referrals.of(claim).sentence(),
                blind ? null : bill.invoiceNumber(),
                amounts(bill.amounts()),
                bill.items().stream()
                        .map(i -> new ItemView(
                                i.lineNo(),
                                i.name(),
                                i.catalogueClass(),
                                i.selfPaid(),
                                i.amount().toString(),
                                i.exclusionCode(),
                                i.exclusionException(),
                                i.charge(),
                                i.referencePrice() == null ? null : i.referencePrice().toString()))
                        .toList(),
                discounts(OwedDiscount.of(bill.items())),
                OwedDiscount.sum(OwedDiscount.of(bill.items())).toString(),
                // A scanned slip carries the patient's name: not for experts, who judge without knowing whom.
                blind ? List.of() : documents(id, user),
                claim.exclusions().stream()
                        .map(e -> new ExclusionView(
                                e.itemLineNo(),
                                e.code(),
                                e.inScope().toString(),
                                e.selfPaid().toString(),
                                e.upheld(),
                                e.reason(),
                                staff.displayName(e.decidedBy())))
                        .toList(),
                blind ? List.of() : eventViews(id),
                claim.refusalReason());
    }

    ReviewView review(ClaimId id, CurrentUser user) {
        Claim claim = claims.findById(id.value()).orElseThrow();
        Optional<Review> current = reviews.findFirstByClaimIdOrderByRoundDesc(id.value());
        boolean expertOnly = ClaimAccess.isExpertOnly(user);
        List<Opinions.Opinion> given = current.map(r -> opinions.of(r.id())).orElse(List.of());
        List<String> experts = current.map(Review::experts).orElse(List.of());
        Map<String, Long> answers =
                given.stream().collect(Collectors.groupingBy(Opinions.Opinion::expert, Collectors.counting()));
        int items = current.map(r -> r.items().size()).orElse(0);
        Function<String, Boolean> answered = expert -> answers.getOrDefault(expert, 0L) == items;
        boolean allAnswered = !experts.isEmpty() && experts.stream().allMatch(answered::apply);
        return new ReviewView(
                current.map(Review::isOpen).orElse(false),
                current.map(Review::round).orElse(0),
                current.map(r -> ClaimWording.basis(r.basis())).orElse(""),
                ClaimWording.aggregation(
                        current.map(Review::aggregation).orElseGet(() -> reviewRules.aggregation(claim.area()))),
                reviewRules.minimumExperts(claim.area()),
                expertOnly
                        ? List.of()
                        : reviewDesk.reviewableItems(id).stream()
                                .map(i -> new ReviewItemView(i.lineNo(), i.name(), i.amount().toString(), null))
                                .toList(),
                expertOnly ? List.of() : reviewDesk.candidates(id),
                current.map(Review::items).orElse(List.of()).stream()
                        .map(i -> new ReviewItemView(
                                i.lineNo(),
                                i.name(),
                                i.amount().toString(),
                                i.unreasonable() == null ? null : i.unreasonable().toString()))
                        .toList(),
                expertOnly
                        ? List.of()
                        : experts.stream()
                                .map(e -> new PanelistView(e, staff.displayName(e), answered.apply(e)))
                                .toList(),
                // Nobody reads an opinion while others still have to form theirs.
                expertOnly || !allAnswered
                        ? List.of()
                        : given.stream()
                                .filter(o -> experts.contains(o.expert()))
                                .map(o -> new OpinionView(
                                        o.lineNo(),
                                        staff.displayName(o.expert()),
                                        o.unreasonable().toString(),
                                        o.reason()))
                                .toList());
    }

    Optional<Object> sheet(ClaimId id) {
        return sheets.latest(id).map(Object.class::cast);
    }

    Map<String, String> accumulators(Person person, int year) {
        Map<String, String> used = new TreeMap<>();
        accumulators.used(person.id(), year).forEach((key, amount) -> used.put(key, amount.toString()));
        return used;
    }

    /** @param claim the running case the form belongs to, which keeps the articles it started with */
    Object formOptions(CurrentUser user, Optional<ClaimId> claim) {
        List<Map<String, Object>> articles = new ArrayList<>();
        for (ExclusionArticles.Article article : exclusionArticles.of(user.office(), claim).articles()) {
            Map<String, Object> view = new TreeMap<>();
            view.put("code", article.code());
            view.put("statement", article.statement());
            view.put("exceptionStatement", article.exceptionStatement().orElse(null));
            view.put("selectable", article.selectable());
            view.put("document", article.citation().document());
            view.put("article", article.citation().article());
            articles.add(view);
        }
        Map<String, Object> options = new TreeMap<>();
        options.put("area", user.office().tenantId());
        options.put("areaName", user.office().chineseName());
        options.put("demonstration", demonstration);
        options.put("userName", user.displayName());
        options.put("groups", user.groups());
        options.put(
                "careTypes",
                java.util.Arrays.stream(CareType.values()).map(c -> new Coded(c.name(), c.chineseName())).toList());
        options.put(
                "diseases",
                java.util.Arrays.stream(Disease.values()).map(d -> new Coded(d.name(), d.chineseName())).toList());
        options.put("catalogueClasses", ClaimWording.CATALOGUE_CLASSES.entrySet().stream()
                .map(e -> new Coded(e.getKey(), e.getValue()))
                .toList());
        options.put(
                "charges",
                DiscountsGiven.known(user.office())
                        ? java.util.Arrays.stream(ChargeKind.values()).map(c -> new Coded(c.name(), c.chineseName())).toList()
                        : List.of());
        options.put("basis", ClaimArticles.afterTheFact(user.office()).toString());
        options.put(
                "articles",
                Map.of(
                        "review", ProcedureParameter.MINIMUM_EXPERTS.basis(user.office()).toString(),
                        "referral", ReferralParameter.VALID_DAYS.basis(user.office()).toString()));
        options.put("referralStatuses", List.of(new Coded("NONE", "未备案"), new Coded("FILED", "已备案")));
        options.put("exclusionArticles", articles);
        options.put("lineNames", ClaimWording.LINES);
        options.put("payerNames", ClaimWording.PAYERS);
        options.put("reasonNames", ClaimWording.REASONS);
        options.put("accumulatorNames", ClaimWording.ACCUMULATORS);
        return options;
    }

    /** What the provider of a typed bill owes, and what is left to calculate on, for the live preview. */
    Object discounts(Bill bill) {
        Map<String, Object> view = new TreeMap<>();
        view.put("amounts", amounts(bill.due()));
        view.put("discounts", discounts(OwedDiscount.of(bill.items())));
        return view;
    }

    private static List<DiscountView> discounts(List<OwedDiscount> owed) {
        return owed.stream()
                .map(one -> new DiscountView(
                        one.lineNo(), one.discount().name(), one.amount().toString(), one.sentence()))
                .toList();
    }

    private PersonView person(PoolingArea area, Bill bill) {
        Person person = parties.person(area, bill.person()).orElseThrow();
        return new PersonView(
                person.id().toString(),
                person.name(),
                person.residentId().masked(),
                person.division().value(),
                Divisions.nameOf(person.division()).orElse(person.division().value()),
                roster.categoriesOn(person.id(), bill.dischargedOn()).stream()
                        .map(c -> new CategoryView(
                                c.category().name(),
                                c.category().chineseName(),
                                c.period().from(),
                                c.period().to(),
                                c.sourceDocument()))
                        .toList());
    }

    private HospitalView hospital(String code, LocalDate day) {
        Hospital hospital = parties.hospital(code).orElseThrow();
        return new HospitalView(
                hospital.code(),
                hospital.name(),
                hospital.level(),
                hospital.division().value(),
                Divisions.nameOf(hospital.division()).orElse(hospital.division().value()),
                hospital.designatedOn(day));
    }

    private List<DocumentView> documents(ClaimId id, CurrentUser user) {
        return documents.attachedTo(user, ClaimDesk.subject(id)).stream()
                .map(d -> new DocumentView(d.id().toString(), d.fileName(), d.type().mediaType(), d.sizeBytes()))
                .toList();
    }

    private List<EventView> eventViews(ClaimId id) {
        return events.of(id).stream()
                .map(e -> new EventView(
                        e.kind(),
                        ClaimWording.EVENTS.getOrDefault(e.kind(), e.kind()),
                        e.outcome(),
                        ClaimWording.OUTCOMES.getOrDefault(String.valueOf(e.outcome()), ""),
                        e.reason(),
                        staff.displayName(e.by()),
                        e.at()))
                .toList();
    }

    private static EnterBill.Amounts amounts(Bill.BillAmounts a) {
        Function<Money, String> text = Money::toString;
        return new EnterBill.Amounts(
                text.apply(a.total()),
                text.apply(a.inScope()),
                text.apply(a.deductible()),
                text.apply(a.basicPaid()),
                text.apply(a.criticalIllnessPaid()),
                text.apply(a.supplementaryPaid()),
                text.apply(a.selfPaid()));
    }
}
