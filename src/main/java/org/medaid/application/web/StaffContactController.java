package org.medaid.application.web;

import java.util.List;
import org.medaid.api.FieldProblem;
import org.medaid.api.Problems;
import org.medaid.api.Typed;
import org.medaid.application.persistence.StaffContacts;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.SignedIn;
import org.medaid.security.StaffDirectory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The office's manager says how its staff are reached and where they live, so that applications of their relatives are
 * found. Nobody reads it back.
 */
@RestController
class StaffContactController {

    record Contact(String phone, String address) {}

    private final StaffContacts contacts;
    private final StaffDirectory staff;
    private final SignedIn signedIn;
    private final AuditTrail audit;

    StaffContactController(StaffContacts contacts, StaffDirectory staff, SignedIn signedIn, AuditTrail audit) {
        this.contacts = contacts;
        this.staff = staff;
        this.signedIn = signedIn;
        this.audit = audit;
    }

    @PutMapping("/api/v1/staff-contacts/{userId}")
    @Transactional
    public ResponseEntity<Object> save(@PathVariable String userId, @RequestBody Contact contact) {
        CurrentUser user = signedIn.user();
        if (!user.isIn(Groups.AGENCY_MANAGER)) {
            return Problems.of(HttpStatus.FORBIDDEN, "FORBIDDEN", "只有负责人可以登记工作人员的联系方式。", "Managers only");
        }
        if (staff.find(userId).flatMap(CurrentUser::area).filter(user.office()::equals).isEmpty()) {
            return Problems.of(HttpStatus.NOT_FOUND, "STAFF_NOT_FOUND", "本单位没有这个账号。", "No such user");
        }
        if (Typed.blank(contact.phone()) && Typed.blank(contact.address())) {
            return Problems.invalid(List.of(new FieldProblem("phone", "CONTACT_MISSING", "请填写电话或住址。")));
        }
        contacts.save(
                user.office(),
                userId,
                Typed.blank(contact.phone()) ? null : contact.phone().strip(),
                Typed.blank(contact.address()) ? null : contact.address().strip());
        audit.record(AuditEntry.of(user.id(), user.office(), "STAFF_CONTACT_ENTERED", "USER", userId));
        return ResponseEntity.noContent().build();
    }
}
