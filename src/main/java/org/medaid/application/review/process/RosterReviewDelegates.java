package org.medaid.application.review.process;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.medaid.application.review.RosterReviewActs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the engine tells a review: id in, one call. */
@Configuration(proxyBeanMethods = false)
class RosterReviewDelegates {

    @Bean
    JavaDelegate recordReviewKept(RosterReviewActs acts) {
        return execution -> acts.keep(ReviewVariables.review(execution));
    }

    @Bean
    JavaDelegate endEntitlement(RosterReviewActs acts) {
        return execution -> acts.end(ReviewVariables.review(execution));
    }

    @Bean
    JavaDelegate recordReviewWithdrawal(RosterReviewActs acts) {
        return execution -> acts.recordWithdrawal(ReviewVariables.review(execution));
    }
}
