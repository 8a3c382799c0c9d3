package org.medaid.claim;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.claim.model.Bill;
import org.medaid.claim.model.BillItem;
import org.medaid.claim.persistence.Claims;
import org.medaid.document.DocumentId;
import org.medaid.document.Documents;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.policy.CalculationResult;
import org.medaid.policy.CareType;
import org.medaid.policy.PolicyDesk;
import org.medaid.policy.RequestReading;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.springframework.stereotype.Component;

/**
 * Checks a typed bill as a whole and says everything that is wrong with it at once.
 *
 * <p>What the calculation refuses, the desk refuses too, with the calculation's own words: there is one set of rules.
 */
@Component
class BillCheck {

    private final Parties parties;
    private final Claims claims;
    private final Documents documents;
    private final PolicyDesk policy;
    private final CalculationInputs inputs;
    private final StayReferrals referrals;
    private final ExclusionArticles exclusionArticles;
    private final Roster roster;
    private final BusinessClock clock;

    BillCheck(
            Parties parties,
            Claims claims,
            Documents documents,
            PolicyDesk policy,
            CalculationInputs inputs,
            StayReferrals referrals,
            ExclusionArticles exclusionArticles,
            Roster roster,
            BusinessClock clock) {
        this.parties = parties;
        this.claims = claims;
        this.documents = documents;
        this.policy = policy;
        this.inputs = inputs;
        this.referrals = referrals;
        this.exclusionArticles = exclusionArticles;
        this.roster = roster;
        this.clock = clock;
    }

    Outcome<Bill> check(EnterBill typed, Optional<ClaimId> corrected, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>();
        PoolingArea area = user.office();
        Optional<Person> person = id(typed.personId(), PersonId::parse).flatMap(id -> parties.person(area, id));
        if (person.isEmpty()) {
            problems.add(new FieldProblem("personId", "PERSON_MISSING", "请先输入身份证号，查询到救助对象后再填写。"));
        }
        Optional<Hospital> hospital = Typed.blank(typed.hospitalCode()) ? Optional.empty() : parties.hospital(typed.hospitalCode());
        if (hospital.isEmpty()) {
            problems.add(new FieldProblem("hospitalCode", "HOSPITAL_MISSING", "请按名称查找并选择就诊医院。"));
        }
        if (CareType.of(String.valueOf(typed.careType())).isEmpty()) {
            problems.add(new FieldProblem("careType", "CARE_TYPE_MISSING", "请选择就医方式。"));
        }
        LocalDate admitted = BillReading.date(typed.admittedOn(), "admittedOn", "入院（就诊）日期", problems);
        LocalDate discharged = BillReading.date(typed.dischargedOn(), "dischargedOn", "出院（就诊）日期", problems);
        BillReading.checkNotLater(discharged, clock.today(), problems);
        BillReading.checkDiagnosis(typed.diagnosis(), problems);
        checkInvoice(typed, hospital, corrected, problems);
        checkReferralHospitals(typed, problems);
        List<BillItem> items = BillReading.items(typed, exclusionArticles.of(area, corrected), problems);
        checkDocuments(typed, corrected, user, problems);
        if (typed.draftId() != null && id(typed.draftId(), UUID::fromString).isEmpty()) {
            problems.add(new FieldProblem("draftId", "DRAFT_UNKNOWN", "草稿编号无法识别，请重新打开草稿。"));
        }
        checkAgainstCalculation(typed, corrected, person, hospital, admitted, discharged, problems);
        if (problems.isEmpty()) {
            BillReading.checkItemSums(items, typed.amounts(), problems);
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        Bill bill = BillReading.bill(typed, person.orElseThrow(), hospital.orElseThrow(), admitted, discharged, items);
        return Outcome.done(
                ProviderDiscounts.owed(area, hospital.get(), roster.categoriesOn(bill.person(), discharged), discharged)
                        ? ProviderDiscounts.found(bill)
                        : bill);
    }

    private void checkInvoice(
            EnterBill typed, Optional<Hospital> hospital, Optional<ClaimId> corrected, List<FieldProblem> problems) {
        if (!BillReading.checkInvoice(typed.invoiceNumber(), problems)) {
            return;
        }
        UUID self = corrected.map(ClaimId::value).orElse(new UUID(0, 0));
        hospital.flatMap(h -> claims.sameInvoice(h.code(), typed.invoiceNumber().strip(), self))
                .ifPresent(number -> problems.add(BillReading.invoiceUsed(number)));
    }

    private void checkReferralHospitals(EnterBill typed, List<FieldProblem> problems) {
        checkReferralHospital(typed.referral().tier2Hospital(), "referral.tier2Hospital", problems);
        checkReferralHospital(typed.referral().tier3Hospital(), "referral.tier3Hospital", problems);
    }

    private void checkReferralHospital(String code, String field, List<FieldProblem> problems) {
        if (!Typed.blank(code) && parties.hospital(code).isEmpty()) {
            problems.add(new FieldProblem(field, "HOSPITAL_UNKNOWN", "没有找到这家医院，请重新选择。"));
        }
    }

    private void checkDocuments(
            EnterBill typed, Optional<ClaimId> corrected, CurrentUser user, List<FieldProblem> problems) {
        for (String document : typed.documents()) {
            boolean usable = id(document, DocumentId::parse)
                    .flatMap(id -> documents.find(user, id))
                    .filter(found -> found.attachedTo().isEmpty()
                            || corrected.map(ClaimDesk::subject).equals(found.attachedTo()))
                    .isPresent();
            if (!usable) {
                problems.add(new FieldProblem("documents", "DOCUMENT_UNKNOWN", "有一份附件找不到了，请删除后重新上传。"));
                return;
            }
        }
    }

    /** The amounts and codes must be such that the calculation accepts them. */
    private void checkAgainstCalculation(
            EnterBill typed,
            Optional<ClaimId> corrected,
            Optional<Person> person,
            Optional<Hospital> hospital,
            LocalDate admitted,
            LocalDate discharged,
            List<FieldProblem> problems) {
        if (person.isEmpty() || hospital.isEmpty() || admitted == null || discharged == null) {
            return;
        }
        StayReferrals.Found referral = referrals.of(
                person.get().area(),
                person.get().id(),
                hospital.get().code(),
                admitted,
                typed.referral(),
                corrected.map(ClaimId::value));
        List<FieldProblem> found = refusals(inputs.preview(
                typed,
                person.get(),
                hospital.get(),
                discharged,
                new EnterBill.Referral(referral.status(), referral.tier2Hospital(), referral.tier3Hospital())));
        for (FieldProblem problem : found) {
            String field = problem.field().startsWith("hospital.") ? "hospitalCode" : problem.field();
            if (problems.stream().noneMatch(p -> p.field().equals(field))) {
                problems.add(new FieldProblem(field, problem.code(), problem.message()));
            }
        }
    }

    private List<FieldProblem> refusals(RequestReading reading) {
        if (reading instanceof RequestReading.Rejected rejected) {
            return rejected.problems();
        }
        CalculationResult result = policy.determine(((RequestReading.Accepted) reading).request());
        return result instanceof CalculationResult.Refused refused ? refused.problems() : List.of();
    }

    private static <T> Optional<T> id(String text, java.util.function.Function<String, T> parse) {
        try {
            return Typed.blank(text) ? Optional.empty() : Optional.of(parse.apply(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
