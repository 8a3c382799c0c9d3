package org.medaid.bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Camunda with its web applications as it comes. */
@SpringBootApplication
public class BareCamunda {

    public static void main(String[] args) {
        SpringApplication.run(BareCamunda.class, args);
    }
}
