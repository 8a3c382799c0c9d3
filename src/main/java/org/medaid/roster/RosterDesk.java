package org.medaid.roster;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.party.PersonRegistration;
import org.medaid.party.RegisterPerson;
import org.medaid.policy.Category;
import org.medaid.security.CurrentUser;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/** Single entries and exits of departments and of the office, by hand or from a department's own system. */
@Service
@Transactional
@Clause({"J1", "S1", "H3"})
public class RosterDesk {

    private final Roster roster;
    private final Parties parties;
    private final BusinessClock clock;

    RosterDesk(Roster roster, Parties parties, BusinessClock clock) {
        this.roster = roster;
        this.parties = parties;
        this.clock = clock;
    }

    /** What became of a change. */
    public sealed interface Answer {

        /** @param period as the roster knows it now */
        record Recorded(CategoryPeriod period) implements Answer {}

        /** @param problems at least one */
        record Refused(List<FieldProblem> problems) implements Answer {}
    }

    private record Read(Category category, ListKind.Effect effect, ResidentId residentId, Optional<Person> person) {}

    /** Enters a person, and registers one that nobody knows yet. */
    public Answer enter(CurrentUser user, RosterChange change) {
        List<FieldProblem> problems = new ArrayList<>();
        Read read = read(user, change, problems);
        if (!problems.isEmpty()) {
            return new Answer.Refused(problems);
        }
        PersonId person;
        if (read.person().isPresent()) {
            person = read.person().get().id();
        } else {
            PersonRegistration registration = register(user, change, read.residentId(), problems);
            if (!(registration instanceof PersonRegistration.Registered registered)) {
                return new Answer.Refused(problems);
            }
            person = registered.person().id();
        }
        RosterAnswer answer = roster.enter(
                user.office(),
                new EnterCategory(
                        person,
                        read.category(),
                        DateRange.from(read.effect().entryFrom()),
                        change.sourceDocument(),
                        user.id()));
        if (read.person().isEmpty() && answer instanceof RosterAnswer.Refused) {
            // The person just registered is not kept either: the change is one thing.
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }
        return answer(answer);
    }

    /** Ends a person's entitlement in a category. */
    public Answer exit(CurrentUser user, RosterChange change) {
        List<FieldProblem> problems = new ArrayList<>();
        Read read = read(user, change, problems);
        if (!problems.isEmpty()) {
            return new Answer.Refused(problems);
        }
        LocalDate last = read.effect().exitLast();
        Optional<CategoryPeriod> held = read.person().stream()
                .flatMap(person -> roster.held(person.id()).stream())
                .filter(period -> period.category() == read.category())
                .filter(period -> !period.period().from().isAfter(last)
                        && (period.period().to() == null || period.period().to().isAfter(last)))
                .findFirst();
        if (held.isEmpty()) {
            return refused("residentId", "NOT_ON_LIST", "此人在这一类别中没有到" + last + "仍有效的记录，不能退出。");
        }
        return answer(roster.end(
                user.office(), new EndCategory(held.get().id(), last, change.sourceDocument(), user.id())));
    }

    private Read read(CurrentUser user, RosterChange change, List<FieldProblem> problems) {
        ResidentId residentId = null;
        Optional<Person> person = Optional.empty();
        try {
            residentId = ResidentId.parse(change.residentId());
            person = parties.findPerson(user.office(), residentId);
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem(
                    "residentId", "RESIDENT_ID_MALFORMED", "身份证号不正确：应为18位，且校验码须相符，请核对后重新填写。"));
        }
        String name = change.name() == null ? "" : change.name().strip();
        if (name.isEmpty()) {
            problems.add(new FieldProblem("name", "NAME_MISSING", "请填写姓名。"));
        } else if (person.filter(known -> !known.name().equals(name)).isPresent()) {
            problems.add(new FieldProblem("name", "NAME_DIFFERS", "姓名与登记的不一致，请核对身份证号和姓名。"));
        }
        Optional<Category> category = Category.of(change.category());
        if (category.isEmpty()) {
            problems.add(new FieldProblem("category", "CATEGORY_UNKNOWN", "请选择类别。"));
        } else if (!EnteringRights.enters(user).contains(category.get())) {
            problems.add(new FieldProblem(
                    "category", "CATEGORY_NOT_YOURS", "“" + category.get().chineseName() + "”不能由您登记。"));
        }
        LocalDate day = clock.today();
        if (change.day() != null && !change.day().isBlank()) {
            try {
                day = LocalDate.parse(change.day().strip());
            } catch (DateTimeParseException e) {
                problems.add(new FieldProblem("day", "DATE_MALFORMED", "日期格式不正确，请按“年-月-日”填写，例如 2020-05-01。"));
            }
        }
        if (day.getYear() < 1950 || day.getYear() > 2100) {
            problems.add(new FieldProblem("day", "DATE_IMPLAUSIBLE", "日期的年份不合理，请核对。"));
        }
        boolean monthly = category.isPresent() && ListKind.of(user.office(), category.get()) == ListKind.MONTHLY;
        if (monthly && day.isAfter(clock.today())) {
            problems.add(new FieldProblem("day", "HANDED_OVER_LATER", "移交日期不能晚于今天。"));
        }
        if (!problems.isEmpty()) {
            return null;
        }
        return new Read(
                category.get(),
                monthly ? ListKind.monthly(YearMonth.from(day), day) : ListKind.daily(day),
                residentId,
                person);
    }

    private PersonRegistration register(
            CurrentUser user, RosterChange change, ResidentId residentId, List<FieldProblem> problems) {
        DivisionCode division = null;
        try {
            division = new DivisionCode(change.division() == null ? "" : change.division().strip());
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem("division", "PERSON_UNKNOWN", "没有登记此人，请选择参保地以便一并登记。"));
        }
        if (division != null
                && PoolingArea.of(division).filter(user.office()::equals).isEmpty()) {
            problems.add(new FieldProblem("division", "DIVISION_ELSEWHERE", "该参保地不属于本统筹区，请核对。"));
        }
        if (!"true".equals(change.insured()) && !"false".equals(change.insured())) {
            problems.add(new FieldProblem("insured", "PERSON_UNKNOWN", "没有登记此人，请选择是否参保以便一并登记。"));
        }
        if (!problems.isEmpty()) {
            return null;
        }
        PersonRegistration answer = parties.registerPerson(new RegisterPerson(
                residentId,
                change.name(),
                division,
                Boolean.parseBoolean(change.insured()),
                Optional.empty(),
                user.id(),
                false));
        if (answer instanceof PersonRegistration.Refused refused) {
            problems.add(new FieldProblem(refused.field(), refused.reason().name(), refused.message()));
        }
        return answer;
    }

    private static Answer answer(RosterAnswer answer) {
        if (answer instanceof RosterAnswer.Recorded recorded) {
            return new Answer.Recorded(recorded.period());
        }
        RosterAnswer.Refused refused = (RosterAnswer.Refused) answer;
        String field = refused.field().equals("period") || refused.field().equals("person") ? "category" : refused.field();
        return refused(
                field.equals("lastDay") ? "day" : field, refused.reason().name(), refused.message());
    }

    private static Answer.Refused refused(String field, String code, String message) {
        return new Answer.Refused(List.of(new FieldProblem(field, code, message)));
    }
}
