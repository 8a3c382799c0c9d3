package org.medaid;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

    @Test
    void modules_depend_on_each_other_only_as_the_house_allows() {
        ApplicationModules.of(MedicalAssistanceApplication.class).verify();
    }
}
