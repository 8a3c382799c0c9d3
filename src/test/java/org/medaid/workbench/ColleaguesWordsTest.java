package org.medaid.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.medaid.api.FieldProblem;

class ColleaguesWordsTest {

    @ParameterizedTest
    @CsvSource({
        "身份证110105194912310021有误, IDENTITY_NUMBER_WRITTEN",
        "11010519491231002x, IDENTITY_NUMBER_WRITTEN",
        "110105 19491231 0021, IDENTITY_NUMBER_WRITTEN",
        "１１０１０５１９４９１２３１００２１, IDENTITY_NUMBER_WRITTEN",
        "旧号110105491231002, IDENTITY_NUMBER_WRITTEN",
        "电话13800138000, TELEPHONE_WRITTEN",
        "138-0013-8000, TELEPHONE_WRITTEN",
        "+8613800138000, TELEPHONE_WRITTEN",
        "请问欧阳样本本人, NAME_WRITTEN"
    })
    void who_it_is_about_is_not_written_down(String text, String code) {
        assertThat(code(text)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "发票号码12345678901234567890已核对",
        "金额1380013.80元，2021年3月2日出院",
        "HSF-2026-00000123已退回，等医院盖章",
        "申请人的样本材料齐全"
    })
    void numbers_of_cases_invoices_and_amounts_are_fine(String text) {
        assertThat(code(text)).isEmpty();
    }

    @Test
    void a_text_says_something_and_has_an_end() {
        assertThat(code("  ")).isEqualTo("TEXT_MISSING");
        assertThat(code(null)).isEqualTo("TEXT_MISSING");
        assertThat(code("字".repeat(101))).isEqualTo("TEXT_TOO_LONG");
    }

    private static String code(String text) {
        return ColleaguesWords.problem("text", text, 100, List.of("欧阳样本"), "请写明。")
                .map(FieldProblem::code)
                .orElse("");
    }
}
