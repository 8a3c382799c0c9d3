package org.medaid.roster;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.roster.persistence.LargeCostRows;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The office's working list of people with large medical costs who are in no category. Nobody leaves it without an outcome
 * that says who looked into it, when, and what came of it.
 */
@Service
@Transactional
@Clause("S2")
public class LargeCostDesk {

    private static final Citation BASIS = new Citation("鲁医保发〔2020〕79号", "四(一)");
    private static final int MOST_SHOWN = 1_000;
    private static final int LONGEST_REASON = 500;
    private static final int LONGEST_DOCUMENT = 100;

    private final LargeCostRows rows;
    private final List<LargeCosts> sources;
    private final Parties parties;
    private final AuditTrail audit;
    private final BusinessClock clock;

    LargeCostDesk(
            LargeCostRows rows, List<LargeCosts> sources, Parties parties, AuditTrail audit, BusinessClock clock) {
        this.rows = rows;
        this.sources = sources;
        this.parties = parties;
        this.audit = audit;
        this.clock = clock;
    }

    /** The figure in force today. */
    @Transactional(readOnly = true)
    public Optional<LargeCostThreshold> threshold(PoolingArea area) {
        return rows.threshold(area, clock.today());
    }

    /** Enters the office's figure from a day on, or says what is wrong with it. */
    public List<FieldProblem> enterThreshold(CurrentUser user, String amount, String from, String documentNumber) {
        List<FieldProblem> problems = new ArrayList<>();
        if (!user.isIn(Groups.AGENCY_CLERK)) {
            return List.of(new FieldProblem("amount", "NOT_ALLOWED", "您的岗位不能登记标准。"));
        }
        Money figure = Money.ZERO;
        try {
            figure = Money.parse(amount == null ? "" : amount.strip());
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem("amount", "AMOUNT_MALFORMED", "请填写金额，单位为元，最多两位小数。"));
        }
        if (problems.isEmpty() && !figure.isPositive()) {
            problems.add(new FieldProblem("amount", "AMOUNT_NOT_POSITIVE", "金额应大于0。"));
        }
        LocalDate first = null;
        try {
            first = LocalDate.parse(from == null ? "" : from.strip());
        } catch (DateTimeParseException e) {
            problems.add(new FieldProblem("from", "DATE_MALFORMED", "请填写开始日期。"));
        }
        String document = documentNumber == null ? "" : documentNumber.strip();
        if (document.isEmpty() || document.length() > LONGEST_DOCUMENT) {
            problems.add(new FieldProblem("documentNumber", "DOCUMENT_MISSING", "请填写本单位文件的文号，不超过100个字。"));
        }
        if (problems.isEmpty()
                && !rows.add(
                        user.office(), new LargeCostThreshold(first, figure, document, false), user.id(), clock.now())) {
            problems.add(new FieldProblem("from", "DAY_TAKEN", "这一天已登记过标准，请另选开始日期。"));
        }
        if (problems.isEmpty()) {
            audit.record(AuditEntry.of(
                            user.id(), user.office(), "LARGE_COST_THRESHOLD_ENTERED", "OFFICE", user.office().tenantId())
                    .with("from", first)
                    .with("amount", figure)
                    .restingOn(BASIS));
        }
        return problems;
    }

    /**
     * Looks through the office's own bills of a year once more.
     *
     * @return how many people came on the list; empty without a figure of the office, or without the right
     */
    public Optional<Integer> search(CurrentUser user, int year) {
        Optional<LargeCostThreshold> threshold = threshold(user.office());
        if (threshold.isEmpty() || !user.isIn(Groups.AGENCY_CLERK)) {
            return Optional.empty();
        }
        int added = 0;
        for (LargeCosts source : sources) {
            for (LargeCosts.Borne borne : source.of(user.office(), year, threshold.get().amount())) {
                added += parties.person(user.office(), borne.person())
                        .filter(person -> rows.add(
                                user.office(), year, person.residentId(), person.name(), borne.amount(), clock.now()))
                        .map(person -> 1)
                        .orElse(0);
            }
        }
        return Optional.of(added);
    }

    /** The year's list, open rows and large amounts first; only for the office itself. */
    @Transactional(readOnly = true)
    public List<LargeCost> list(CurrentUser user, int year) {
        return EnteringRights.readsAll(user) ? rows.of(user.office(), year, MOST_SHOWN) : List.of();
    }

    /** Closes a row with its outcome, or says why not. */
    public List<FieldProblem> close(CurrentUser user, UUID id, String typedOutcome, String typedReason) {
        Optional<LargeCost> cost = user.area().isEmpty() ? Optional.empty() : rows.find(user.office(), id);
        if (cost.isEmpty() || !user.isIn(Groups.AGENCY_CLERK)) {
            return List.of(new FieldProblem("outcome", "NOT_ALLOWED", "没有找到这一行，或您的岗位不能办理。"));
        }
        Optional<LargeCostOutcome> outcome = LargeCostOutcome.of(typedOutcome);
        if (outcome.isEmpty()) {
            return List.of(new FieldProblem("outcome", "OUTCOME_MISSING", "请选择处理结果。"));
        }
        String reason = typedReason == null ? "" : typedReason.strip();
        if (outcome.get().needsReason() && reason.isEmpty()) {
            return List.of(new FieldProblem("reason", "REASON_MISSING", "请写明理由。"));
        }
        if (reason.length() > LONGEST_REASON) {
            return List.of(new FieldProblem("reason", "REASON_TOO_LONG", "理由不能超过" + LONGEST_REASON + "个字。"));
        }
        if (!rows.close(id, outcome.get(), reason.isEmpty() ? null : reason, user.id(), clock.now())) {
            return List.of(new FieldProblem("outcome", "CLOSED_ALREADY", "这一行已由他人办结，请刷新后查看。"));
        }
        audit.record(AuditEntry.of(user.id(), user.office(), "LARGE_COST_CLOSED", "LARGE_COST", id)
                .with("outcome", outcome.get())
                .restingOn(BASIS));
        return List.of();
    }
}
