package org.medaid.engine;

/** An expression in a decision table cannot be parsed or comes to nothing. */
public class ExpressionFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String expression;

    ExpressionFailure(String expression, String message) {
        super("“" + expression + "”" + message);
        this.expression = expression;
    }

    /** The expression as it is written in the table. */
    public String expression() {
        return expression;
    }
}
