package org.medaid.referral;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.medaid.api.FieldProblem;
import org.medaid.document.FilingBox;
import org.medaid.document.HospitalBox;
import org.medaid.document.Letters;
import org.medaid.document.ReferralFormContent;
import org.medaid.document.ReferralFormContent.Wording;
import org.medaid.document.ReferralForms;
import org.medaid.document.Rendering;
import org.medaid.document.SealAnswer;
import org.medaid.document.Seals;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.party.Sex;
import org.medaid.referral.ReferralStep.AgreeReferral;
import org.medaid.referral.ReferralStep.FileReferral;
import org.medaid.referral.ReferralStep.ReviewFiling;
import org.medaid.referral.ReferralStep.StampReferral;
import org.medaid.referral.ReferralStep.WriteSummary;
import org.medaid.referral.persistence.ReferralRows;
import org.medaid.security.CurrentUser;
import org.medaid.security.StaffDirectory;
import org.springframework.stereotype.Component;

/** The form on paper, and the seals on it (江人社发〔2018〕567号 附件2). */
@Component
@Clause({"R5", "R8"})
class ReferralForm {

    private final ReferralRows rows;
    private final ReferralForms forms;
    private final Letters letters;
    private final Parties parties;
    private final StaffDirectory staff;

    ReferralForm(ReferralRows rows, ReferralForms forms, Letters letters, Parties parties, StaffDirectory staff) {
        this.rows = rows;
        this.forms = forms;
        this.letters = letters;
        this.parties = parties;
        this.staff = staff;
    }

    /** The form without any seal. */
    byte[] blank(Referral referral) {
        Rendering rendering = forms.blank(content(referral));
        if (rendering instanceof Rendering.Rendered rendered) {
            return rendered.pdf();
        }
        throw new IllegalStateException("a form whose characters were checked can be printed: " + referral.id());
    }

    /** Adds what of a request cannot be printed. */
    void unprintable(List<FieldProblem> problems, OpenReferral request) {
        printable(problems, "name", request.name());
        printable(problems, "phone", request.phone());
        printable(problems, "workUnit", request.workUnit());
        printable(problems, "diagnosis", request.diagnosis());
        unprintable(problems, new WriteSummary(request.department(), request.summary(), request.reason(), request.doctor()));
    }

    /** Adds what of a step cannot be printed. */
    void unprintable(List<FieldProblem> problems, ReferralStep step) {
        if (step instanceof WriteSummary summary) {
            printable(problems, "department", summary.department());
            printable(problems, "summary", summary.summary());
            printable(problems, "reason", summary.reason());
            printable(problems, "doctor", summary.doctor());
        } else if (step instanceof AgreeReferral opinion) {
            printable(problems, "opinion", opinion.opinion());
        } else if (step instanceof StampReferral stamp) {
            printable(problems, "opinion", stamp.opinion());
        } else if (step instanceof FileReferral handled) {
            printable(problems, "opinion", handled.opinion());
        } else if (step instanceof ReviewFiling review) {
            printable(problems, "opinion", review.opinion());
        }
    }

    private void printable(List<FieldProblem> problems, String field, String text) {
        List<String> missing = letters.missingGlyphs(text == null ? "" : text);
        if (!missing.isEmpty()) {
            problems.add(new FieldProblem(
                    field, "NOT_PRINTABLE", "“" + String.join("", missing) + "”无法打印在申请表上，请换一种写法，或与管理员联系。"));
        }
    }

    /** Sets a hospital's seal under what its people wrote; what stands in its way, empty if nothing did. */
    List<FieldProblem> stamp(Referral referral, HospitalTier tier, CurrentUser by, Instant at) {
        Hospital hospital = parties.hospital(referral.hospital(tier)).orElseThrow();
        ReferralRecord summary = latest(referral, ReferralDesk.SUMMARY, tier);
        ReferralRecord opinion = latest(referral, ReferralDesk.OPINION, tier);
        ReferralRecord stamp = latest(referral, ReferralDesk.STAMP, tier);
        HospitalBox box = new HospitalBox(
                hospital.name(),
                summary.content().path("department").asText(),
                summary.content().path("summary").asText(),
                summary.content().path("reason").asText(),
                summary.content().path("doctor").asText(name(summary.by())),
                day(summary.at()),
                opinion.content().path("opinion").asText(),
                name(opinion.by()),
                day(opinion.at()),
                stamp.content().path("opinion").asText(),
                Optional.of(by.displayName()),
                day(at));
        // The first seal opens a new form: one that the office sent back keeps its seals among the earlier papers.
        SealAnswer answer = tier == HospitalTier.TIER2
                ? forms.stampTier2(blank(referral), box, hospital.code())
                : forms.stampTier3(stamped(referral), box, hospital.code());
        return keep(referral, answer, hospital.code(), by.id(), at);
    }

    /** Sets the office's seal in the filing's box, on behalf of the reviewer. */
    List<FieldProblem> file(Referral referral, Instant at) {
        ReferralRecord handled = latest(referral, ReferralDesk.HANDLED, null);
        ReferralRecord reviewed = latest(referral, ReferralDesk.REVIEWED, null);
        String holder = Seals.officeHolder(referral.office().tenantId());
        FilingBox box = new FilingBox(
                handled.content().path("opinion").asText(),
                name(handled.by()),
                name(reviewed.by()),
                day(at),
                referral.office().chineseName() + "医疗保障经办机构");
        return keep(referral, forms.stampOffice(stamped(referral), box, holder), holder, reviewed.by(), at);
    }

    private byte[] stamped(Referral referral) {
        return rows.paper(referral.id())
                .orElseThrow(() -> new IllegalStateException("no hospital has stamped " + referral.id()));
    }

    private List<FieldProblem> keep(Referral referral, SealAnswer answer, String holder, String by, Instant at) {
        if (answer instanceof SealAnswer.Refused refused) {
            return List.of(new FieldProblem("", refused.code().name(), refused.message()));
        }
        SealAnswer.Sealed sealed = (SealAnswer.Sealed) answer;
        rows.keepPaper(referral.id(), sealed.pdf(), holder, by, sealed.certificateSerial(), at);
        return List.of();
    }

    private ReferralFormContent content(Referral referral) {
        Person person = person(referral);
        boolean jiangmen = referral.office() == PoolingArea.JIANGMEN || referral.office() == PoolingArea.HESHAN;
        return new ReferralFormContent(
                jiangmen ? Wording.ANNEX_2 : Wording.of("医疗救助对象转诊备案表"),
                referral.number(),
                person.name(),
                person.sex() == Sex.FEMALE ? "女" : "男",
                Period.between(person.birthDate(), referral.appliedOn()).getYears(),
                Optional.of(referral.phone()),
                person.residentId().value(),
                Optional.of(referral.workUnit()).filter(text -> !text.isEmpty()),
                referral.diagnosis(),
                parties.hospital(referral.targetHospital()).orElseThrow().name(),
                true,
                referral.tier3Hospital().isPresent());
    }

    private Person person(Referral referral) {
        return parties.person(referral.office(), referral.person()).orElseThrow();
    }

    private ReferralRecord latest(Referral referral, String kind, HospitalTier tier) {
        return rows.latest(referral.id(), kind, tier).orElseThrow();
    }

    private String name(String user) {
        return staff.find(user).map(CurrentUser::displayName).orElse(user);
    }

    private static LocalDate day(Instant moment) {
        return moment.atZone(BusinessClock.ZONE).toLocalDate();
    }
}
