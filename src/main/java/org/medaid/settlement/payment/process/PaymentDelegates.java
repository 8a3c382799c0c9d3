package org.medaid.settlement.payment.process;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.medaid.settlement.payment.PaymentDesk;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the engine tells the payments: id in, one call. */
@Configuration(proxyBeanMethods = false)
class PaymentDelegates {

    @Bean
    JavaDelegate makePaymentFile(PaymentDesk desk) {
        return execution -> desk.makeFile(PaymentVariables.batch(execution));
    }

    @Bean
    JavaDelegate closePaidBatch(PaymentDesk desk) {
        return execution -> desk.closePaid(PaymentVariables.batch(execution));
    }

    @Bean
    JavaDelegate reopenReturned(PaymentDesk desk) {
        return execution -> desk.reopenReturned(PaymentVariables.batch(execution));
    }

    @Bean
    JavaDelegate releaseBatch(PaymentDesk desk) {
        return execution -> desk.release(PaymentVariables.batch(execution));
    }
}
