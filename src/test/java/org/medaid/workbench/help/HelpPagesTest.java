package org.medaid.workbench.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.StaffDirectory;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The guides over the wire, for each role of the demonstration and for somebody who has not signed in. */
@IntegrationTest
class HelpPagesTest {

    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"]*)\"");
    private static final Pattern PICTURE = Pattern.compile("<img src=\"([^\"]+)\" alt=\"([^\"]*)\"");

    @LocalServerPort
    private int port;

    @Autowired
    private Guides guides;

    @Autowired
    private StaffDirectory staff;

    @Test
    void every_role_of_the_demonstration_is_led_to_its_guide_and_each_of_its_links_answers_that_role() {
        Map<String, String> users = demonstrationUsers();
        assertThat(users).hasSize(Groups.STAFF.size() + 1);
        Map<String, String> wrong = new TreeMap<>();
        users.forEach((group, user) -> {
            Browser browser = Browser.signedIn(port, user);
            HttpResponse<String> led = browser.get("/help/mine");
            assertThat(led.statusCode()).as(user).isEqualTo(302);
            String address = led.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
            assertThat(address).as(user).matches("/help/[a-z-]+");
            HttpResponse<String> page = browser.get(address);
            assertThat(page.statusCode()).as(address).isEqualTo(200);
            assertThat(guides.find(address.substring("/help/".length())).orElseThrow().groups()).contains(group);
            Stream.concat(found(LINK, page.body(), 1), found(PICTURE, page.body(), 1)).distinct().forEach(link -> {
                int status = browser.get(link).statusCode();
                if (status != 200 && !link.equals("/help/mine")) {
                    wrong.put(address + " → " + link + " (" + user + ")", String.valueOf(status));
                }
            });
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_list_begins_with_the_own_guide_and_has_all_the_others() {
        String body = Browser.signedIn(port, "heshan-checker").get("/help").body();

        assertThat(body).containsSubsequence("我的岗位", "/help/checker", "其他岗位");
        assertThat(guides.all()).allSatisfy(guide ->
                assertThat(found(Pattern.compile("href=\"/help/" + guide.name() + "\""), body, 0)).hasSize(1));
    }

    @Test
    void a_deadline_is_the_readers_own_offices_with_the_article_it_rests_on() {
        assertThat(Browser.signedIn(port, "lianyungang-clerk1").get("/help/township").body())
                .containsPattern("审核申请材料期限：\\d+个工作日（本机构设定，依据连政办发〔2017〕22号 三）");
        assertThat(Browser.signedIn(port, "heshan-clerk1").get("/help/hospital-office").body())
                .contains("医院逾期未核对结算单的处理：报负责人督办，不视为确认（本机构设定，依据江人社发〔2018〕567号 五(五)）");
        assertThat(Browser.signedIn(port, "admin").get("/help/checker").body()).contains("核对单据期限：由各经办机构设定。");
    }

    @Test
    void an_unknown_guide_is_not_found_in_chinese() {
        for (HttpResponse<String> answer : List.of(
                Browser.signedIn(port, "heshan-clerk1").get("/help/nothing"),
                new Browser(port).get("/help/public-nothing"))) {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("找不到您要的页面");
        }
    }

    @Test
    @Clause("P5")
    void who_has_not_signed_in_reads_the_guide_for_everybody_with_its_pictures_and_nothing_else() {
        Browser stranger = new Browser(port);
        HttpResponse<String> page = stranger.get("/help/public-residents");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
        assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(page.body()).contains("提出异议").doesNotContain("<script", "/camunda", "返回待办任务");
        assertThat(Stream.concat(found(LINK, page.body(), 1), found(PICTURE, page.body(), 1)).distinct())
                .isNotEmpty()
                .allSatisfy(link -> assertThat(stranger.get(link).statusCode()).as(link).isEqualTo(200));
        for (String closed : List.of("/help", "/help/mine", "/help/clerk", "/help/tasks.png")) {
            assertThat(stranger.get(closed).statusCode()).as(closed).isEqualTo(302);
            assertThat(stranger.get(closed).headers().firstValue("Location").orElseThrow()).endsWith("/login");
        }
        assertThat(stranger.get("/notices").body()).contains("/help/public-residents");
        assertThat(stranger.get("/progress").body()).contains("/help/public-residents");
    }

    @Test
    void every_picture_on_a_page_says_what_it_shows() {
        Browser browser = Browser.signedIn(port, "heshan-manager");
        assertThat(guides.all()).allSatisfy(guide -> {
            String body = browser.get("/help/" + guide.name()).body();
            assertThat(found(Pattern.compile("<img "), body, 0).count()).as(guide.name()).isPositive();
            assertThat(found(PICTURE, body, 2)).hasSize((int) found(Pattern.compile("<img "), body, 0).count())
                    .noneMatch(String::isBlank);
        });
    }

    /** One user of each group, where the area's documents know what the group certifies; a hospital's ones are Jiangmen's. */
    private Map<String, String> demonstrationUsers() {
        Map<String, String> users = new TreeMap<>();
        Groups.STAFF.forEach(group -> {
            PoolingArea area = Set.of(Groups.DEPARTMENT_TRADE_UNION, Groups.DEPARTMENT_VETERANS).contains(group)
                    ? PoolingArea.LIANYUNGANG
                    : PoolingArea.JIANGMEN;
            staff.members(group, area).stream()
                    .map(CurrentUser::id)
                    .filter(id -> id.startsWith(area.tenantId() + "-") || id.startsWith("h44"))
                    .findFirst()
                    .ifPresent(user -> users.put(group, user));
        });
        users.put(Groups.ADMINISTRATOR, "admin");
        return users;
    }

    private static Stream<String> found(Pattern pattern, String body, int group) {
        return pattern.matcher(body).results().map((MatchResult result) -> result.group(group));
    }
}
