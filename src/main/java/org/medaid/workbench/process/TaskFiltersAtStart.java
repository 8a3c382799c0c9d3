package org.medaid.workbench.process;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Puts every role's filters in place before the first of them is looked for. */
@Component
class TaskFiltersAtStart implements SmartInitializingSingleton {

    private final TaskFilters filters;

    TaskFiltersAtStart(TaskFilters filters) {
        this.filters = filters;
    }

    /** When all beans exist and the web server has not opened its port. */
    @Override
    public void afterSingletonsInstantiated() {
        filters.establish();
    }
}
