package org.medaid;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Makes, right after the start, what the start left for its first use ({@code spring.main.lazy-initialization}): the first
 * clerk does not wait for it, and a part that cannot be made ends the application within seconds, as it would have at the
 * start, and not some day later under somebody's hands.
 */
@Component
class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private final ConfigurableApplicationContext context;

    WarmUp(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Comes after everything else that waits for the end of the start, the engine's job executor among it. */
    @EventListener
    void warmUp(AvailabilityChangeEvent<ReadinessState> changed) {
        if (changed.getState() != ReadinessState.ACCEPTING_TRAFFIC) {
            return;
        }
        Thread thread = new Thread(this::makeTheRest, "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private void makeTheRest() {
        long begin = System.nanoTime();
        var beans = context.getBeanFactory();
        for (String name : beans.getBeanDefinitionNames()) {
            try {
                BeanDefinition definition = beans.getMergedBeanDefinition(name);
                if (definition.isSingleton() && !definition.isAbstract()) {
                    beans.getBean(name);
                }
            } catch (RuntimeException | LinkageError e) {
                if (!context.isActive()) {
                    return;
                }
                LOG.error("The part {} cannot be made; the application stops", name, e);
                ExitCodeGenerator failed = () -> 1;
                System.exit(SpringApplication.exit(context, failed));
            }
        }
        LOG.info("Everything is ready, {} ms after the start", (System.nanoTime() - begin) / 1_000_000);
    }
}
