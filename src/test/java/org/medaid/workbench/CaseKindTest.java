package org.medaid.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.medaid.application.ApplicationState;
import org.medaid.application.review.ReviewState;
import org.medaid.claim.ClaimState;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.referral.ReferralState;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.settlement.payment.BatchState;
import org.medaid.settlement.recovery.RecoveryState;
import org.medaid.settlement.statement.StatementState;

class CaseKindTest {

    @Test
    void a_state_is_called_as_its_own_module_calls_it() {
        assertThat(CaseKind.CLAIM.states()).isEqualTo(names(ClaimState.values(), ClaimState::chineseName));
        assertThat(CaseKind.APPLICATION.states()).isEqualTo(names(ApplicationState.values(), ApplicationState::chineseName));
        assertThat(CaseKind.REFERRAL.states()).isEqualTo(names(ReferralState.values(), ReferralState::chineseName));
        assertThat(CaseKind.ROSTER_REVIEW.states()).isEqualTo(names(ReviewState.values(), ReviewState::chineseName));
        assertThat(CaseKind.STATEMENT.states()).isEqualTo(names(StatementState.values(), StatementState::chineseName));
        assertThat(CaseKind.PAYMENT.states()).isEqualTo(names(BatchState.values(), BatchState::chineseName));
        assertThat(CaseKind.RECOVERY.states()).isEqualTo(names(RecoveryState.values(), RecoveryState::chineseName));
    }

    @Test
    void every_process_has_its_kind_and_every_end_is_one_of_its_states() throws IOException {
        Set<String> processes = new TreeSet<>();
        try (Stream<Path> models = Files.list(Path.of("bpmn"))) {
            models.map(model -> model.getFileName().toString())
                    .filter(name -> name.endsWith(".bpmn"))
                    .forEach(name -> processes.add(name.replace(".bpmn", "")));
        }

        assertThat(processes).isNotEmpty().allMatch(process -> CaseKind.ofProcess(process).isPresent());
        for (CaseKind kind : CaseKind.values()) {
            assertThat(kind.states()).as(kind.name()).containsAllEntriesOf(kind.outcomes());
        }
    }

    @Test
    @Clause("X6")
    void experts_and_asked_departments_read_no_whole_case_and_a_hospital_only_transfers_and_its_statements() {
        for (CaseKind kind : CaseKind.values()) {
            assertThat(kind.isReadAtOffice(user(Optional.empty(), Groups.REVIEW_EXPERT))).as(kind.name()).isFalse();
            assertThat(kind.isReadAtOffice(user(Optional.empty(), Groups.DEPARTMENT_TAX))).as(kind.name()).isFalse();
            // A hospital's user gains nothing by an office's group.
            assertThat(kind.isReadAtOffice(user(Optional.of("H4407842"), Groups.AGENCY_MANAGER))).as(kind.name()).isFalse();
            assertThat(kind.isReadAtHospital(user(Optional.of("H4407842"), Groups.HOSPITAL_DOCTOR)))
                    .as(kind.name())
                    .isEqualTo(kind == CaseKind.REFERRAL);
        }
        assertThat(CaseKind.CLAIM.isBlindFor(user(Optional.empty(), Groups.REVIEW_EXPERT))).isTrue();
        assertThat(CaseKind.CLAIM.isBlindFor(user(Optional.empty(), Groups.REVIEW_CHAIR))).isFalse();
    }

    private static CurrentUser user(Optional<String> hospital, String group) {
        return new CurrentUser("somebody", "某人", Optional.of(PoolingArea.HESHAN), Set.of(group), hospital);
    }

    private static <E extends Enum<E>> Map<String, String> names(E[] states, Function<E, String> name) {
        return Arrays.stream(states).collect(Collectors.toMap(Enum::name, name));
    }
}
