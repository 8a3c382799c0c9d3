package org.medaid.engine;

/**
 * The application cannot start as things are, and a person has to do something about it.
 *
 * <p>Shown to whoever starts the application as two plain sentences in Chinese, without a stack trace: see
 * {@link StartRefusedAnalyzer}.
 */
public final class StartRefused extends RuntimeException {

    private final String action;

    /**
     * @param description what is wrong, for the person who starts the application
     * @param action what this person can do
     */
    public StartRefused(String description, String action) {
        super(description);
        this.action = action;
    }

    /** What the person who starts the application can do. */
    public String action() {
        return action;
    }
}
