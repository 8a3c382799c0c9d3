package org.medaid.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The credential with which the demonstration's one-stop settlement can be tried, printed at every start. */
@Component
@ConditionalOnProperty("medaid.demonstration")
class DemonstrationHospitalSystem {

    static final String HOSPITAL = "H2104022";

    /** Public by design, like the demonstration's password. Production enters no such credential. */
    static final String SECRET = HospitalCredentials.BEGINNING + "Jiuzhu-2026-Demo-H2104022";

    private static final Logger LOG = LoggerFactory.getLogger(DemonstrationHospitalSystem.class);

    private final HospitalCredentials credentials;

    DemonstrationHospitalSystem(HospitalCredentials credentials) {
        this.credentials = credentials;
    }

    /** At the first start; what an administrator locks or replaces stays so. */
    @EventListener(ApplicationReadyEvent.class)
    @Order(1)
    void enterAndPrint() {
        credentials.enterOnce(HOSPITAL, SECRET, "system");
        if (credentials.check(SECRET).isPresent()) {
            LOG.info("""

                    演示系统：医院系统接口（一站式结算）的演示密钥，{}：
                      {}
                    """, HOSPITAL, SECRET);
        }
    }
}
