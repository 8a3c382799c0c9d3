package org.medaid.roster.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.api.Problems;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Divisions;
import org.medaid.party.Person;
import org.medaid.party.Sex;
import org.medaid.roster.CategoryPeriod;
import org.medaid.roster.PersonLookup;
import org.medaid.roster.PersonLookup.KnownPerson;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.security.SignedIn;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** People by identity number: always a body, never an address, which would end up in logs. */
@RestController
@RequestMapping("/api/v1/person-lookups")
class PersonLookupController {

    /** Who has a bill or a bed in front of them, and who supervises those: experts and policy officers do not. */
    private static final Set<String> MAY_LOOK_UP = Set.of(
            Groups.AGENCY_CLERK,
            Groups.AGENCY_CHECKER,
            Groups.AGENCY_MANAGER,
            Groups.AUDITOR,
            Groups.HOSPITAL_MEDICAL_AFFAIRS,
            Groups.MACHINE_OFFICE,
            Groups.MACHINE_HOSPITAL);

    private final PersonLookup lookup;
    private final SignedIn signedIn;
    private final BusinessClock clock;

    PersonLookupController(PersonLookup lookup, SignedIn signedIn, BusinessClock clock) {
        this.lookup = lookup;
        this.signedIn = signedIn;
        this.clock = clock;
    }

    /**
     * A question for one person.
     *
     * @param residentId 18 characters
     * @param on the ISO date whose categories are asked for; today if left out
     */
    record Question(String residentId, String on) {}

    /** A person of the user's own area; 404 {@code PERSON_NOT_FOUND} for anybody else. */
    @PostMapping
    ResponseEntity<Object> lookUp(@RequestBody Question question) {
        CurrentUser user = signedIn.user();
        if (user.area().isEmpty() || MAY_LOOK_UP.stream().noneMatch(user::isIn)) {
            return Problems.of(
                    HttpStatus.FORBIDDEN, "LOOKUP_NOT_ALLOWED", "您的岗位不能查询人员信息。", "Not allowed to look people up");
        }
        List<FieldProblem> problems = new ArrayList<>();
        ResidentId residentId = residentId(question.residentId(), problems);
        LocalDate day = day(question.on(), problems);
        if (!problems.isEmpty()) {
            return Problems.invalid(problems);
        }
        return lookup.lookUp(user, residentId, day)
                .map(known -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .<Object>body(PersonView.of(known)))
                .orElseGet(() -> Problems.of(
                        HttpStatus.NOT_FOUND,
                        "PERSON_NOT_FOUND",
                        "本统筹区没有查到此人。请核对身份号码；如号码无误，可能此人不在本地参保，或尚未登记。",
                        "No such person in this area"));
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<Object> unreadable() {
        return Problems.of(
                HttpStatus.BAD_REQUEST, "BODY_UNREADABLE", "请求内容无法读取，请按接口说明以 JSON 提交。", "The body cannot be read");
    }

    private static ResidentId residentId(String typed, List<FieldProblem> problems) {
        if (typed == null || typed.isBlank()) {
            problems.add(new FieldProblem("residentId", "RESIDENT_ID_MISSING", "请填写身份号码。"));
            return null;
        }
        try {
            return ResidentId.parse(typed);
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem(
                    "residentId", "RESIDENT_ID_MALFORMED", "身份号码不正确：应为18位，且校验码须相符，请核对后重新填写。"));
            return null;
        }
    }

    private LocalDate day(String typed, List<FieldProblem> problems) {
        if (typed == null || typed.isBlank()) {
            return clock.today();
        }
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            problems.add(new FieldProblem("on", "DATE_MALFORMED", "日期格式不正确，请按“年-月-日”填写，例如 2020-05-01。"));
            return null;
        }
    }

    /** A person as the screens show one: the number itself stays with who asked. */
    record PersonView(
            String personId,
            String name,
            String maskedResidentId,
            Sex sex,
            String sexName,
            LocalDate birthDate,
            String division,
            String divisionName,
            boolean insured,
            boolean demonstration,
            List<CategoryView> categories) {

        static PersonView of(KnownPerson known) {
            Person person = known.person();
            return new PersonView(
                    person.id().toString(),
                    person.name(),
                    person.residentId().masked(),
                    person.sex(),
                    person.sex().chineseName(),
                    person.birthDate(),
                    person.division().value(),
                    Divisions.labelOf(person.division()),
                    person.insured(),
                    person.demonstration(),
                    known.categories().stream().map(CategoryView::of).toList());
        }
    }

    /** @param to null while the period is open */
    record CategoryView(String code, String name, LocalDate from, LocalDate to, String source) {

        static CategoryView of(CategoryPeriod held) {
            return new CategoryView(
                    held.category().name(),
                    held.category().chineseName(),
                    held.period().from(),
                    held.period().to(),
                    held.sourceDocument());
        }
    }
}
