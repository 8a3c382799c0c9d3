package org.medaid.application.household;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.application.HomeTowns;
import org.medaid.application.Relation;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.document.DocumentId;
import org.medaid.document.LetterAnswer;
import org.medaid.document.LetterContent;
import org.medaid.document.LetterContent.HouseholdFile;
import org.medaid.document.LetterKind;
import org.medaid.document.Letters;
import org.medaid.document.Subject;
import org.medaid.document.SubjectReaders;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.DiseaseGroup;
import org.medaid.party.FamilyDoctorContract;
import org.medaid.party.HealthCard;
import org.medaid.party.Hospital;
import org.medaid.party.Household;
import org.medaid.party.HouseholdId;
import org.medaid.party.Households;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where the file of a household is kept: its home, its members, each one's card and contract, and the whole on paper. */
@Service
@Transactional
@Clause("X1")
public class HouseholdDesk implements SubjectReaders {

    public static final String SUBJECT = "HOUSEHOLD";

    static final String ROUTED = "须转诊至二级及以上定点医疗机构";

    private static final Citation BASIS = new Citation("江人社发〔2018〕567号", "六(四)");
    private static final int LONGEST_LINE = 100;
    private static final int LONGEST_TEXT = 1000;

    private final Households households;
    private final HomeTowns towns;
    private final Parties parties;
    private final Roster roster;
    private final Letters letters;
    private final AuditTrail audit;
    private final BusinessClock clock;

    HouseholdDesk(
            Households households,
            HomeTowns towns,
            Parties parties,
            Roster roster,
            Letters letters,
            AuditTrail audit,
            BusinessClock clock) {
        this.households = households;
        this.towns = towns;
        this.parties = parties;
        this.roster = roster;
        this.letters = letters;
        this.audit = audit;
        this.clock = clock;
    }

    /** The file of the household somebody belongs to now. */
    public Optional<HouseholdId> search(String residentId, CurrentUser user) {
        return person(residentId, user.office())
                .filter(person -> towns.areReached(user, person.id()))
                .flatMap(person -> households.of(user.office(), person.id()));
    }

    /** A file of the user's office and townships, for reading; who read it is recorded, for it holds diseases. */
    public Optional<Household> read(HouseholdId id, CurrentUser user) {
        Optional<Household> found = find(id, user);
        found.ifPresent(household -> audited(user, "HOUSEHOLD_FILE_READ", id));
        return found;
    }

    private Optional<Household> find(HouseholdId id, CurrentUser user) {
        return households.find(user.office(), id).filter(household -> towns.areReached(user, household.home().head()));
    }

    @Override
    public String subjectType() {
        return SUBJECT;
    }

    @Override
    public boolean reaches(CurrentUser reader, String subjectId) {
        return find(HouseholdId.parse(subjectId), reader).isPresent();
    }

    public Outcome<HouseholdId> open(HouseholdForms.Open form, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>();
        Optional<Person> head = known(form.residentId(), user, problems);
        if (head.filter(person -> !towns.areReached(user, person.id())).isPresent()) {
            problems.add(new FieldProblem("residentId", "OTHER_TOWN", "此人属于其他乡镇（街道），请由所属乡镇（街道）建档。"));
        }
        homeProblems(form.address(), form.phone(), problems);
        head.flatMap(person -> households.of(user.office(), person.id()))
                .ifPresent(other -> problems.add(new FieldProblem("residentId", "HOUSEHOLD_EXISTS", "此人所在的家庭已经建档，请直接查询。")));
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        HouseholdId id = households.open(user.office(), head.get().id(), "窗口建档", user.id());
        households.settle(id, head.get().id(), form.address().strip(), phone(form.phone()), user.id());
        audited(user, "HOUSEHOLD_OPENED", id);
        return Outcome.done(id);
    }

    public List<FieldProblem> settle(Household household, HouseholdForms.Home form, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>();
        homeProblems(form.address(), form.phone(), problems);
        Optional<PersonId> head = present(household, form.head());
        if (head.isEmpty()) {
            problems.add(new FieldProblem("head", "HEAD_NOT_PRESENT", "请在现有家庭成员中选择户主。"));
        }
        if (problems.isEmpty()) {
            households.settle(household.id(), head.get(), form.address().strip(), phone(form.phone()), user.id());
            audited(user, "HOUSEHOLD_SETTLED", household.id());
        }
        return problems;
    }

