package org.medaid.settlement;

import java.time.YearMonth;
import java.util.List;
import org.medaid.api.FieldProblem;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.Clause;
import org.medaid.ledger.ClosingAnswer;
import org.medaid.ledger.Closings;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.PolicyOfficers;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who of an office may read its books, and how two people close a month or a year of them. */
@Service
@Transactional
@Clause("M5")
public class OfficeBooks {

    private final Closings closings;
    private final AuditTrail audit;

    OfficeBooks(Closings closings, AuditTrail audit) {
        this.closings = closings;
        this.audit = audit;
    }

    /** The office's managers, auditors and policy officers read its books, and so does its finance department. */
    public static boolean mayRead(CurrentUser user) {
        return user.area().isPresent() && (PolicyOfficers.mayRead(user) || user.isIn(Groups.DEPARTMENT_FINANCE));
    }

    /** Its managers and its finance department propose and confirm a closing. */
    public static boolean mayClose(CurrentUser user) {
        return user.area().isPresent() && (user.isIn(Groups.AGENCY_MANAGER) || user.isIn(Groups.DEPARTMENT_FINANCE));
    }

    /**
     * Proposes to close a month of the user's office.
     *
     * @return why not; empty when it waits for somebody else's confirmation
     */
    public List<FieldProblem> propose(CurrentUser user, YearMonth month) {
        return mayClose(user)
                ? answer(user, "LEDGER_MONTH", month, closings.proposeMonth(user.office(), month, user.id()))
                : forbidden();
    }

    /**
     * Closes a month of the user's office for good, as somebody else proposed it.
     *
     * @return why not; empty when it is closed
     */
    public List<FieldProblem> confirm(CurrentUser user, YearMonth month) {
        return mayClose(user)
                ? answer(user, "LEDGER_MONTH", month, closings.confirmMonth(user.office(), month, user.id()))
                : forbidden();
    }

    /** As {@link #propose}, for a year. */
    public List<FieldProblem> proposeYear(CurrentUser user, int year) {
        return mayClose(user)
                ? answer(user, "LEDGER_YEAR", year, closings.proposeYear(user.office(), year, user.id()))
                : forbidden();
    }

    /** As {@link #confirm}, for a year: its balances then stand in the year after it. */
    public List<FieldProblem> confirmYear(CurrentUser user, int year) {
        return mayClose(user)
                ? answer(user, "LEDGER_YEAR", year, closings.confirmYear(user.office(), year, user.id()))
                : forbidden();
    }

    private List<FieldProblem> answer(CurrentUser user, String subject, Object period, ClosingAnswer answer) {
        if (answer instanceof ClosingAnswer.Refused refused) {
            return List.of(new FieldProblem("period", refused.reason().name(), refused.reason().message()));
        }
        if (answer instanceof ClosingAnswer.PostedSince since) {
            return List.of(new FieldProblem(
                    "period",
                    "POSTED_SINCE",
                    "提出结账后账目有变动：提出时" + sums(since.proposed()) + "，现在" + sums(since.now()) + "。请核对后重新提出结账。"));
        }
        boolean closed = answer instanceof ClosingAnswer.Closed;
        ClosingAnswer.Sums sums = closed
                ? ((ClosingAnswer.Closed) answer).sums()
                : ((ClosingAnswer.Proposed) answer).sums();
        audit.record(AuditEntry.of(
                        user.id(), user.office(), subject + (closed ? "_CLOSED" : "_CLOSING_PROPOSED"), subject, period)
                .with("transfers", sums.transfers())
                .with("debit", sums.debit()));
        return List.of();
    }

    private static String sums(ClosingAnswer.Sums sums) {
        return "共" + sums.transfers() + "笔、借方合计" + sums.debit() + "元";
    }

    private static List<FieldProblem> forbidden() {
        return List.of(new FieldProblem("", "FORBIDDEN", "只有负责人和财政部门可以结账。"));
    }
}
