package org.medaid.security;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Stands for what an attacker would call: counts whether an expression reached it. Public, as expressions need it. */
@Component("securityProbe")
public class SecurityProbe {

    private final AtomicInteger touched = new AtomicInteger();

    public String touch() {
        touched.incrementAndGet();
        return "fushun-clerk1";
    }

    int touchedSinceLastAsked() {
        return touched.getAndSet(0);
    }
}
