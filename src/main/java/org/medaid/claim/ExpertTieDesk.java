package org.medaid.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.DatedEntries;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.claim.persistence.ExpertTies;
import org.medaid.claim.persistence.ExpertTies.Tie;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which expert of an office must not judge which hospital. */
@Service
@Transactional
@Clause("C12")
public class ExpertTieDesk {

    private static final String SUBJECT = "EXPERT_TIE";

    private final ExpertTies ties;
    private final ExpertPanel panel;
    private final Parties parties;
    private final AuditTrail audit;
    private final BusinessClock clock;

    ExpertTieDesk(ExpertTies ties, ExpertPanel panel, Parties parties, AuditTrail audit, BusinessClock clock) {
        this.ties = ties;
        this.panel = panel;
        this.parties = parties;
        this.audit = audit;
        this.clock = clock;
    }

    /** Every tie of the office's experts, the lasting ones first. */
    @Transactional(readOnly = true)
    public List<Tie> all(PoolingArea area) {
        return ties.of(panel.experts(area).stream().map(ExpertPanel.Expert::id).toList());
    }

    public Outcome<UUID> enter(PoolingArea area, EnterExpertTie command, String by) {
        List<FieldProblem> problems = new ArrayList<>();
        if (panel.experts(area).stream().noneMatch(expert -> expert.id().equals(command.expert()))) {
            problems.add(new FieldProblem("expert", "UNKNOWN_EXPERT", "请选择本统筹区的评审专家。"));
        }
        Optional<Hospital> hospital =
                Typed.blank(command.hospitalCode()) ? Optional.empty() : parties.hospital(command.hospitalCode());
        if (hospital.isEmpty()) {
            problems.add(new FieldProblem("hospitalCode", "UNKNOWN_HOSPITAL", "请选择医院。"));
        }
        DatedEntries.requireReason(command.reason(), "请写明应当回避的原因。", problems);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        UUID id = UUID.randomUUID();
        String code = hospital.get().code();
        if (!ties.enter(id, command.expert(), code, command.reason().strip(), by, clock.now())) {
            return Outcome.refused("hospitalCode", "TIE_ENTERED", "该专家与这家医院的回避关系已经登记。");
        }
        audit.record(AuditEntry.of(by, area, "EXPERT_TIE_ENTERED", SUBJECT, id)
                .with("expert", command.expert())
                .with("hospital", code));
        return Outcome.done(id);
    }

    /** A tie that no longer exists; reviews drawn up before stay as they are. */
    public Outcome<UUID> end(PoolingArea area, UUID id, String reason, String by) {
        if (all(area).stream().noneMatch(tie -> tie.id().equals(id))) {
            return Outcome.refused("", "TIE_NOT_FOUND", "没有找到这项回避登记。");
        }
        List<FieldProblem> problems = new ArrayList<>();
        DatedEntries.requireReason(reason, "请写明解除的原因。", problems);
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        if (!ties.end(id, reason.strip(), by, clock.now())) {
            return Outcome.refused("", "TIE_ENDED", "这项回避登记已经解除。");
        }
        audit.record(AuditEntry.of(by, area, "EXPERT_TIE_ENDED", SUBJECT, id));
        return Outcome.done(id);
    }
}
