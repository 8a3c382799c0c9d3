package org.medaid.security;

import org.medaid.engine.EngineIdentity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Puts groups, rights and the administrator in place before the first request can arrive. */
@Component
class SecurityAtStart implements SmartInitializingSingleton {

    private final Rights rights;
    private final Administrators administrators;
    private final ObjectProvider<DemonstrationStaff> demonstration;
    private final EngineIdentity engine;

    SecurityAtStart(
            Rights rights,
            Administrators administrators,
            ObjectProvider<DemonstrationStaff> demonstration,
            EngineIdentity engine) {
        this.rights = rights;
        this.administrators = administrators;
        this.demonstration = demonstration;
        this.engine = engine;
    }

    /** When all beans exist and the web server has not opened its port; what fails here stops the start. */
    @Override
    public void afterSingletonsInstantiated() {
        engine.asSystem(() -> {
            rights.establish();
            administrators.ensureThereIsOne();
            demonstration.ifAvailable(DemonstrationStaff::createOnce);
        });
    }
}
