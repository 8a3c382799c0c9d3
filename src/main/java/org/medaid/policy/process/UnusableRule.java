package org.medaid.policy.process;

import org.medaid.engine.ExpressionFailure;

/** A rule file says something that cannot be carried out. Never happens with a file that passed {@link RuleCheck}. */
class UnusableRule extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String decision;
    private final String row;
    private final String expression;

    /**
     * @param decision the decision's key
     * @param row the id of the row or column
     * @param message plain Chinese
     */
    UnusableRule(String decision, String row, String message) {
        super(message);
        this.decision = decision;
        this.row = row;
        this.expression = null;
    }

    /** An expression somewhere in the table failed. */
    UnusableRule(String decision, ExpressionFailure failure) {
        super(failure.getMessage(), failure);
        this.decision = decision;
        this.row = decision;
        this.expression = failure.expression();
    }

    /** The expression that failed, or null. */
    String expression() {
        return expression;
    }

    String decision() {
        return decision;
    }

    String row() {
        return row;
    }
}
