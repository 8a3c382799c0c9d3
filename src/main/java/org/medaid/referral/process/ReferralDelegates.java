package org.medaid.referral.process;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.medaid.referral.ReferralActs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the engine tells the referral: id in, one call. */
@Configuration(proxyBeanMethods = false)
class ReferralDelegates {

    @Bean
    JavaDelegate recordFiling(ReferralActs acts) {
        return execution -> acts.file(ReferralVariables.referral(execution));
    }

    @Bean
    JavaDelegate recordFilingRefusal(ReferralActs acts) {
        return execution -> acts.refuseFiling(ReferralVariables.referral(execution));
    }

    @Bean
    JavaDelegate recordHospitalRefusal(ReferralActs acts) {
        return execution -> acts.refuseByHospital(ReferralVariables.referral(execution));
    }

    @Bean
    JavaDelegate recordLateRefusal(ReferralActs acts) {
        return execution -> acts.refuseLate(ReferralVariables.referral(execution));
    }

    @Bean
    JavaDelegate recordReferralWithdrawal(ReferralActs acts) {
        return execution -> acts.recordWithdrawal(ReferralVariables.referral(execution));
    }
}
