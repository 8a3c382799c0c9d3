package org.medaid.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.medaid.testing.HospitalSystem.bill;
import static org.medaid.testing.HospitalSystem.key;
import static org.medaid.testing.HospitalSystem.patient;
import static org.medaid.testing.HospitalSystem.together;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.ResidentId;
import org.medaid.testing.HospitalSystem;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.Office;
import org.medaid.testing.OwnApplication;
import org.medaid.testing.ProductionStart;
import org.medaid.testing.TestServer;

/** Two applications on one database: what their queues cannot know of each other, the locks and keys of the database decide. */
@OwnApplication
@Clause("C16")
class TwoNodesTest {

    private static final String HOSPITAL = "H2104999";
    private static final String SECRET = "yzs_Two-Nodes-One-Database-2026-0001";
    private static final String PERSON = "试验甲";
    private static final String TODAY = LocalDate.now(BusinessClock.ZONE).toString();

    @TempDir
    static Path folder;

    private static final List<ProductionStart> NODES = new ArrayList<>();
    private static TestServer.Database database;
    private static List<HospitalSystem> systems;

    @BeforeAll
    static void two_nodes() throws Exception {
        database = TestServer.freshDatabase();
        for (String name : List.of("one", "two")) {
            NODES.add(ProductionStart.on(
                    database,
                    Files.createDirectory(folder.resolve(name)),
                    Map.of("MEDAID_ADMIN_USER", "root", "MEDAID_ADMIN_PASSWORD", "Correct-Horse-9-Battery")));
            // The second one finds the tables made.
            NODES.get(NODES.size() - 1).port();
        }
        sql("insert into medaid.hospital (code, name, level, division, demonstration) values ('" + HOSPITAL + "', '两节点医院', 2, '210402', true)");
        sql("insert into medaid.hospital_designation (hospital_code, from_on, to_on) values ('" + HOSPITAL + "', '2000-01-01', null)");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(SECRET.getBytes(StandardCharsets.UTF_8));
        sql("insert into medaid.hospital_credential (id, hospital_code, secret_sha256, issued_by, issued_at) values ('"
                + UUID.randomUUID() + "', '" + HOSPITAL + "', '\\x" + java.util.HexFormat.of().formatHex(hash) + "', 'test', now())");
        systems = NODES.stream().map(node -> new HospitalSystem(node.port(), SECRET)).toList();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        for (ProductionStart node : NODES) {
            node.process().destroyForcibly().waitFor();
        }
    }

    @Test
    void thirty_two_bills_of_one_person_at_two_nodes_never_pass_the_ceiling() throws Exception {
        // given a ceiling of 1,000 and 32 visits of 200 each, of which 120 would be granted
        ResidentId resident = entitled();
        List<String> admissions = IntStream.range(0, 32)
                .mapToObj(i -> systems.get(i % 2)
                        .admit(patient("fushun", resident, PERSON, "SPECIAL_OUTPATIENT", TODAY))
                        .must(201)
                        .text("admission"))
                .toList();

        // when
        List<HospitalSystem.Answer> answers = together(32, i -> {
            Map<String, Object> bill = bill(admissions.get(i), TODAY, "200.00", "0", "0");
            bill.put("diseases", List.of("HAEMOPHILIA"));
            return systems.get(i % 2).settle(bill);
        });

        // then 1,000 are granted: eight times 120 and once 40
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(9);
        assertThat(answers.stream().filter(answer -> answer.status() == 422))
                .hasSize(23)
                .allMatch(answer -> answer.code().equals("CEILING_USED_UP"));
        assertThat(text("select sum(amount)::text from medaid.accumulator_entry e join medaid.person p on p.id = e.person_id where p.resident_id = '"
                        + resident.value() + "'"))
                .isEqualTo("1000.00");
        assertThat(text("select (select count(*) from medaid.ledger_entry e join medaid.ledger_account a on a.id = e.account_id "
                        + "where a.kind = 'FUND') || ' ' || (select sum(amount) from medaid.ledger_entry)"))
                .endsWith(" 0.00");
    }

    @Test
    void the_same_request_at_both_nodes_settles_once() throws Exception {
        // given
        String admission = systems.get(0)
                .admit(patient("fushun", entitled(), PERSON, "SPECIAL_OUTPATIENT", TODAY))
                .must(201)
                .text("admission");
        Map<String, Object> bill = bill(admission, TODAY, "100.00", "0", "0");
        bill.put("diseases", List.of("HAEMOPHILIA"));
        String body = Office.write(bill);
        String key = key();

        // when
        List<HospitalSystem.Answer> answers =
                together(16, i -> systems.get(i % 2).postText("/api/v1/settlements", key, body));

        // then each got the one answer or was told to wait, and asking again gets it from either
        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.code().equals("REQUEST_IN_FLIGHT"));
        String first = systems.get(0).postText("/api/v1/settlements", key, body).must(201).body();
        assertThat(answers.stream().filter(answer -> answer.status() == 201).map(HospitalSystem.Answer::body))
                .isNotEmpty()
                .containsOnly(first);
        assertThat(systems.get(1).postText("/api/v1/settlements", key, body).must(201).body()).isEqualTo(first);
        assertThat(text("select count(*)::text from medaid.claim where invoice_number = '" + bill.get("invoiceNumber") + "'"))
                .isEqualTo("1");
    }

    private static ResidentId entitled() throws SQLException {
        ResidentId resident = InventedResidents.next("210402");
        UUID person = UUID.randomUUID();
        sql("insert into medaid.person (id, area, resident_id, name, division, insured, demonstration, registered_by, registered_at) values ('"
                + person + "', 'fushun', '" + resident.value() + "', '" + PERSON + "', '210402', true, true, 'test', now())");
        sql("insert into medaid.category_period (id, person_id, category, from_on, source_document, entered_by, entered_at) values ('"
                + UUID.randomUUID() + "', '" + person + "', 'SUBSISTENCE_ALLOWANCE', '2015-01-01', '名册', 'test', now())");
        return resident;
    }

    private static void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static String text(String query) throws SQLException {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var sql = connection.createStatement();
                var row = sql.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
