package org.medaid.claim.web;

import org.medaid.policy.ParameterKey;
import org.springframework.stereotype.Component;

/** The Chinese names of office parameters, for the printed sheet. */
@Component("parameterNames")
class ParameterNames {

    public String of(String key) {
        return ParameterKey.of(key).map(ParameterKey::chineseName).orElse(key);
    }
}