    public List<FieldProblem> join(Household household, HouseholdForms.Join form, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>();
        Optional<Person> person = known(form.residentId(), user, problems);
        Optional<Relation> relation = Relation.of(String.valueOf(form.relation()));
        boolean head = person.filter(who -> who.id().equals(household.home().head())).isPresent();
        if (relation.isEmpty() || (relation.get() == Relation.SELF) != head) {
            problems.add(new FieldProblem("relation", "RELATION_INVALID", "请选择与户主的关系；只有户主填“本人”。"));
        }
        if (problems.isEmpty()) {
            households.join(user.office(), household.id(), person.get().id(), relation.get().name(), user.id());
            audited(user, "HOUSEHOLD_MEMBER_JOINED", household.id());
        }
        return problems;
    }

    public List<FieldProblem> leave(Household household, HouseholdForms.Leave form, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>();
        Optional<Household.Member> member = household.present().stream()
                .filter(known -> known.id().toString().equals(form.member()))
                .findFirst();
        Optional<LocalDate> lastOn = day(form.lastOn()).filter(day -> !day.isAfter(clock.today()));
        if (member.isEmpty()) {
            problems.add(new FieldProblem("member", "MEMBER_NOT_FOUND", "没有找到这名家庭成员，请刷新后再试。"));
        } else if (member.get().person().equals(household.home().head()) && household.present().size() > 1) {
            problems.add(new FieldProblem("member", "HEAD_LEAVES", "户主转出前，请先变更户主。"));
        }
        if (lastOn.isEmpty()) {
            problems.add(new FieldProblem("lastOn", "DAY_INVALID", "请填写转出日期，不能晚于今天。"));
        }
        text(problems, "reason", form.reason(), LONGEST_LINE, true, "转出原因");
        if (problems.isEmpty() && households.leave(household, member.get().id(), lastOn.get(), form.reason().strip(), user.id())) {
            audited(user, "HOUSEHOLD_MEMBER_LEFT", household.id());
        }
        return problems;
    }

    /** A new entry of somebody's health card; the ones before stay readable. */
    public List<FieldProblem> card(Household household, HouseholdForms.Card form, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>();
        Optional<PersonId> person = present(household, form.person());
        if (person.isEmpty()) {
            problems.add(new FieldProblem("person", "MEMBER_NOT_FOUND", "没有找到这名家庭成员，请刷新后再试。"));
        }
        Set<DiseaseGroup> groups = EnumSet.noneOf(DiseaseGroup.class);
        for (String code : form.groups()) {
            DiseaseGroup.of(code).ifPresentOrElse(groups::add, () ->
                    problems.add(new FieldProblem("groups", "CHOICE_MISSING", "请选择列出的病种。")));
        }
        text(problems, "conditions", form.conditions(), LONGEST_TEXT, !groups.isEmpty(), "患病情况");
        text(problems, "plan", form.plan(), LONGEST_TEXT, false, "个人健康计划");
        Optional<String> hospital = Optional.empty();
        if (!Typed.blank(form.hospitalCode())) {
            Optional<Hospital> found = parties.hospital(form.hospitalCode());
            hospital = found.map(Hospital::code);
            if (found.filter(h -> h.level() >= DiseaseGroup.LOWEST_LEVEL && h.designatedOn(clock.today())).isEmpty()) {
                problems.add(new FieldProblem(
                        "hospitalCode", "HOSPITAL_NOT_SUITABLE", "转诊医院应为二级及以上的定点医疗机构（" + BASIS + "）。"));
            }
        }
        if (problems.isEmpty()) {
            households.record(new HealthCard(
                    person.get(),
                    stripped(form.conditions()),
                    groups,
                    hospital,
                    stripped(form.plan()),
                    user.id(),
                    clock.now()));
            audited(user, "HEALTH_CARD_RECORDED", household.id());
        }
        return problems;
    }

