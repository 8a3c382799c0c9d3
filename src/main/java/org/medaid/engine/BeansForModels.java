package org.medaid.engine;

import java.util.AbstractMap;
import java.util.Set;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.ApplicationContext;

/**
 * What a model's expression can name: the application's own beans, and none of the frameworks' beneath it (data sources,
 * transaction managers, the context itself).
 */
final class BeansForModels extends AbstractMap<Object, Object> {

    private static final String OWN = "org.medaid.";

    private final ApplicationContext context;

    BeansForModels(ApplicationContext context) {
        this.context = context;
    }

    @Override
    public boolean containsKey(Object name) {
        if (!(name instanceof String bean) || !context.containsBean(bean)) {
            return false;
        }
        Class<?> type = context.getType(bean);
        if (type == JavaDelegate.class) {
            // Until it is made, a delegate written as a lambda is known by the engine's name for it.
            type = context.getBean(bean).getClass();
        }
        return type != null && type.getName().startsWith(OWN);
    }

    @Override
    public Object get(Object name) {
        return containsKey(name) ? context.getBean((String) name) : null;
    }

    /** Beans are looked up by name, never listed: to list them would create them all. */
    @Override
    public Set<Entry<Object, Object>> entrySet() {
        return Set.of();
    }
}
