package org.medaid.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.Clause;

/** The guide for makers of hospital systems names every code that they can be answered, and no other; each is tested. */
@Clause("C16")
class OneStopGuideTest {

    private static final Path MAIN = Path.of("src/main/java/org/medaid");
    private static final Pattern IN_GUIDE = Pattern.compile("^\\| `([A-Z_]+)` \\|", Pattern.MULTILINE);

    /** A code stands where a problem is made. */
    private static final Pattern OF_FIELD =
            Pattern.compile("(?:FieldProblem|refused|refuse)\\(\\s*(?:[^,()]|\\([^()]*\\))+,\\s*\"([A-Z][A-Z_]+)\"", Pattern.DOTALL);

    private static final Pattern OF_PROBLEM = Pattern.compile("HttpStatus\\.[A-Z_]+,\\s*\"([A-Z][A-Z_]+)\"", Pattern.DOTALL);
    private static final Pattern OF_ENUM = Pattern.compile("^ +([A-Z][A-Z_]+)\\(\"", Pattern.MULTILINE);
    private static final Pattern CHOSEN = Pattern.compile("\\? \"([A-Z][A-Z_]+)\" : \"([A-Z][A-Z_]+)\"");

    /** Found in the same places, but no hospital's system can get them. */
    private static final Set<String> OF_OTHERS = Set.of(
            // Told to pages, which carry a token.
            "CSRF_TOKEN_INVALID",
            // Told to offices' people.
            "NOT_A_BENEFICIARY",
            "NON_DESIGNATED_HOSPITAL",
            // Whoever reads a bill at the counter has checked these before.
            "NEGATIVE_AMOUNT",
            "TOO_MANY_DIGITS",
            // Lines that are excluded are part of the sum that they would have to exceed.
            "EXCLUSION_OVER_SELF_PAID",
            "UNREASONABLE_OVER_SELF_PAID");

    @Test
    void the_guide_names_the_codes_of_the_source_and_no_other() throws IOException {
        // given
        Set<String> inSource = new TreeSet<>();
        for (String file : List.of(
                "settlement/onestop/OneStop.java",
                "settlement/onestop/OneStopDesk.java",
                "settlement/web/OneStopController.java",
                "claim/BillReading.java",
                "claim/CounterDesk.java",
                "policy/model/AmountRules.java",
                "security/web/ApiRefusals.java")) {
            String source = Files.readString(MAIN.resolve(file));
            assertThat(inSource.addAll(codes(source, OF_FIELD)) | inSource.addAll(codes(source, OF_PROBLEM))).as(file).isTrue();
            inSource.addAll(codes(source, CHOSEN));
        }
        inSource.addAll(codes(Files.readString(MAIN.resolve("claim/CounterAnswer.java")), OF_ENUM));
        inSource.addAll(codes(Files.readString(MAIN.resolve("policy/ReasonCode.java")), OF_ENUM));
        inSource.addAll(codes(Files.readString(MAIN.resolve("claim/ProviderDiscount.java")), OF_ENUM));
        // Said by the reader of calculations, of whose codes a bill can only come to this one.
        inSource.add("UNKNOWN_CODE");
        assertThat(inSource).containsAll(OF_OTHERS);
        inSource.removeAll(OF_OTHERS);

        // when / then
        assertThat(inGuide()).isEqualTo(inSource);
    }

    @Test
    void every_code_of_the_guide_is_tested() throws IOException {
        String tests = Files.readString(Path.of("src/test/java/org/medaid/settlement/OneStopRefusalsTest.java"));

        assertThat(inGuide()).isNotEmpty().allMatch(code -> tests.contains("\"" + code + "\"") || tests.contains(" " + code + "\""));
    }

    private static Set<String> inGuide() throws IOException {
        return codes(Files.readString(Path.of("src/docs/one-stop.md")), IN_GUIDE);
    }

    private static Set<String> codes(String text, Pattern pattern) {
        Set<String> codes = new TreeSet<>();
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            for (int i = 1; i <= found.groupCount(); i++) {
                codes.add(found.group(i));
            }
        }
        return codes;
    }
}
