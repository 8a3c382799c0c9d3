package org.medaid.workbench;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import org.medaid.api.FieldProblem;
import org.medaid.api.Typed;
import org.medaid.kernel.Clause;

/**
 * What colleagues may write to each other about a case. Whose case it is, its form shows to whoever may know: identity and
 * telephone numbers, and the name of whom the case is about, are refused here.
 */
@Clause("X6")
final class ColleaguesWords {

    /** Blanks and strokes that people put between digits. */
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("(?<=[0-9])[\\s\\-_.·—–]+(?=[0-9Xx])");

    private static final Pattern IDENTITY_NUMBER = Pattern.compile(
            "(?<![0-9])[1-9]\\d{5}(?:(?:18|19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}[0-9Xx]"
                    + "|\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3})(?![0-9])");

    private static final Pattern TELEPHONE = Pattern.compile("(?<![0-9])(?:86)?1[3-9]\\d{9}(?![0-9])");

    private ColleaguesWords() {}

    /**
     * What is wrong with a text.
     *
     * @param names of the people the case is about
     * @param missing what to say where there is no text
     */
    static Optional<FieldProblem> problem(String field, String text, int longest, Collection<String> names, String missing) {
        if (Typed.blank(text)) {
            return Optional.of(new FieldProblem(field, "TEXT_MISSING", missing));
        }
        if (text.strip().length() > longest) {
            return Optional.of(new FieldProblem(field, "TEXT_TOO_LONG", "最多写" + longest + "个字。"));
        }
        String plain = BETWEEN_DIGITS
                .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .replaceAll("");
        if (IDENTITY_NUMBER.matcher(plain).find()) {
            return Optional.of(new FieldProblem(
                    field, "IDENTITY_NUMBER_WRITTEN", "文字中有身份证号码，不能保存。请删去号码；对象身份以业务编号和表单为准。"));
        }
        if (TELEPHONE.matcher(plain).find()) {
            return Optional.of(
                    new FieldProblem(field, "TELEPHONE_WRITTEN", "文字中有电话号码，不能保存。请删去号码；联系电话以表单为准。"));
        }
        if (names.stream().anyMatch(name -> name.length() > 1 && text.contains(name))) {
            return Optional.of(new FieldProblem(field, "NAME_WRITTEN", "文字中有救助对象的姓名，不能保存。请改写为“本人”“申请人”等。"));
        }
        return Optional.empty();
    }
}
