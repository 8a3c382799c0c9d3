package org.medaid.claim;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.claim.persistence.RecalculationRows;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.roster.CategoriesBackdated;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Settled bills that would be calculated otherwise now, because the person's categories were changed afterwards with
 * effect on the day of the bill. Each stays on the list until somebody says what was done about it.
 */
@Service
@Clause({"S1", "L4"})
public class Recalculations {

    private static final int LONGEST_REMARK = 500;
    private static final int MOST_SHOWN = 500;

    private final RecalculationRows rows;
    private final AuditTrail audit;
    private final BusinessClock clock;

    Recalculations(RecalculationRows rows, AuditTrail audit, BusinessClock clock) {
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    /** What was done about a bill. */
    public enum Outcome {
        RECALCULATED("已补算"),
        UNCHANGED("核对后待遇不变"),
        RECOVERED("多付部分已追回"),
        NOT_PURSUED("不再处理");

        private final String chineseName;

        Outcome(String chineseName) {
            this.chineseName = chineseName;
        }

        public String chineseName() {
            return chineseName;
        }
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void list(CategoriesBackdated event) {
        rows.add(event.area(), event.change(), event.changes(), clock.now());
    }

    /** The office's list, open ones first. */
    @Transactional(readOnly = true)
    public List<RecalculationRows.Row> of(CurrentUser user) {
        return rows.of(user.office(), MOST_SHOWN);
    }

    /** Closes a row, or says why not. */
    @Transactional
    public List<FieldProblem> close(CurrentUser user, UUID id, String typedOutcome, String typedRemark) {
        if (!user.isIn(Groups.AGENCY_CLERK) && !user.isIn(Groups.AGENCY_CHECKER)) {
            return List.of(new FieldProblem("outcome", "NOT_ALLOWED", "您的岗位不能办理。"));
        }
        Optional<Outcome> outcome = List.of(Outcome.values()).stream()
                .filter(known -> known.name().equals(typedOutcome))
                .findFirst();
        if (outcome.isEmpty()) {
            return List.of(new FieldProblem("outcome", "OUTCOME_MISSING", "请选择处理结果。"));
        }
        String remark = typedRemark == null ? "" : typedRemark.strip();
        if (outcome.get() == Outcome.NOT_PURSUED && remark.isEmpty()) {
            return List.of(new FieldProblem("remark", "REASON_MISSING", "请写明不再处理的理由。"));
        }
        if (remark.length() > LONGEST_REMARK) {
            return List.of(new FieldProblem("remark", "REMARK_TOO_LONG", "说明不能超过" + LONGEST_REMARK + "个字。"));
        }
        if (!rows.close(
                user.office(), id, outcome.get().name(), remark.isEmpty() ? null : remark, user.id(), clock.now())) {
            return List.of(new FieldProblem("outcome", "CLOSED_ALREADY", "这一件已由他人办结，请刷新后查看。"));
        }
        audit.record(AuditEntry.of(user.id(), user.office(), "RECALCULATION_CLOSED", "RECALCULATION", id)
                .with("outcome", outcome.get()));
        return List.of();
    }
}
