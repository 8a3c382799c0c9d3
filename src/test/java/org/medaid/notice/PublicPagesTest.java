package org.medaid.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.notice.persistence.NoticeKey;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The public pages on the wire: who gets what, with which headers, and what a robot or another site's page achieves. */
@IntegrationTest
@Clause("P5")
class PublicPagesTest {

    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");
    private static final String TEXT = "该户有一辆小汽车没有申报。";

    @LocalServerPort
    int port;

    @Autowired
    Notices notices;

    @Autowired
    Objections objections;

    @Autowired
    BusinessClock clock;

    @Autowired
    NoticeKey key;

    private NoticeView notice;
    private Browser visitor;

    @BeforeEach
    void publish() {
        NoticeId id = notices.publish(SampleNotices.open(PoolingArea.HESHAN, clock, "440784100", "虚构镇"));
        notice = notices.view(id).orElseThrow();
        visitor = new Browser(port);
    }

    @Test
    void everybody_reads_the_notices_and_nothing_personal_is_on_them() {
        HttpResponse<String> home = visitor.get("/notices");
        HttpResponse<String> town = visitor.get("/notices?town=440784100");
        HttpResponse<String> page = visitor.get(path());

        assertThat(home.body()).contains("鹤山市", "虚构镇");
        assertThat(town.body()).contains("虚**𬭎", path());
        assertThat(page.body())
                .contains("虚**𬭎、虚·**提", "未成年人1人", "低收入家庭成员", "有异议怎么办", notice.reference())
                .doesNotContain("虚构小𬭎", notice.applicationNumber(), notice.applicationId().toString(), "<script");
        for (HttpResponse<String> answer : new HttpResponse[] {home, town, page}) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .isEqualTo("default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
                            + "form-action 'self'; frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }

    @Test
    void an_ended_notice_is_answered_with_the_way_to_the_current_ones() {
        notices.end(notice.id(), "UNOPPOSED", "system");

        HttpResponse<String> page = visitor.get(path());

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("可能已经期满撤下", "/notices").doesNotContain("虚**𬭎");
        assertThat(visitor.get(path() + "/objections").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/notices/office",
        "/notices/office/11111111-1111-4111-8111-111111111111",
        "/notices/office/objection-imports/template",
        "/certificates",
        "/notices/unknown"
    })
    void nothing_beside_the_public_pages_is_open(String path) {
        HttpResponse<String> answer = visitor.get(path);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login");
    }

    @Test
    void a_form_sent_at_once_without_our_mark_or_with_the_hidden_field_filled_is_not_taken() {
        String form = visitor.get(path() + "/objections").body();

        HttpResponse<String> atOnce = send("token=" + token(form) + "&content=" + encode(TEXT));
        HttpResponse<String> unmarked = send("content=" + encode(TEXT));
        HttpResponse<String> forged = send("token=1.2.3&content=" + encode(TEXT));
        HttpResponse<String> robot = send("token=" + token(form) + "&website=x&content=" + encode(TEXT));

        assertThat(atOnce.statusCode()).isEqualTo(422);
        assertThat(atOnce.body()).contains("提交得太快了", TEXT);
        assertThat(unmarked.body()).contains("页面已经过期");
        assertThat(forged.body()).contains("页面已经过期");
        assertThat(robot.body()).contains("页面已经过期");
        assertThat(objections.to(notice.id())).isEmpty();
    }

    @Test
    void a_form_is_taken_once_however_often_it_is_sent() {
        String body = "token=" + agedToken(Duration.ofSeconds(10)) + "&content=" + encode(TEXT);

        HttpResponse<String> first = send(body);
        HttpResponse<String> second = send(body);

        assertThat(first.statusCode()).isEqualTo(303);
        String received = first.headers().firstValue("Location").orElseThrow();
        assertThat(second.headers().firstValue("Location")).contains(received);
        assertThat(objections.to(notice.id())).hasSize(1);
        assertThat(visitor.get(received).body()).contains(objections.to(notice.id()).get(0).reference());
        assertThat(send("token=" + agedToken(Duration.ofHours(13)) + "&content=" + encode(TEXT)).body())
                .contains("页面已经过期");
    }

    @Test
    void one_address_objects_ten_times_an_hour_to_a_notice_and_no_more() {
        List<Integer> answers = IntStream.range(0, 11)
                .map(i -> send("token=" + agedToken(Duration.ofSeconds(10)) + "&content=" + encode(TEXT + i)).statusCode())
                .boxed()
                .toList();

        assertThat(answers.subList(0, 10)).containsOnly(303);
        assertThat(answers.get(10)).isEqualTo(429);
        assertThat(objections.to(notice.id())).hasSize(10);
    }

    @Test
    void attachments_beyond_the_servers_limit_bring_the_form_back_with_a_word() {
        String part = "--x\r\nContent-Disposition: form-data; name=\"attachments\"; filename=\"a.pdf\"\r\n\r\n"
                + "x".repeat(21 * 1024 * 1024) + "\r\n--x--\r\n";

        HttpResponse<String> answer = visitor.send(HttpRequest.newBuilder(visitor.uri(path() + "/objections"))
                .header("Content-Type", "multipart/form-data; boundary=x")
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.ofString(part)));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(visitor.get(answer.headers().firstValue("Location").orElseThrow()).body()).contains("附件太大，没有收到");
    }

    @Test
    void the_mark_of_one_notices_form_is_no_good_for_another() {
        String token = token(visitor.get(path() + "/objections").body());
        NoticeId other = notices.publish(SampleNotices.open(PoolingArea.HESHAN, clock, "440784100", "虚构镇"));

        HttpResponse<String> answer = visitor.send(form("/notices/" + other + "/objections", "token=" + token));

        assertThat(answer.body()).contains("页面已经过期");
    }

    @Test
    void markup_in_what_is_typed_comes_back_as_text() {
        HttpResponse<String> answer = send("content=" + encode("<script>alert(1)</script>") + "&name=" + encode("\"><b>"));

        assertThat(answer.body()).contains("&lt;script&gt;").doesNotContain("<script", "\"><b>");
    }

    @Test
    void the_office_sees_its_own_notices_and_no_other_offices() {
        Browser own = Browser.signedIn(port, "heshan-clerk1");
        Browser other = Browser.signedIn(port, "fushun-clerk1");
        Browser expert = Browser.signedIn(port, "heshan-expert1");
        String address = "/notices/office/" + notice.id();

        assertThat(own.get("/notices/office").body()).contains(notice.reference());
        assertThat(own.get(address).body()).contains(notice.applicationNumber(), "登记窗口收到的异议");
        assertThat(other.get("/notices/office").body()).doesNotContain(notice.reference());
        assertThat(other.get(address).statusCode()).isEqualTo(404);
        assertThat(expert.get("/notices/office").statusCode()).isEqualTo(403);
        assertThat(IntStream.of(own.get("/certificates").statusCode(), expert.get("/certificates").statusCode()))
                .containsExactly(200, 403);
    }

    private String path() {
        return "/notices/" + notice.id();
    }

    private HttpResponse<String> send(String body) {
        return visitor.send(form(path() + "/objections", body));
    }

    private HttpRequest.Builder form(String path, String body) {
        return HttpRequest.newBuilder(visitor.uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "text/html")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** A mark as the form gave it out some time ago. */
    private String agedToken(Duration age) {
        String content = clock.now().minus(age).toEpochMilli() + "." + UUID.randomUUID();
        return content + "." + key.digest("form", notice.id() + "\n" + content);
    }

    private static String token(String form) {
        Matcher token = TOKEN.matcher(form);
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
