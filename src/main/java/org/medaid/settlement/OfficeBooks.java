package org.medaid.settlement;

import java.time.YearMonth;
import java.util.List;
import org.medaid.api.FieldProblem;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.Clause;
import org.medaid.ledger.FundLedger;
import org.medaid.ledger.MonthClosing;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.PolicyOfficers;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who of an office may read its books, and how a month of them is closed. */
@Service
@Transactional
@Clause("M5")
public class OfficeBooks {

    private final FundLedger ledger;
    private final AuditTrail audit;

    OfficeBooks(FundLedger ledger, AuditTrail audit) {
        this.ledger = ledger;
        this.audit = audit;
    }

    /** The office's managers, auditors and policy officers read its books. */
    public static boolean mayRead(CurrentUser user) {
        return user.area().isPresent() && PolicyOfficers.mayRead(user);
    }

    /** Its managers close a month. */
    public static boolean mayClose(CurrentUser user) {
        return user.area().isPresent() && user.isIn(Groups.AGENCY_MANAGER);
    }

    /**
     * Closes a month of the user's office for good.
     *
     * @return why not; empty when it is closed
     */
    public List<FieldProblem> close(CurrentUser user, YearMonth month) {
        if (!mayClose(user)) {
            return List.of(new FieldProblem("", "FORBIDDEN", "只有负责人可以结账。"));
        }
        MonthClosing answer = ledger.closeMonth(user.office(), month, user.id());
        if (answer instanceof MonthClosing.Refused refused) {
            return List.of(new FieldProblem("month", refused.reason().name(), refused.reason().message()));
        }
        MonthClosing.Closed closed = (MonthClosing.Closed) answer;
        audit.record(AuditEntry.of(user.id(), user.office(), "LEDGER_MONTH_CLOSED", "LEDGER_MONTH", month)
                .with("transfers", closed.transfers()));
        return List.of();
    }
}