    /** A contract with a family doctor, whose own share the fund bears. */
    public List<FieldProblem> sign(Household household, HouseholdForms.Contract form, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>();
        Optional<PersonId> person = present(household, form.person());
        if (person.isEmpty()) {
            problems.add(new FieldProblem("person", "MEMBER_NOT_FOUND", "没有找到这名家庭成员，请刷新后再试。"));
        }
        text(problems, "doctor", form.doctor(), LONGEST_LINE, true, "家庭医生");
        text(problems, "clinic", form.clinic(), LONGEST_LINE, true, "签约机构");
        Optional<LocalDate> from = day(form.from());
        Optional<LocalDate> to = day(form.to());
        if (from.isEmpty() || to.isEmpty() || to.get().isBefore(from.get())) {
            problems.add(new FieldProblem("from", "DAY_INVALID", "请填写签约的起止日期，终止不能早于开始。"));
        }
        Money ownShare = Typed.amount(form.ownShare());
        if (ownShare == null) {
            problems.add(new FieldProblem("ownShare", "AMOUNT_INVALID", "请填写个人自付的金额，没有的填0。"));
        }
        if (problems.isEmpty()
                && !households.sign(new FamilyDoctorContract(
                        UUID.randomUUID(),
                        person.get(),
                        form.doctor().strip(),
                        form.clinic().strip(),
                        from.get(),
                        to.get(),
                        ownShare,
                        Optional.empty(),
                        user.id()))) {
            problems.add(new FieldProblem("from", "CONTRACT_OVERLAPS", "此人在这段时间已有家庭医生签约。"));
        }
        if (problems.isEmpty()) {
            audited(user, "FAMILY_DOCTOR_SIGNED", household.id());
        }
        return problems;
    }

    public List<FieldProblem> end(Household household, HouseholdForms.EndContract form, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>();
        Optional<FamilyDoctorContract> contract = present(household, form.person()).flatMap(person ->
                households.contracts(person).stream()
                        .filter(known -> known.id().toString().equals(form.contract()) && known.endedOn().isEmpty())
                        .findFirst());
        Optional<LocalDate> lastOn = day(form.lastOn());
        if (contract.isEmpty()) {
            problems.add(new FieldProblem("contract", "CONTRACT_NOT_FOUND", "没有找到这份签约，请刷新后再试。"));
        } else if (lastOn.filter(day -> !day.isBefore(contract.get().from()) && !day.isAfter(contract.get().to())).isEmpty()) {
            problems.add(new FieldProblem("lastOn", "DAY_INVALID", "解约日期应在签约期内。"));
        }
        text(problems, "reason", form.reason(), LONGEST_LINE, true, "解约原因");
        if (problems.isEmpty()) {
            households.end(contract.get(), lastOn.get(), form.reason().strip(), user.id());
            audited(user, "FAMILY_DOCTOR_ENDED", household.id());
        }
        return problems;
    }

    /** The file on paper as it stands today, with one card per person. */
    public Outcome<DocumentId> print(Household household, CurrentUser user) {
        LetterAnswer answer = letters.issue(
                user.office(),
                LetterKind.HOUSEHOLD_FILE,
                new Subject(SUBJECT, household.id().toString()),
                new HouseholdFile(
                        person(household, household.home().head()).name(),
                        household.home().address(),
                        household.home().phone(),
                        household.present().stream().map(member -> paperCard(household, member)).toList()),
                user.id());
        return answer instanceof LetterAnswer.Issued issued
                ? Outcome.done(issued.document())
                : Outcome.refused("", "NOT_PRINTABLE", ((LetterAnswer.MissingGlyphs) answer).message());
    }

