package org.medaid;

import java.time.Clock;
import org.medaid.kernel.BusinessClock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one clock of the application; a test may put another in its place. */
@Configuration(proxyBeanMethods = false)
class BusinessClockConfiguration {

    @Bean
    @ConditionalOnMissingBean
    BusinessClock businessClock() {
        return new BusinessClock(Clock.systemUTC());
    }
}
