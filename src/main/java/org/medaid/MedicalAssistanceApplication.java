package org.medaid;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/** Starts the whole system: the engine, its web applications and the application's own pages. */
// Two modules may use the same simple name; what a process calls by name is named explicitly.
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class MedicalAssistanceApplication {

    public static void main(String[] args) {
        SpringApplication.run(MedicalAssistanceApplication.class, args);
    }
}
