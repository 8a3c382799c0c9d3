package org.medaid.settlement;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.Clause;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.HospitalCredentials;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How administrators let hospitals' systems in: credentials are issued, replaced and locked, each time with a record. */
@Service
@Transactional
@Clause("C16")
public class HospitalAccess {

    /** Longer than a hospital needs to put a new credential in place. */
    public static final int LONGEST_OVERLAP_DAYS = 30;

    private static final int MAX_REASON = 200;
    private static final String HOSPITAL = "HOSPITAL";
    private static final FieldProblem FORBIDDEN = new FieldProblem("", "FORBIDDEN", "只有系统管理员可以管理医院密钥。");

    private final HospitalCredentials credentials;
    private final Parties parties;
    private final AuditTrail audit;

    HospitalAccess(HospitalCredentials credentials, Parties parties, AuditTrail audit) {
        this.credentials = credentials;
        this.parties = parties;
        this.audit = audit;
    }

    /** Administrators, and nobody of an office or a hospital. */
    public static boolean mayManage(CurrentUser user) {
        return user.isIn(Groups.ADMINISTRATOR);
    }

    /** The hospitals that have or had a credential. */
    @Transactional(readOnly = true)
    public List<Hospital> hospitals() {
        return parties.hospitals(credentials.hospitals());
    }

    /**
     * Issues a credential in place of those that the hospital has.
     *
     * @param overlapDays for how many days the earlier ones remain good, 0 to {@value #LONGEST_OVERLAP_DAYS}
     * @return the credential with its secret, which nobody can look up afterwards
     */
    public Outcome<HospitalCredentials.Issued> issue(String hospitalCode, String overlapDays, CurrentUser user) {
        if (!mayManage(user)) {
            return Outcome.refused(List.of(FORBIDDEN));
        }
        if (Typed.blank(hospitalCode) || parties.hospital(hospitalCode).isEmpty()) {
            return Outcome.refused(List.of(new FieldProblem("hospital", "HOSPITAL_MISSING", "请选择医院。")));
        }
        if (overlapDays == null
                || !overlapDays.matches("\\d{1,2}")
                || Integer.parseInt(overlapDays) > LONGEST_OVERLAP_DAYS) {
            return Outcome.refused(List.of(new FieldProblem(
                    "overlapDays", "OVERLAP_INVALID", "原密钥继续有效的天数应为0至" + LONGEST_OVERLAP_DAYS + "的整数。")));
        }
        int days = Integer.parseInt(overlapDays);
        HospitalCredentials.Issued issued = credentials.issue(hospitalCode, Duration.ofDays(days), user.id());
        record(user, "HOSPITAL_CREDENTIAL_ISSUED", hospitalCode, Map.of("credential", issued.id(), "overlapDays", days));
        return Outcome.done(issued);
    }

    /** @return why not; empty when it is locked */
    public List<FieldProblem> lock(UUID credential, String reason, CurrentUser user) {
        if (!mayManage(user)) {
            return List.of(FORBIDDEN);
        }
        if (Typed.blank(reason) || reason.strip().length() > MAX_REASON) {
            return List.of(new FieldProblem("reason", "REASON_MISSING", "请写明锁定的原因，不超过" + MAX_REASON + "字。"));
        }
        Optional<HospitalCredentials.Credential> found = credentials.find(credential);
        if (found.isEmpty() || !credentials.lock(credential, reason, user.id())) {
            return List.of(new FieldProblem("", "ALREADY_LOCKED", "没有这把密钥，或已经锁定。"));
        }
        record(user, "HOSPITAL_CREDENTIAL_LOCKED", found.get().hospitalCode(), Map.of("credential", credential));
        return List.of();
    }

    /** A hospital's credential belongs to no office. */
    private void record(CurrentUser user, String action, String hospitalCode, Map<String, Object> details) {
        audit.record(new AuditEntry(user.id(), Optional.empty(), action, HOSPITAL, hospitalCode, Optional.empty(), details));
    }
}
