package org.medaid.policy.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.RuleFault;

class RuleCheckTest {

    private static final RuleCheck CHECK = new RuleCheck();

    @ParameterizedTest
    @EnumSource(PoolingArea.class)
    void the_rules_that_come_with_the_application_have_no_fault(PoolingArea area) {
        assertThat(CHECK.check(ClassPathRuleBook.content(area))).isEmpty();
    }

    @Test
    void a_row_without_citation_is_named() {
        assertThatFaults(PoolingArea.FUSHUN, row("FushunBenefitLines", "Outpatient"), "<text>\"四(二)\"</text>", "<text></text>")
                .anySatisfy(fault -> {
                    assertThat(fault.code()).isEqualTo("CITATION_MISSING");
                    assertThat(fault.row()).isEqualTo("FushunBenefitLines_Outpatient");
                    assertThat(fault.message()).isEqualTo("“抚顺市救助待遇”第8行（门诊救助）：缺少依据：文号和条款都要填写");
                });
    }

    @Test
    void two_rows_that_give_the_same_line_for_the_same_facts_are_refused() {
        // the outpatient row, made to apply to stays, and to pay the inpatient line again
        assertThatFaults(PoolingArea.FUSHUN, "\"fushun.critical-illness\"", "\"fushun.inpatient\"")
                .anySatisfy(fault -> {
                    assertThat(fault.code()).isEqualTo("OVERLAP");
                    assertThat(fault.row()).isEqualTo("FushunBenefitLines_CriticalIllness");
                });
    }

    @Test
    void facts_of_a_known_class_without_a_row_are_refused() {
        assertThatFaults(
                        PoolingArea.FUSHUN,
                        row("FushunBenefitLines", "Outpatient"),
                        "<text>\"OUTPATIENT\"</text>",
                        "<text>\"SPECIAL_OUTPATIENT\"</text>")
                .anySatisfy(fault -> {
                    assertThat(fault.code()).isEqualTo("GAP");
                    assertThat(fault.message()).contains("没有一行适用", "KEY", "普通门诊");
                });
        assertThatFaults(PoolingArea.JINING, "\"REMAINDER\"", "\"REVIEW\"").isNotEmpty();
        assertThatFaults(PoolingArea.JIANGMEN, "\"440705\",\"440781\"", "\"440705\"").anySatisfy(fault -> {
            assertThat(fault.code()).isEqualTo("GAP");
            assertThat(fault.message()).contains("江门市就医转诊情形", "440781");
        });
    }

    @Test
    void a_ratio_outside_0_to_1_is_refused() {
        for (String ratio : List.of("1.2", "-0.1", "0.60001", "\"sixty percent\"")) {
            assertThatFaults(
                            PoolingArea.FUSHUN,
                            row("FushunBenefitLines", "Inpatient"),
                            "<text>0.60</text>",
                            "<text>" + ratio + "</text>")
                    .as(ratio)
                    .anySatisfy(fault -> assertThat(fault.row()).isEqualTo("FushunBenefitLines_Inpatient"));
        }
    }

    @Test
    @Clause("C5")
    void a_key_ratio_under_70_percent_is_refused_for_lianyungang() {
        assertThatFaults(PoolingArea.LIANYUNGANG, "lianyungang.key.ratio | 0.70", "lianyungang.key.ratio | 0.69")
                .anySatisfy(fault -> {
                    assertThat(fault.code()).isEqualTo("AGAINST_THE_DOCUMENT");
                    assertThat(fault.message()).contains("重点对象住院", "不低于70%", "五(一)");
                });
        assertThatFaults(PoolingArea.LIANYUNGANG, "\"lianyungang.key.ratio | 0.70\"", "0.65").isNotEmpty();
        assertThatFaults(PoolingArea.LIANYUNGANG, "\"0.50 * lianyungang", "\"0.40 * lianyungang").isNotEmpty();
        assertThatFaults(PoolingArea.LIANYUNGANG, "\"lianyungang.key.ratio | 0.70\"", "0.80").isEmpty();
    }

    @Test
    @Clause({"C7", "C8"})
    void jinings_statutory_figures_are_kept() {
        String key = row("JiningBenefitLines", "KeyInpatient");
        assertThatFaults(PoolingArea.JINING, key, "<text>0.70</text>", "<text>0.69</text>").isNotEmpty();
        assertThatFaults(PoolingArea.JINING, key, "<text>0.70</text>", "<text>0.75</text>").isEmpty();
        assertThatFaults(PoolingArea.JINING, key, "<text>10000</text>", "<text>9999</text>").isNotEmpty();
        assertThatFaults(PoolingArea.JINING, key, "<text>10000</text>", "<text>12000</text>").isEmpty();
        String again = row("JiningBenefitLines", "Reassistance");
        assertThatFaults(PoolingArea.JINING, again, "<text>0.70</text>", "<text>0.60</text>").isNotEmpty();
        assertThatFaults(PoolingArea.JINING, again, "<text>5000</text>", "<text>6000</text>").isNotEmpty();
        assertThatFaults(PoolingArea.JINING, again, "<text>20000</text>", "<text>20001</text>").isNotEmpty();
    }

    @Test
    void unknown_codes_are_refused() {
        for (String code : List.of(
                "\"fushun.outpatient\"", "\"MEDICAL_ASSISTANCE_FUND\"", "\"IN_SCOPE_SHARE\"", "\"DISEASE_NOT_LISTED\"",
                "\"SPECIAL_OUTPATIENT_DISEASE\"</text>\n        </outputEntry>")) {
            assertThatFaults(PoolingArea.FUSHUN, code, code.replaceFirst("\"\\w", "\"X")).as(code).isNotEmpty();
        }
        assertThatFaults(PoolingArea.JINING, "jining.other.ratio", "jining.other.rate")
                .anySatisfy(fault -> assertThat(fault.message()).contains("其他对象住院救助", "jining.other.rate"));
        assertThatFaults(PoolingArea.JINING, "\"jining.other.ratio\"", "\"lianyungang.key.ratio\"").isNotEmpty();
    }

