package org.medaid.workbench.figures;

import java.util.Map;

/** What processes and their steps are called on screen. */
public interface StepNames {

    /**
     * @param process the process's name
     * @param steps a step's id → its label
     */
    record Names(String process, Map<String, String> steps) {

        public String step(String id) {
            return steps.getOrDefault(id, id);
        }
    }

    /** By the id of the process. */
    Map<String, Names> all();

    static Names of(Map<String, Names> all, String process) {
        return all.getOrDefault(process, new Names(process, Map.of()));
    }
}
