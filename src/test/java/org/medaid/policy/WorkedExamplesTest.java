package org.medaid.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.medaid.kernel.Clause;
import org.medaid.policy.process.ClassPathRuleBook;

class WorkedExamplesTest {

    private static final PolicyDesk DESK = new PolicyDesk(new ClassPathRuleBook(), (area, day) -> OfficeParameterValues.NONE);

    static Stream<Cases.Case> computed() {
        return Cases.computed();
    }

    static Stream<Cases.Case> refused() {
        return Cases.refused();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("computed")
    @Clause({"F1", "L1", "H1", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C12", "C13"})
    void every_worked_example_comes_to_what_is_expected(Cases.Case example) {
        // given
        CalculationRequest request = Cases.request(example.request());

        // when
        CalculationResult result = DESK.determine(request);

        // then
        assertThat(result).isInstanceOf(CalculationResult.Calculated.class);
        JsonNode answer = Cases.JSON.valueToTree(
                ((CalculationResult.Calculated) result).determination().answer());
        for (String field : new String[] {"status", "payers", "accumulated", "reasons"}) {
            assertThat(answer.get(field)).as(field).isEqualTo(example.expected().get(field));
        }
        assertThat(answer.get("lines")).hasSameSizeAs(example.expected().get("lines"));
        for (int i = 0; i < answer.get("lines").size(); i++) {
            ObjectNode line = answer.get("lines").get(i).deepCopy();
            line.retain("code", "payer", "base", "amount");
            assertThat(line).isEqualTo(example.expected().get("lines").get(i));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void every_request_that_is_to_be_refused_is_refused_with_the_field_named(Cases.Case example) {
        RequestReading reading = CalculationRequestReader.read(example.request());
        if (reading instanceof RequestReading.Accepted accepted) {
            CalculationResult result = DESK.determine(accepted.request());
            assertThat(result).isInstanceOfSatisfying(CalculationResult.Refused.class, refused -> assertThat(
                            refused.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.field()).isNotBlank()));
        } else {
            assertThat(((RequestReading.Rejected) reading).problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem.field()).isNotBlank());
        }
    }

    @Test
    void there_are_examples_to_run() {
        assertThat(Cases.computed()).hasSizeGreaterThan(90);
        assertThat(Cases.refused()).hasSizeGreaterThan(20);
    }
}