    @Test
    void an_expression_that_comes_to_nothing_is_refused() {
        assertThatFaults(
                        PoolingArea.FUSHUN,
                        row("FushunBenefitLines", "Inpatient"),
                        "<text>5000</text>",
                        "<text>ceiling of fushun</text>")
                .anySatisfy(fault -> {
                    assertThat(fault.code()).isEqualTo("EXPRESSION_FAILS");
                    assertThat(fault.message()).contains("抚顺市救助待遇", "第4行");
                });
        assertThatFaults(
                        PoolingArea.FUSHUN,
                        row("FushunBenefitLines", "Inpatient"),
                        "<text>5000</text>",
                        "<text>5000 + unknown</text>")
                .anySatisfy(fault -> {
                    assertThat(fault.code()).isEqualTo("EXPRESSION_FAILS");
                    assertThat(fault.row()).isEqualTo("FushunBenefitLines_Inpatient");
                });
        assertThatFaults(
                        PoolingArea.FUSHUN,
                        row("FushunBenefitLines", "Inpatient"),
                        "<text>5000</text>",
                        "<text>if false then 5000 else null</text>")
                .anySatisfy(fault -> assertThat(fault.code()).isEqualTo("CELL_WITHOUT_VALUE"));
        assertThatFaults(
                        PoolingArea.FUSHUN,
                        row("FushunBenefitLines", "Outpatient"),
                        "<text>\"OUTPATIENT\"</text>",
                        "<text>\"OUTPATIENT</text>")
                .anySatisfy(fault -> assertThat(fault.row()).isEqualTo("FushunBenefitLines_Outpatient"));
        assertThatFaults(PoolingArea.FUSHUN, "<text>careType</text>", "<text>kindOfCare</text>").isNotEmpty();
    }

    @Test
    void a_condition_that_never_holds_is_refused() {
        assertThatFaults(
                        PoolingArea.FUSHUN,
                        row("FushunBeneficiaryClass", "HAEMOPHILIA"),
                        "list contains(?, \"HAEMOPHILIA\")",
                        "list contains(?, \"HEMOPHILIA\")")
                .anySatisfy(fault -> {
                    assertThat(fault.code()).isEqualTo("ROW_NEVER_APPLIES");
                    assertThat(fault.message()).contains("第12行", "血友病");
                });
    }

    @Test
    void shares_of_the_self_paid_cost_that_do_not_add_up_are_refused() {
        assertThatFaults(
                        PoolingArea.JIANGMEN,
                        row("JiangmenBenefitLines", "SelfPaid"),
                        "<text>0.80</text>",
                        "<text>0.70</text>")
                .anySatisfy(fault -> assertThat(fault.code()).isEqualTo("RATIOS_DO_NOT_ADD_UP"));
    }

    @Test
    void rules_that_depend_on_the_day_they_are_read_are_refused() {
        assertThatFaults(
                        PoolingArea.FUSHUN,
                        row("FushunBenefitLines", "Inpatient"),
                        "&gt;= date(\"2014-11-27\")",
                        "&lt;= today()")
                .anySatisfy(fault -> assertThat(fault.code()).isEqualTo("DATE_UNREADABLE"));
    }

    @Test
    void other_expression_languages_and_other_decisions_are_refused() {
        assertThatFaults(PoolingArea.JINING, "expressionLanguage=\"feel\"", "expressionLanguage=\"juel\"")
                .anySatisfy(fault -> assertThat(fault.code()).isEqualTo("OTHER_LANGUAGE"));
        assertThatFaults(
                        PoolingArea.JINING,
                        "</decision>\n  <dmndi",
                        "</decision>\n  <decision id=\"Other\" name=\"其他\"/>\n  <dmndi")
                .anySatisfy(fault -> assertThat(fault.code()).isEqualTo("UNKNOWN_DECISION"));
    }

    @Test
    void a_file_that_is_no_dmn_file_is_refused_and_other_decisions_are_left_alone() {
        assertThat(CHECK.check("<nothing/>".getBytes(StandardCharsets.UTF_8))).isNotEmpty();
        String other = text(PoolingArea.JINING).replace("Jining", "Lunch");
        assertThat(CHECK.check(other.getBytes(StandardCharsets.UTF_8))).isEmpty();
        String half = text(PoolingArea.JINING).replace("JiningBeneficiaryClass", "LunchClass");
        assertThat(CHECK.check(half.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
    }

    private static ListAssert<RuleFault> assertThatFaults(PoolingArea area, String old, String replacement) {
        String text = text(area);
        assertThat(text).contains(old);
        return assertThat(CHECK.check(text.replace(old, replacement).getBytes(StandardCharsets.UTF_8)));
    }

    private static ListAssert<RuleFault> assertThatFaults(PoolingArea area, String row, String old, String replacement) {
        String text = text(area);
        int start = text.indexOf(row);
        int end = text.indexOf("</rule>", start);
        assertThat(start).isPositive();
        String rule = text.substring(start, end);
        assertThat(rule).contains(old);
        String changed = text.substring(0, start) + rule.replace(old, replacement) + text.substring(end);
        return assertThat(CHECK.check(changed.getBytes(StandardCharsets.UTF_8)));
    }

    private static String row(String decision, String row) {
        return "<rule id=\"" + decision + "_" + row + "\">";
    }

    private static String text(PoolingArea area) {
        return new String(ClassPathRuleBook.content(area), StandardCharsets.UTF_8);
    }
}
