package org.medaid.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be completed for several cases at once is what the forms and the models say. */
class PlainStepTest {

    private static final Pattern PROCESS = Pattern.compile("<bpmn:process id=\"(\\w+)\"");

    @ParameterizedTest
    @EnumSource(PlainStep.class)
    void a_plain_step_is_a_task_of_its_kinds_process_and_its_answer_is_one_that_the_form_offers(PlainStep plain) throws IOException {
        String model = model(plain);
        Matcher task = Pattern.compile("<bpmn:userTask id=\"" + plain.stepKey() + "\"[^>]*camunda:formKey=\"embedded:deployment:([^\"]+)\"")
                .matcher(model);
        assertThat(task.find()).as(plain.stepKey()).isTrue();

        String form = Files.readString(Path.of("forms", task.group(1)));

        assertThat(form).contains("{code: '" + plain.payload().get("decision") + "', name: '" + plain.answerName() + "'");
        // Nothing has to be typed, attached or stamped for it, whatever else the form holds.
        assertThat(form).doesNotContain("kind: 'amount'", "kind: 'files'", "moneyInput", "seal");
    }

    private static String model(PlainStep plain) throws IOException {
        try (var models = Files.list(Path.of("bpmn"))) {
            for (Path path : models.filter(file -> file.toString().endsWith(".bpmn")).toList()) {
                String text = Files.readString(path);
                Matcher process = PROCESS.matcher(text);
                if (process.find() && CaseKind.ofProcess(process.group(1)).filter(plain.kind()::equals).isPresent()) {
                    return text;
                }
            }
        }
        throw new AssertionError("no process for " + plain.kind());
    }
}
