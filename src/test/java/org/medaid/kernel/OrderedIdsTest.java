package org.medaid.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OrderedIdsTest {

    /** As text and as PostgreSQL compares them: from the first digit on. */
    @Test
    void ids_come_one_after_the_other_and_none_twice() {
        List<String> ids = Stream.generate(OrderedIds::next).limit(20_000).map(UUID::toString).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(ids).allMatch(id -> UUID.fromString(id).version() == 7);
    }
}
