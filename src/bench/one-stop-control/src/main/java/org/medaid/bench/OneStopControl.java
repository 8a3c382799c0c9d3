package org.medaid.bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The naive way: each request is one call of one stored function, and one commit. */
@SpringBootApplication
@RestController
public class OneStopControl {

    private final JdbcTemplate jdbc;

    OneStopControl(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public static void main(String[] args) {
        SpringApplication.run(OneStopControl.class, args);
    }

    @PostMapping(path = "/api/v1/settlements", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> settle(@RequestHeader("Idempotency-Key") String key, @RequestBody String body) {
        String answer = jdbc.queryForObject("select control.settle(?, ?::jsonb)", String.class, key, body);
        return ResponseEntity.status(201).body(answer);
    }
}
