package org.medaid.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskedNameTest {

    @ParameterizedTest
    @CsvSource({
        "王芳, 王*",
        "王小明, 王*明",
        "欧阳修, 欧*修",
        "欧阳娜娜, 欧**娜",
        "王𬭎, 王*",
        "𠅤㛃䶮, 𠅤*䶮",
        "阿卜杜拉·买买提, 阿***·**提",
        "古丽•阿依, 古*•*依",
        "艾, *",
        "' 王芳 ', 王*",
        "John Smith, J********h",
        "'王小,', 王**",
        "（王）明, ***明"
    })
    void the_middle_of_a_name_is_hidden(String name, String masked) {
        assertThat(MaskedName.of(name)).isEqualTo(masked);
        assertThat(MaskedName.isMasked(masked)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"王芳", "王小明", "王小*", "艾", "阿**·买*", ""})
    void a_readable_name_is_not_masked(String name) {
        assertThat(MaskedName.isMasked(name)).isFalse();
    }

    @Test
    void a_blank_name_is_no_name() {
        assertThatThrownBy(() -> MaskedName.of(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
