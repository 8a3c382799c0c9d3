package org.medaid.document;

import java.util.List;

/** What became of a letter that was to be issued. */
public sealed interface LetterAnswer {

    /**
     * @param number as printed, for example {@code 江医救函〔2026〕第0001号}
     * @param document the PDF, attached to the letter's subject
     */
    record Issued(LetterId id, String number, DocumentId document) implements LetterAnswer {}

    /**
     * Nothing was issued and no number used, because the fonts lack characters of the content: a name is never printed
     * with a hole in it.
     *
     * @param characters each once, in the order of the content; not empty
     */
    record MissingGlyphs(List<String> characters) implements LetterAnswer {

        public MissingGlyphs {
            characters = List.copyOf(characters);
        }

        /** A Chinese sentence for the person at the screen. */
        public String message() {
            return "以下字符暂无字形，无法打印：" + String.join("、", characters) + "。请联系系统管理员补充字体，或改用其他写法后重试。";
        }
    }
}
