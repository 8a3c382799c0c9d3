package org.medaid.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The Chinese texts of the engine's web applications, against the English ones that come with them.
 *
 * <p>A missing key is shown by its raw name, and a lost placeholder loses what it stands for.
 */
class WebAppLocalesTest {

    /** The applications whose texts are written in Chinese; a missing file is a failure. */
    enum WebApp {
        TASKLIST,
        COCKPIT,
        ADMIN,
        WELCOME;

        JsonNode texts(String language) {
            String file = "/META-INF/resources/webjars/camunda/app/" + name().toLowerCase(Locale.ROOT) + "/locales/"
                    + language + ".json";
            try (InputStream in = WebAppLocalesTest.class.getResourceAsStream(file)) {
                assertThat(in).as(file).isNotNull();
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new ObjectMapper().readTree(text.startsWith("\uFEFF") ? text.substring(1) : text);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** One word for one thing in all four applications; what the engine calls a tenant is an office here. */
    private static final Map<String, String> GLOSSARY = Map.ofEntries(
            Map.entry("Admin", "用户与权限"),
            Map.entry("Cockpit", "运行监控"),
            Map.entry("Tasklist", "待办"),
            Map.entry("Assignee", "办理人"),
            Map.entry("Authorization", "授权"),
            Map.entry("Business Key", "业务编号"),
            Map.entry("Claim", "领取"),
            Map.entry("Delegate", "委托"),
            Map.entry("Deployment", "部署"),
            Map.entry("Due date", "到期时间"),
            Map.entry("Filter", "筛选"),
            Map.entry("Follow-up date", "跟进时间"),
            Map.entry("Group", "用户组"),
            Map.entry("Owner", "责任人"),
            Map.entry("Permissions", "权限"),
            Map.entry("Priority", "优先级"),
            Map.entry("Process Definition", "流程定义"),
            Map.entry("Process Instance", "流程实例"),
            Map.entry("Start process", "新建业务"),
            Map.entry("Task", "任务"),
            Map.entry("Tenant", "机构"),
            Map.entry("Unclaim", "放回"),
            Map.entry("User", "用户"));

    /** Where one English word stands for two things. */
    private static final Set<String> OTHER_SENSE = Set.of("FILTER_PRIORITY_LABEL");

    /**
     * What is left out (the maker's banner is gone, and English has no text for a task without a form either), signs, names of
     * formats and the pattern of a machine's date.
     */
    private static final Set<String> WITHOUT_CHINESE = Set.of(
            "BANNER_CE_EOL_TEXT",
            "NO_TASK_FORM",
            "SEARCH_LESS_THAN",
            "SEARCH_LESS_THAN_EQUALS",
            "SEARCH_GREATER_THAN",
            "SEARCH_GREATER_THAN_EQUALS",
            "PLGN_REP_CSV",
            "PLGN_REP_JSON",
            "PLGN_BTCH_SET_REMOVAL_TIME_ABSOLUTE_PLACEHOLDER");

    /** Abbreviations that stand as headings in a template, formats, a directory's protocol, a key, a machine's date. */
    private static final Set<String> ENGLISH_WORDS = Set.of(
            "PI", "DI", "TU", "FNI", "EDE", "BPMN", "DMN", "XML", "JSON", "CSV", "LDAP", "CTRL", "yyyy", "MM", "ddTHH",
            "mm", "ss", "YYYY", "DDTHH");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{.*?}}|%[ds]");
    private static final Pattern TAG = Pattern.compile("<[^>]+>");
    private static final Pattern WORD = Pattern.compile("[A-Za-z]{2,}");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    @ParameterizedTest
    @EnumSource
    void every_english_text_has_a_chinese_one_and_there_is_no_other(WebApp app) {
        Map<String, String> english = flat(app.texts("en"));

        assertThat(english).hasSizeGreaterThan(100);
        assertThat(flat(app.texts("zh-CN")).keySet()).containsExactlyInAnyOrderElementsOf(english.keySet());
    }

    @ParameterizedTest
    @EnumSource
    void a_chinese_text_has_the_placeholders_of_the_english_one(WebApp app) {
        Map<String, String> chinese = flat(app.texts("zh-CN"));

        flat(app.texts("en")).forEach((key, text) -> assertThat(placeholders(chinese.get(key)))
                .as(app + " " + key)
                .containsExactlyInAnyOrderElementsOf(placeholders(text)));
    }

    @ParameterizedTest
    @EnumSource
    void a_chinese_text_is_chinese(WebApp app) {
        labels(app.texts("zh-CN")).forEach((key, text) -> {
            if (!WITHOUT_CHINESE.contains(key)) {
                assertThat(text).as(app + " " + key).containsPattern(CHINESE);
            }
            String words = TAG.matcher(PLACEHOLDER.matcher(text).replaceAll("")).replaceAll("");
            assertThat(matches(WORD, words)).as(app + " " + key).isSubsetOf(ENGLISH_WORDS);
        });
    }

    @ParameterizedTest
    @EnumSource
    void the_same_thing_has_the_same_name_everywhere(WebApp app) {
        Map<String, String> chinese = labels(app.texts("zh-CN"));

        labels(app.texts("en")).forEach((key, text) -> {
            if (GLOSSARY.containsKey(text) && !OTHER_SENSE.contains(key)) {
                assertThat(chinese.get(key)).as(app + " " + key).isEqualTo(GLOSSARY.get(text));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_day_is_written_as_in_china(WebApp app) {
        JsonNode formats = app.texts("zh-CN").path("dateLocales").path("longDateFormat");

        if (!app.texts("en").has("dateLocales")) {
            assertThat(formats.isMissingNode()).as(app + " shows no dates").isTrue();
            return;
        }
        assertThat(formats.path("LL").asText()).isEqualTo("YYYY年MM月DD日");
        assertThat(formats.path("LLL").asText()).isEqualTo("YYYY年MM月DD日 LT");
        assertThat(formats.path("LT").asText()).isEqualTo("HH:mm");
    }

    private static Map<String, String> labels(JsonNode texts) {
        return flat(texts.path("labels"));
    }

    /** Path → text; the members of a list by their index. */
    private static Map<String, String> flat(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        collect(node, "", texts);
        return texts;
    }

    private static void collect(JsonNode node, String path, Map<String, String> texts) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> collect(
                            member.getValue(), path.isEmpty() ? member.getKey() : path + "/" + member.getKey(), texts));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(node.get(i), path + "/" + i, texts);
            }
        } else {
            texts.put(path, node.asText());
        }
    }

    private static List<String> placeholders(String text) {
        return matches(PLACEHOLDER, text).stream()
                .map(placeholder -> placeholder.replaceAll("\\s", ""))
                .toList();
    }

    private static List<String> matches(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
