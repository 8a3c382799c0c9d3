package org.medaid.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.spring.boot.starter.webapp.filter.LazyInitRegistration;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What the engine's own properties cannot say. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

    /**
     * The web applications' filters take their parts from this bean when it is made, and answer 500 until then: it does not
     * wait for the warm-up after the start.
     */
    @Bean
    static LazyInitializationExcludeFilter webAppsWorkFromTheFirstRequest() {
        return LazyInitializationExcludeFilter.forBeanTypes(LazyInitRegistration.class);
    }

    /** Before the starter's own plug-ins, which look the history level up by its name. */
    @Component
    @Order(0)
    static class CaseEnginePlugin extends AbstractProcessEnginePlugin {

        @Override
        public void preInit(ProcessEngineConfigurationImpl configuration) {
            List<HistoryLevel> levels = new ArrayList<>();
            if (configuration.getCustomHistoryLevels() != null) {
                levels.addAll(configuration.getCustomHistoryLevels());
            }
            levels.add(new CaseHistoryLevel());
            configuration.setCustomHistoryLevels(levels);
            configuration.setHistory(CaseHistoryLevel.NAME);
            List<SessionFactory> sessions = new ArrayList<>();
            if (configuration.getCustomSessionFactories() != null) {
                sessions.addAll(configuration.getCustomSessionFactories());
            }
            sessions.add(new GroupsAsTheyAre.Factory());
            configuration.setCustomSessionFactories(sessions);
            // What a form is refused for is an answer, not a fault; faults are logged where they are handled.
            configuration.setEnableCmdExceptionLogging(false);
            configuration.setEnableExpressionsInAdhocQueries(false);
            configuration.setEnableExpressionsInStoredQueries(false);
        }
    }
}
