package org.medaid.workbench.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.testing.Browser;
import org.medaid.testing.IntegrationTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The rules as people read them. */
@IntegrationTest
class RulesInWordsTest {

    private static final Pattern CODE = Pattern.compile("[A-Za-z_]{2,}|[<>?\\[\\]\"]");

    @LocalServerPort
    private int port;

    @Autowired
    private RulesInWords rules;

    @ParameterizedTest
    @EnumSource(PoolingArea.class)
    @Clause("X6")
    void every_rule_of_every_area_is_in_chinese_and_names_its_article(PoolingArea area) {
        List<RulesInWords.Table> tables = rules.inForce(area).tables();

        assertThat(tables).extracting(RulesInWords.Table::name).contains(area.chineseName() + "救助待遇", "转诊路径");
        // The list of what is not paid is Jiangmen's plan's, of which Heshan is a part.
        assertThat(tables.stream().anyMatch(table -> table.name().equals("不予支付范围")))
                .isEqualTo(area == PoolingArea.JIANGMEN || area == PoolingArea.HESHAN);
        for (RulesInWords.Table table : tables) {
            assertThat(table.rules()).as(table.name()).isNotEmpty();
            for (RulesInWords.Rule rule : table.rules()) {
                assertThat(rule.basis()).as(rule.toString()).contains("号 ");
                assertThat(rule.results()).as(rule.toString()).isNotEmpty();
                assertThat(Stream.of(List.of(rule.what(), rule.basis()), rule.conditions(), rule.results())
                                .flatMap(List::stream))
                        .noneMatch(said -> CODE.matcher(said).find());
            }
        }
    }

    @Test
    @Clause("X6")
    void a_rule_says_when_it_holds_what_it_gives_and_by_which_article() {
        RulesInWords.Rule inpatient = rule(PoolingArea.FUSHUN, "住院救助；按住院标准补偿");
        RulesInWords.Rule key = rule(PoolingArea.LIANYUNGANG, "lianyungang");
        RulesInWords.Rule abroad = rule(PoolingArea.HESHAN, "到市内其他医院就医");

        assertThat(inpatient.conditions())
                .contains("出院（就诊）日期：2014年11月27日起", "救助对象（全额救助类优先于低保边缘）：全额救助类对象", "住院或按住院救助：是");
        assertThat(inpatient.results())
                .contains("待遇项目：住院救助", "支付方：医疗救助基金", "支付比例：60%", "年度限额：5,000元");
        assertThat(inpatient.basis()).isEqualTo("抚政办发〔2014〕67号 四(二)");
        assertThat(key.results()).contains("支付比例：本机构参数“重点救助对象救助比例”（没有设定时为70%）", "年度限额：本机构参数“基本医疗保险年度封顶线”的50%");
        assertThat(abroad.conditions()).contains("参保地：鹤山市", "医院所在地：江门市范围内，除“江门市本级、蓬江区、江海区”以外");
    }

    private RulesInWords.Rule rule(PoolingArea area, String what) {
        return rules.inForce(area).tables().stream()
                .flatMap(table -> table.rules().stream())
                .filter(rule -> what.equals("lianyungang")
                        ? rule.results().toString().contains("基本医疗保险年度封顶线")
                        : rule.what().startsWith(what))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {
        "not(\"INPATIENT\")|除“住院”以外",
        "\"KEY\",\"OTHER\"|重点救助对象、其他救助对象",
        "< date(\"2020-10-01\")|2020年10月1日以前",
        "[date(\"2019-01-01\")..date(\"2020-12-31\")]|2019年1月1日至2020年12月31日",
        "list contains(?, \"ORPHAN\") or list contains(?, \"CLASS_ONE\") and true|孤儿，或者一类人员，是",
        "< 3|3以下（不含）",
        ">= 3|3以上",
        "-|''",
        "some function(of their own) > 5|some function(of their own) > 5",
        "< date(\"2020-13-01\")|< date(\"2020-13-01\")",
        "\"a and b\"|a and b"
    })
    void a_condition_is_said_in_words_and_stays_as_written_where_no_words_are_known(String cell, String said) {
        assertThat(new RuleWords(PoolingArea.JINING).condition(cell)).isEqualTo(said.equals("''") ? "" : said);
    }

    @Test
    void the_page_is_for_staff_of_the_office_and_shows_own_versions_only() {
        Browser clerk = Browser.signedIn(port, "heshan-clerk1");
        String own = rules.inForce(PoolingArea.HESHAN).version().hash();
        String others = rules.inForce(PoolingArea.FUSHUN).version().hash();

        String page = clerk.get("/rules").body();

        assertThat(page).contains("<title>待遇规则</title>", "鹤山市</span>待遇规则", "现行版本", own.substring(0, 12), "合理自费费用，扶贫资金负责80%", "江人社发〔2018〕567号 四(二)2");
        assertThat(clerk.get("/rules?version=" + own).body()).contains("现行版本");
        assertThat(clerk.get("/rules?version=" + others).statusCode()).isEqualTo(404);
        assertThat(clerk.get("/rules?version=x").statusCode()).isEqualTo(404);
        assertThat(Browser.signedIn(port, "h4407842-office").get("/rules").statusCode()).isEqualTo(403);
    }
}
