package org.medaid.claim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.claim.model.BillItem;
import org.medaid.claim.model.Claim;
import org.medaid.claim.model.Review;
import org.medaid.claim.persistence.ClaimEvents;
import org.medaid.claim.persistence.Claims;
import org.medaid.claim.persistence.ExpertTies;
import org.medaid.claim.persistence.Opinions;
import org.medaid.claim.persistence.Reviews;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.security.CurrentUser;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The expert review of self-paid cost over the threshold: who judges, what they judge, and what comes of it.
 *
 * <p>江人社发〔2018〕567号 五(三): cost found unreasonable is borne by the hospital inside the city, by the person outside.
 */
@Service
@Transactional
@Clause("C12")
public class ReviewDesk {

    /** The line that stands for all self-paid cost when a bill was entered with totals only. */
    static final int TOTALS_LINE = 0;

    private static final int LONGEST_NOTE = 500;

    private final Claims claims;
    private final Reviews reviews;
    private final Opinions opinions;
    private final ExpertTies ties;
    private final ExpertPanel panel;
    private final ReviewRules rules;
    private final ClaimEvents events;
    private final ClaimCourse course;
    private final AuditTrail audit;
    private final BusinessClock clock;

    ReviewDesk(
            Claims claims,
            Reviews reviews,
            Opinions opinions,
            ExpertTies ties,
            ExpertPanel panel,
            ReviewRules rules,
            ClaimEvents events,
            ClaimCourse course,
            AuditTrail audit,
            BusinessClock clock) {
        this.claims = claims;
        this.reviews = reviews;
        this.opinions = opinions;
        this.ties = ties;
        this.panel = panel;
        this.rules = rules;
        this.events = events;
        this.course = course;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param tie why the expert must not judge this hospital; null where there is no tie
     */
    public record Candidate(String expert, String name, String tie) {}

    /** One self-paid item that can be put before the experts. */
    public record ReviewableItem(int lineNo, String name, Money amount) {}

    /** The office's experts, those tied to the treating hospital marked with the reason. */
    @Transactional(readOnly = true)
    public List<Candidate> candidates(ClaimId id) {
        Claim claim = claim(id);
        Map<String, String> tied = ties.to(claim.bill().hospitalCode());
        return panel.experts(claim.area()).stream()
                .map(e -> new Candidate(e.id(), e.name(), tied.get(e.id())))
                .toList();
    }

    @Transactional(readOnly = true)
    public List<ReviewableItem> reviewableItems(ClaimId id) {
        return reviewable(claim(id));
    }

    /** Whether a draft would be accepted; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(ClaimId id, DrawUpReview command) {
        Claim claim = claim(id);
        List<FieldProblem> problems = new ArrayList<>();
        int minimum = rules.minimumExperts(claim.area());
        Set<String> chosen = new HashSet<>(command.experts());
        if (chosen.size() < minimum || chosen.size() != command.experts().size()) {
            problems.add(new FieldProblem("experts", "TOO_FEW_EXPERTS", "请至少选择" + minimum + "名不同的专家。"));
        }
        Map<String, String> tied = ties.to(claim.bill().hospitalCode());
        Set<String> known =
                panel.experts(claim.area()).stream().map(ExpertPanel.Expert::id).collect(Collectors.toSet());
        for (String expert : chosen) {
            if (!known.contains(expert)) {
                problems.add(new FieldProblem("experts", "UNKNOWN_EXPERT", "所选专家不在本统筹区专家库中。"));
            } else if (tied.containsKey(expert)) {
                problems.add(new FieldProblem(
                        "experts", "EXPERT_TIED", "所选专家与收治医院有利害关系，应当回避：" + tied.get(expert)));
            }
        }
        Set<Integer> lines =
                reviewable(claim).stream().map(ReviewableItem::lineNo).collect(Collectors.toSet());
        if (command.items().isEmpty()) {
            problems.add(new FieldProblem("items", "NO_ITEMS", "请至少选择一个需要评审的自费项目。"));
        } else if (!lines.containsAll(command.items())) {
            problems.add(new FieldProblem("items", "UNKNOWN_ITEM", "所选项目不在本单据的自费项目中。"));
        }
        return problems;
    }

    public Outcome<ClaimId> drawUp(ClaimId id, DrawUpReview command, CurrentUser user) {
        List<FieldProblem> problems = check(id, command);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        Claim claim = claim(id);
        claim.openReview();
        int round = reviews.findByClaimIdOrderByRound(id.value()).size() + 1;
        Set<Integer> lines = new HashSet<>(command.items());
        List<Review.Item> items = reviewable(claim).stream()
                .filter(item -> lines.contains(item.lineNo()))
                .map(item -> new Review.Item(item.lineNo(), item.name(), item.amount()))
                .toList();
        Review.Basis basis =
                claim.bill().careType().equals("SPECIAL_OUTPATIENT") ? Review.Basis.MONTH : Review.Basis.STAY;
        reviews.save(new Review(
                UUID.randomUUID(),
                id,
                round,
                basis,
                rules.aggregation(claim.area()),
                items,
                command.experts(),
                user.id(),
                clock.now()));
        events.add(id, "REVIEW_DRAWN_UP", null, null, user.id());
        audit.record(AuditEntry.of(user.id(), claim.area(), "REVIEW_DRAWN_UP", "CLAIM", id)
                .with("experts", command.experts())
                .with("round", round));
        return Outcome.done(id);
    }

    /** The experts whose opinion is asked for in the open review. */
    @Transactional(readOnly = true)
    public List<String> experts(ClaimId id) {
        return open(id).experts();
    }

    /** Whether an opinion would be accepted; changes nothing. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(ClaimId id, GiveOpinion command, CurrentUser user) {
        Review review = open(id);
        List<FieldProblem> problems = new ArrayList<>();
        if (!review.experts().contains(user.id())) {
            problems.add(new FieldProblem("", "NOT_ON_PANEL", "您不是本次评审的专家，不能提出意见。"));
            return problems;
        }
        Map<Integer, GiveOpinion.ItemOpinion> given = command.opinions().stream()
                .filter(o -> o.lineNo() != null)
                .collect(Collectors.toMap(GiveOpinion.ItemOpinion::lineNo, o -> o, (first, second) -> second));
        for (Review.Item item : review.items()) {
            String field = "opinions." + item.lineNo();
            GiveOpinion.ItemOpinion opinion = given.get(item.lineNo());
            if (opinion == null) {
                problems.add(new FieldProblem(field, "OPINION_MISSING", "请对本项目提出意见。"));
                continue;
            }
            Money reasonable = Typed.amount(opinion.reasonable());
            Money unreasonable = Typed.amount(opinion.unreasonable());
            if (reasonable == null || unreasonable == null) {
                problems.add(new FieldProblem(
                        field + ".unreasonable", "AMOUNT_INVALID", "请填写金额，最多两位小数，不能为负数。"));
            } else if (!reasonable.plus(unreasonable).equals(item.amount())) {
                problems.add(new FieldProblem(
                        field + ".unreasonable", "PARTS_DO_NOT_ADD_UP", "合理金额与不合理金额之和应等于项目金额" + item.amount() + "元。"));
            }
            if (opinion.reason() == null || opinion.reason().isBlank()) {
                problems.add(new FieldProblem(field + ".reason", "REASON_MISSING", "请填写理由。"));
            }
        }
        return problems;
    }

    public Outcome<ClaimId> giveOpinion(ClaimId id, GiveOpinion command, CurrentUser user) {
        List<FieldProblem> problems = check(id, command, user);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        Review review = open(id);
        boolean answered = opinions.of(review.id()).stream().anyMatch(o -> o.expert().equals(user.id()));
        if (answered) {
            return Outcome.refused("", "OPINION_GIVEN", "您已经提出过意见，不能重复提交。");
        }
        for (GiveOpinion.ItemOpinion opinion : command.opinions()) {
            opinions.add(
                    review.id(),
                    new Opinions.Opinion(
                            user.id(), opinion.lineNo(), Money.parse(opinion.unreasonable()), opinion.reason().strip()));
        }
        events.add(id, "OPINION_GIVEN", null, null, user.id());
        audit.record(AuditEntry.of(user.id(), claim(id).area(), "OPINION_GIVEN", "CLAIM", id).with("round", review.round()));
        return Outcome.done(id);
    }

    /** Whether the review can be closed: everybody on the panel has answered for every item. */
    @Transactional(readOnly = true)
    public List<FieldProblem> check(ClaimId id, CloseReview command) {
        Review review = open(id);
        List<String> experts = review.experts();
        Map<Integer, List<Money>> figures = figures(review);
        boolean complete = review.items().stream()
                .allMatch(item -> figures.getOrDefault(item.lineNo(), List.of()).size() == experts.size());
        if (!complete) {
            return List.of(new FieldProblem("", "OPINIONS_MISSING", "还有专家没有提出意见，暂不能结束评审。"));
        }
        return command.note() != null && command.note().strip().length() > LONGEST_NOTE
                ? List.of(new FieldProblem("note", "TEXT_TOO_LONG", "结束说明不能超过" + LONGEST_NOTE + "个字。"))
                : List.of();
    }

    /** Closes the review; the figures follow from the opinions and the office's way of putting them together. */
    public Outcome<ClaimId> close(ClaimId id, CloseReview command, CurrentUser user) {
        List<FieldProblem> problems = check(id, command);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        Review review = open(id);
        String note = command.note() == null ? "" : command.note().strip();
        review.close(figures(review), note, user.id(), clock.now());
        Claim claim = claim(id);
        claim.closeReview();
        events.add(id, "REVIEW_CLOSED", null, note, user.id());
        audit.record(AuditEntry.of(user.id(), claim.area(), "REVIEW_CLOSED", "CLAIM", id).with("round", review.round()));
        return Outcome.done(id);
    }

    /** Missing opinions are pointed out to the experts who owe them. */
    public void remind(ClaimId id) {
        Review review = open(id);
        review.reminded(clock.now());
        course.opinionsUrgent(id);
        events.add(id, "EXPERTS_REMINDED", null, null, AuditEntry.SYSTEM);
    }

    @Transactional(readOnly = true)
    public List<FieldProblem> check(ClaimId id, HandleOverdueReview command) {
        List<FieldProblem> problems = new ArrayList<>();
        if (closedMeanwhile(id)) {
            return problems;
        }
        Review review = open(id);
        Claim claim = claim(id);
        Set<String> answered = opinions.of(review.id()).stream()
                .map(Opinions.Opinion::expert)
                .collect(Collectors.toSet());
        Map<String, String> tied = ties.to(claim.bill().hospitalCode());
        Set<String> known =
                panel.experts(claim.area()).stream().map(ExpertPanel.Expert::id).collect(Collectors.toSet());
        Set<String> successors = new HashSet<>();
        Set<String> everOnPanel = new HashSet<>(review.everOnPanel());
        for (int i = 0; i < command.replacements().size(); i++) {
            HandleOverdueReview.Replacement replacement = command.replacements().get(i);
            String field = "replacements." + i;
            if (!review.experts().contains(replacement.expert()) || answered.contains(replacement.expert())) {
                problems.add(new FieldProblem(field + ".expert", "NOT_REPLACEABLE", "该专家不在本次评审中，或已提出意见。"));
            }
            if (!known.contains(replacement.by())
                    || everOnPanel.contains(replacement.by())
                    || !successors.add(replacement.by())) {
                problems.add(new FieldProblem(field + ".by", "UNKNOWN_EXPERT", "请选择专家库中未参加本次评审的专家。"));
            } else if (tied.containsKey(replacement.by())) {
                problems.add(new FieldProblem(
                        field + ".by", "EXPERT_TIED", "所选专家与收治医院有利害关系，应当回避：" + tied.get(replacement.by())));
            }
        }
        return problems;
    }

    /** Replaces experts who have not answered, or lets them have more time. */
    public Outcome<ClaimId> handleOverdue(ClaimId id, HandleOverdueReview command, CurrentUser user) {
        List<FieldProblem> problems = check(id, command);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        if (closedMeanwhile(id)) {
            return Outcome.done(id);
        }
        Review review = open(id);
        review.escalated(clock.now());
        for (HandleOverdueReview.Replacement replacement : command.replacements()) {
            review.replace(replacement.expert(), replacement.by());
            course.expertReplaced(id, replacement.expert(), replacement.by());
            audit.record(AuditEntry.of(user.id(), claim(id).area(), "EXPERT_REPLACED", "CLAIM", id)
                    .with("expert", replacement.expert())
                    .with("by", replacement.by()));
        }
        events.add(id, "OVERDUE_REVIEW_HANDLED", null, command.note(), user.id());
        return Outcome.done(id);
    }

    private Map<Integer, List<Money>> figures(Review review) {
        List<String> experts = review.experts();
        return opinions.of(review.id()).stream()
                .filter(o -> experts.contains(o.expert()))
                .collect(Collectors.groupingBy(
                        Opinions.Opinion::lineNo,
                        Collectors.mapping(Opinions.Opinion::unreasonable, Collectors.toList())));
    }

    /** The last opinion can arrive while somebody looks at the overdue list: then nothing is left to do. */
    private boolean closedMeanwhile(ClaimId id) {
        return reviews.findFirstByClaimIdOrderByRoundDesc(id.value())
                .filter(Review::isOpen)
                .isEmpty();
    }

    private List<ReviewableItem> reviewable(Claim claim) {
        List<ReviewableItem> items = claim.bill().items().stream()
                .filter(item -> item.selfPaid() && item.due().isPositive())
                .map(item -> new ReviewableItem(item.lineNo(), item.name(), item.due()))
                .toList();
        return items.isEmpty()
                ? List.of(new ReviewableItem(TOTALS_LINE, "自费费用合计", claim.bill().due().selfPaid()))
                : items;
    }

    private Claim claim(ClaimId id) {
        return claims.findById(id.value()).orElseThrow();
    }

    private Review open(ClaimId id) {
        return reviews.findFirstByClaimIdOrderByRoundDesc(id.value())
                .filter(Review::isOpen)
                .orElseThrow(() -> new IllegalStateException("no review is open"));
    }
}
