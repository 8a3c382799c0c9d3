package org.medaid.settlement.onestop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Frees what has run out at the beginning of each day, and after a start: the application may have slept through a night.
 * Off where the engine's own jobs are off.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", matchIfMissing = true)
class ExpiredReservationsTimer {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiredReservationsTimer.class);

    private final ExpiredReservations expired;

    ExpiredReservationsTimer(ExpiredReservations expired) {
        this.expired = expired;
    }

    @Scheduled(cron = "${medaid.one-stop.expiry-cron:0 10 0 * * *}", zone = "Asia/Shanghai")
    @EventListener(ApplicationReadyEvent.class)
    void endAll() {
        int ended = expired.endAll();
        if (ended > 0) {
            LOG.info("{} pre-settlements hold nothing any more: their time is up", ended);
        }
    }
}
