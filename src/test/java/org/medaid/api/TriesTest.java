package org.medaid.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TriesTest {

    private static final Instant NOON = Instant.parse("2026-03-09T04:00:00Z");

    @Test
    void a_key_has_so_many_tries_in_a_window_and_new_ones_in_the_next() {
        Tries tries = new Tries(2, Duration.ofHours(1), 10);

        assertThat(tries.use("a", NOON)).isTrue();
        assertThat(tries.use("a", NOON.plusSeconds(60))).isTrue();
        assertThat(tries.use("a", NOON.plusSeconds(120))).isFalse();
        assertThat(tries.use("b", NOON.plusSeconds(120))).isTrue();
        assertThat(tries.use("a", NOON.plusSeconds(3600))).isTrue();
    }

    @Test
    void the_key_not_used_for_longest_is_forgotten_first() {
        Tries tries = new Tries(1, Duration.ofHours(1), 2);
        tries.use("a", NOON);
        tries.use("b", NOON);
        tries.use("a", NOON);
        tries.use("c", NOON);

        assertThat(tries.use("a", NOON)).isFalse();
        assertThat(tries.use("b", NOON)).isTrue();
    }
}
