package org.medaid.policy.process;

/** A rule file says something that cannot be carried out. Never happens with a file that passed {@link RuleCheck}. */
class UnusableRule extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String decision;
    private final String row;

    /**
     * @param decision the decision's key
     * @param row the id of the row or column
     * @param message plain Chinese
     */
    UnusableRule(String decision, String row, String message) {
        super(message);
        this.decision = decision;
        this.row = row;
    }

    String decision() {
        return decision;
    }

    String row() {
        return row;
    }
}
