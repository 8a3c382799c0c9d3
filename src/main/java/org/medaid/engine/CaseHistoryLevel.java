package org.medaid.engine;

import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;

/**
 * Full history without form fields.
 *
 * <p>A form hands its payload to the application in a transient variable. The engine would still copy it, as a form
 * field, into its history detail; names, identity numbers and diagnoses must not stay there.
 */
final class CaseHistoryLevel implements HistoryLevel {

    static final String NAME = "case";

    /** Stored in the engine's property table: must never change, and must differ from the built-in 0 to 3. */
    private static final int ID = 20;

    @Override
    public int getId() {
        return ID;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean isHistoryEventProduced(HistoryEventType eventType, Object entity) {
        return eventType != HistoryEventTypes.FORM_PROPERTY_UPDATE
                && HistoryLevel.HISTORY_LEVEL_FULL.isHistoryEventProduced(eventType, entity);
    }
}
