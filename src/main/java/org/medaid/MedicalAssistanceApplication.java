package org.medaid;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the whole system: the engine, its web applications and the application's own pages. */
@SpringBootApplication
public class MedicalAssistanceApplication {

    public static void main(String[] args) {
        SpringApplication.run(MedicalAssistanceApplication.class, args);
    }
}
