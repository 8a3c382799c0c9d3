package org.medaid.document.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.medaid.document.DocumentType;

class FileNameTest {

    @ParameterizedTest
    @CsvSource({
        "发票.pdf, PDF, 发票.pdf",
        "发票.PDF, PDF, 发票.PDF",
        "照片.jpeg, JPEG, 照片.jpeg",
        "照片, JPEG, 照片.jpg",
        "C:\\用户\\照片.png, PNG, 照片.png",
        "../../etc/passwd, PDF, passwd.pdf",
        "发票.exe, PDF, 发票.exe.pdf",
        "发票.pdf, PNG, 发票.pdf.png",
        ".pdf, PDF, 文件.pdf",
        "'', JPEG, 文件.jpg",
        "/, PNG, 文件.png"
    })
    void a_name_is_kept_without_folders_and_ends_as_its_content_does(String sent, DocumentType type, String kept) {
        assertThat(FileName.of(sent, type)).isEqualTo(kept);
    }

    @Test
    void invisible_characters_are_dropped() {
        assertThat(FileName.of("a\u202Efdp.\r\nexe\u0000.pdf", DocumentType.PDF)).isEqualTo("afdp.exe.pdf");
        assertThat(FileName.of(null, DocumentType.PDF)).isEqualTo("文件.pdf");
    }

    @Test
    void a_long_name_keeps_its_ending_and_no_half_characters() {
        assertThat(FileName.of("长".repeat(500) + ".pdf", DocumentType.PDF))
                .hasSize(FileName.LONGEST)
                .endsWith("长.pdf");
        assertThat(FileName.of("a" + "𠮷".repeat(500) + ".pdf", DocumentType.PDF))
                .hasSizeLessThanOrEqualTo(FileName.LONGEST)
                .endsWith("𠮷.pdf");
    }
}
