package org.medaid.settlement.statement;

import java.util.List;

/** What somebody hands in about a statement. */
public sealed interface StatementStep {

    String decision();

    /**
     * 核对结算单, by the hospital.
     *
     * @param decision {@code CONFIRMED} or {@code DISPUTED}
     * @param disputes the lines that are not accepted
     * @param note on whose word the office confirms for the hospital, where it does
     */
    record ConfirmStatement(String decision, List<Dispute> disputes, String note) implements StatementStep {

        public record Dispute(Integer lineNo, String reason) {}

        public ConfirmStatement {
            disputes = disputes == null ? List.of() : List.copyOf(disputes);
        }
    }

    /** 复核争议: every disputed line is upheld ({@code UPHELD}) or rejected ({@code REJECTED}), with the reason. */
    record ReviewDisputes(List<Ruling> rulings) implements StatementStep {

        public record Ruling(Integer lineNo, String decision, String reason) {}

        public ReviewDisputes {
            rulings = rulings == null ? List.of() : List.copyOf(rulings);
        }

        @Override
        public String decision() {
            return "REVIEWED";
        }
    }

    /** 经办审批. @param decision {@code APPROVED}, or {@code SENT_BACK} to the hospital */
    record ApproveStatement(String decision, String reason) implements StatementStep {}

    /** 卫生健康部门审核 of the self-paid part. @param decision {@code AGREED}, or {@code SENT_BACK} to the agency */
    record ReviewSelfPaid(String decision, String reason) implements StatementStep {}

    /** 财政审批. @param decision {@code APPROVED}, or {@code SENT_BACK} to the agency */
    record FinanceApproval(String decision, String reason) implements StatementStep {}
}
