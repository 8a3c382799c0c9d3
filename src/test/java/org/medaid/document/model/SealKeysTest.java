package org.medaid.document.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.medaid.kernel.Clause;

@Clause("R5")
class SealKeysTest {

    private static final String HOLDER = "H4407842";
    private static final String NAME = "鹤山市虚构人民医院医务科";

    @TempDir
    Path folder;

    @Test
    void a_seal_of_the_demonstration_is_made_once_and_says_what_it_is() {
        SealKey made = SealKeysForTests.demonstration(folder).of(HOLDER, NAME).orElseThrow();
        SealKeys second = SealKeysForTests.demonstration(folder);

        assertThat(second.of(HOLDER, "改了名").orElseThrow().serial()).isEqualTo(made.serial());
        assertThat(made.certificate().getSubjectX500Principal().getName()).contains(NAME, "示范");
        assertThat(made.certificate().getIssuerX500Principal().getName()).contains("示范");
        assertThat(second.anchors()).containsExactly(made.chain().get(1));
        assertThat(second.of("office-heshan", "x").orElseThrow().chain().get(1)).isEqualTo(made.chain().get(1));
    }

    @Test
    void several_that_need_a_seal_at_once_get_one_authority_and_one_seal_each() throws Exception {
        int many = 6;
        var pool = Executors.newFixedThreadPool(many);
        CyclicBarrier start = new CyclicBarrier(many);
        try {
            List<Callable<SealKey>> needs = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                String holder = i % 2 == 0 ? HOLDER : "office-heshan";
                // Each as an application of its own.
                SealKeys keys = SealKeysForTests.demonstration(folder);
                needs.add(() -> {
                    start.await();
                    return keys.of(holder, NAME).orElseThrow();
                });
            }
            Set<String> serials = new HashSet<>();
            Set<Certificate> authorities = new HashSet<>();
            for (Future<SealKey> done : pool.invokeAll(needs)) {
                serials.add(done.get().serial());
                authorities.add(done.get().chain().get(1));
            }
            assertThat(serials).hasSize(2);
            assertThat(authorities).hasSize(1);
        } finally {
            pool.shutdown();
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("demonstration.p12", "lock");
        }
    }

    @Test
    void only_its_owner_reads_the_file() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path made = folder.resolve("seals");
        SealKeysForTests.demonstration(made).of(HOLDER, NAME);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.resolve("demonstration.p12"))))
                .isEqualTo("rw-------");
    }

    @Test
    void production_takes_what_the_office_brings_and_makes_nothing() throws Exception {
        SealKey brought = SealKeysForTests.demonstration(folder.resolve("elsewhere")).of(HOLDER, NAME).orElseThrow();
        Path file = folder.resolve("office.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(HOLDER, brought.key(), "secret".toCharArray(), new Certificate[] {brought.certificate()});
        store.setCertificateEntry("authority", brought.chain().get(1));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "secret".toCharArray());
        }
        Path nothing = folder.resolve("nothing");

        SealKeys keys = SealKeysForTests.production(file.toString(), "secret", nothing);

        assertThat(keys.of(HOLDER, NAME).orElseThrow().serial()).isEqualTo(brought.serial());
        assertThat(keys.anchors()).containsExactly(brought.chain().get(1));
        assertThat(keys.of("office-heshan", NAME)).isEmpty();
        assertThat(SealKeysForTests.production(file.toString(), "wrong", nothing).of(HOLDER, NAME)).isEmpty();
        assertThat(SealKeysForTests.production("", "", nothing).of(HOLDER, NAME)).isEmpty();
        assertThat(SealKeysForTests.production("", "", nothing).anchors()).isEmpty();
        assertThat(nothing).doesNotExist();
    }

    @Test
    void what_is_no_holder_has_no_seal() {
        SealKeys keys = SealKeysForTests.demonstration(folder.resolve("none"));

        for (String holder : List.of("", " ", "../x", "a b", "医院", "authority".repeat(20))) {
            assertThat(keys.of(holder, NAME)).isEmpty();
        }
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
