package org.medaid.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.notice.BundleAnswer.Exported;
import org.medaid.notice.BundleAnswer.Found;
import org.medaid.notice.BundleAnswer.Refused;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
@Clause("P5")
class NoticeBundleTest {

    @Autowired
    Notices notices;

    @Autowired
    NoticeBundle bundle;

    @Autowired
    BusinessClock clock;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    @Test
    void the_bundle_is_a_whole_web_site_without_anything_personal() throws IOException {
        NoticeView notice = published();

        Exported exported = (Exported) bundle.export(PoolingArea.JINING);

        Map<String, String> files = unzipped(exported.zip());
        assertThat(files).containsKeys(
                "index.html", "towns/370811001.html", "notices/" + notice.reference() + ".html", "notices.css",
                "objection-form.html", "objection-form.csv", "README.txt");
        assertThat(files.get("notices/" + notice.reference() + ".html"))
                .contains("虚**𬭎", "未成年人1人", "虚构街道")
                .doesNotContain("虚构小𬭎", notice.applicationNumber(), "<script");
        assertThat(files.get("objection-form.csv")).isEqualTo("\ufeff" + ObjectionImport.TEMPLATE + "\r\n");
        files.forEach((path, content) -> {
            Matcher links = Pattern.compile("(?:href|src)=\"([^\"]+)\"").matcher(content);
            while (path.endsWith(".html") && links.find()) {
                String target = Path.of(path).resolveSibling(links.group(1)).normalize().toString();
                assertThat(files).as("the link %s on %s", links.group(1), path).containsKey(target);
            }
        });
    }

    @Test
    void an_ended_notice_is_not_in_the_next_bundle() throws IOException {
        NoticeView notice = published();
        notices.end(notice.id(), "UNOPPOSED", "system");

        assertThat(((Exported) bundle.export(PoolingArea.JINING)).files())
                .doesNotContainKey("notices/" + notice.reference() + ".html");
    }

    @ParameterizedTest
    @CsvSource({
        "请联系虚构 小𬭎, NAME",
        "号码 370811 19650312 4027, IDENTITY_NUMBER",
        "电话 138 0013 8000, PHONE"
    })
    void a_bundle_with_something_personal_on_a_page_is_not_exported(String planted, String code) {
        NoticeView notice = published();
        UUID id = UUID.randomUUID();
        // Past the door, as a fault of ours or a change by hand would do it.
        jdbc.sql("""
                        insert into medaid.notice select :id, area, application_id, application_number, 'P' || substr(:id::text, 1, 20), year,
                            number_in_year + 1, town_code, town_name, category_name, masked_names, minors, from_on, to_on, :planted,
                            published_by, published_at from medaid.notice where id = :of
                        """)
                .param("id", id)
                .param("of", notice.id().value())
                .param("planted", planted)
                .update();
        try {
            BundleAnswer answer = bundle.export(PoolingArea.JINING);

            assertThat(answer).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.finds())
                    .extracting(Found::code)
                    .containsOnly(code));
            assertThat(((Refused) answer).finds()).extracting(Found::file).allMatch(file -> file.startsWith("notices/P"));
        } finally {
            notices.end(new NoticeId(id), "PLANTED", "test");
        }
    }

    @Test
    void clerks_fetch_the_bundle_of_their_own_office_and_others_do_not() {
        NoticeView notice = published();

        HttpResponse<String> clerk = post(Browser.signedIn(port, "jining-clerk1"));
        HttpResponse<String> expert = post(Browser.signedIn(port, "jining-expert1"));

        assertThat(clerk.statusCode()).isEqualTo(200);
        assertThat(clerk.headers().firstValue("Content-Type")).contains("application/zip");
        assertThat(clerk.body()).contains("notices/" + notice.reference() + ".html");
        assertThat(expert.statusCode()).isEqualTo(403);
    }

    @Test
    void the_timer_writes_a_folder_for_each_office_and_takes_away_what_ended(@TempDir Path folder) throws IOException {
        NoticeView notice = published();
        BundleTimer timer = new BundleTimer(bundle, folder);

        timer.writeAll();

        Path page = folder.resolve("jining/notices/" + notice.reference() + ".html");
        assertThat(page).exists();
        assertThat(folder.resolve("jining.zip")).exists();
        assertThat(folder.resolve("fushun/index.html")).exists();

        notices.end(notice.id(), "UNOPPOSED", "system");
        timer.writeAll();

        assertThat(page).doesNotExist();
        assertThat(Files.readString(folder.resolve("jining/index.html"))).contains("正在公示");
    }

    private HttpResponse<String> post(Browser browser) {
        return browser.send(browser.tokens(
                        HttpRequest.newBuilder(browser.uri("/api/v1/notice-bundles")), "/api/v1/notice-bundles")
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private NoticeView published() {
        NoticeId id = notices.publish(SampleNotices.open(PoolingArea.JINING, clock, "370811001", "虚构街道"));
        return notices.view(id).orElseThrow();
    }

    private static Map<String, String> unzipped(byte[] zip) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream stream = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
                files.put(entry.getName(), new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