    private HouseholdFile.HealthCard paperCard(Household household, Household.Member member) {
        Person person = person(household, member.person());
        Optional<HealthCard> card = households.cards(person.id()).stream().findFirst();
        Optional<FamilyDoctorContract> contract = contractToday(person.id());
        List<String> conditions = new ArrayList<>();
        card.map(HealthCard::conditions).filter(text -> !text.isBlank()).ifPresent(conditions::add);
        card.ifPresent(known -> known.groups().forEach(group -> conditions.add(group.chineseName())));
        return new HouseholdFile.HealthCard(
                relationName(member.relation()),
                person.name(),
                person.sex().chineseName(),
                person.residentId().value(),
                person.birthDate(),
                person.insured(),
                roster.categoriesOn(person.id(), clock.today()).stream()
                        .map(held -> held.category().chineseName())
                        .toList(),
                conditions,
                contract.map(known -> known.doctor() + "（" + known.clinic() + "），个人自付" + known.ownShare() + "元由精准扶贫资金支付"),
                contract.map(FamilyDoctorContract::from),
                card.filter(HealthCard::isRouted).map(known -> routing(known)),
                card.map(HealthCard::plan).stream().flatMap(String::lines).filter(line -> !line.isBlank()).toList());
    }

    /** Where a person of the four groups belongs, in words. */
    public String routing(HealthCard card) {
        return ROUTED + card.hospitalCode()
                .flatMap(parties::hospital)
                .map(hospital -> "：" + hospital.name() + "（" + hospital.levelName() + "）")
                .orElse("（尚未选定医院）");
    }

    public List<HealthCard> cards(PersonId person) {
        return households.cards(person);
    }

    public List<FamilyDoctorContract> contracts(PersonId person) {
        return households.contracts(person);
    }

    private Optional<FamilyDoctorContract> contractToday(PersonId person) {
        return households.contracts(person).stream()
                .filter(contract -> contract.isInForceOn(clock.today()))
                .findFirst();
    }

    /** The relation to the head, in words. */
    public static String relationName(String code) {
        return code.equals(Households.HEAD)
                ? "户主"
                : Relation.of(code).map(Relation::chineseName).orElse(code);
    }

    private Optional<Person> known(String residentId, CurrentUser user, List<FieldProblem> problems) {
        Optional<Person> person = person(residentId, user.office());
        if (person.isEmpty()) {
            problems.add(new FieldProblem("residentId", "PERSON_NOT_FOUND", "本统筹区没有登记此人，请核对身份证号码。"));
        }
        return person;
    }

    private Optional<Person> person(String residentId, PoolingArea area) {
        try {
            return parties.findPerson(area, ResidentId.parse(residentId));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Person person(Household household, PersonId id) {
        return parties.person(household.area(), id).orElseThrow();
    }

    private static Optional<PersonId> present(Household household, String person) {
        return household.present().stream()
                .map(Household.Member::person)
                .filter(id -> id.toString().equals(person))
                .findFirst();
    }

    private void homeProblems(String address, String phone, List<FieldProblem> problems) {
        text(problems, "address", address, LONGEST_LINE, true, "住址");
        if (!Typed.blank(phone) && !phone.strip().matches("[0-9 +-]{7,20}")) {
            problems.add(new FieldProblem("phone", "PHONE_INVALID", "联系电话只能填写数字。"));
        }
    }

    /** Everything typed here is printed: its characters must have a glyph. */
    private void text(List<FieldProblem> problems, String field, String value, int longest, boolean needed, String name) {
        if (Typed.blank(value)) {
            if (needed) {
                problems.add(new FieldProblem(field, "TEXT_MISSING", "请填写" + name + "。"));
            }
        } else if (value.length() > longest) {
            problems.add(new FieldProblem(field, "TEXT_TOO_LONG", name + "不能超过" + longest + "个字。"));
        } else {
            List<String> missing = letters.missingGlyphs(value.replaceAll("\\s", ""));
            if (!missing.isEmpty()) {
                problems.add(new FieldProblem(
                        field, "NOT_PRINTABLE", "“" + String.join("", missing) + "”无法打印在档案上，请改用其他文字。"));
            }
        }
    }

    private static Optional<String> phone(String typed) {
        return Typed.blank(typed) ? Optional.empty() : Optional.of(typed.strip());
    }

    private static String stripped(String typed) {
        return typed == null ? "" : typed.strip();
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(String.valueOf(text)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private void audited(CurrentUser user, String action, HouseholdId id) {
        audit.record(AuditEntry.of(user.id(), user.office(), action, SUBJECT, id).restingOn(BASIS));
    }
}
