package org.medaid.application;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.application.model.Declared;
import org.medaid.application.persistence.Applications;
import org.medaid.document.DocumentId;
import org.medaid.document.Documents;
import org.medaid.document.Letters;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.party.Town;
import org.medaid.policy.Category;
import org.medaid.roster.RecognisedCategories;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.springframework.stereotype.Component;

/** Judges an application as typed, and turns it into people of the register and amounts. Changes nothing. */
@Component
class HouseholdCheck {

    private static final int MOST_MEMBERS = 20;
    private static final int PERMIT_MONTHS = 3;

    /** Somebody as typed, checked. */
    record Checked(ResidentId residentId, String name, Relation relation, Money annualIncome, boolean insured, boolean included) {}

    /** An application as typed, checked. */
    record Household(
            Category category, Town town, Declared declared, Optional<LocalDate> permitFrom, List<Checked> members) {}

    private final Parties parties;
    private final Documents documents;
    private final Letters letters;
    private final Applications applications;
    private final Roster roster;
    private final BusinessClock clock;

    HouseholdCheck(
            Parties parties,
            Documents documents,
            Letters letters,
            Applications applications,
            Roster roster,
            BusinessClock clock) {
        this.parties = parties;
        this.documents = documents;
        this.letters = letters;
        this.applications = applications;
        this.roster = roster;
        this.clock = clock;
    }

    Outcome<Household> check(OpenApplication command, CurrentUser user) {
        List<FieldProblem> problems = new ArrayList<>();
        PoolingArea area = user.office();
        Optional<Category> category = Category.of(String.valueOf(command.category()))
                .filter(known -> RecognisedCategories.basis(area, known).isPresent());
        if (category.isEmpty()) {
            problems.add(new FieldProblem("category", "CATEGORY_UNKNOWN", "请选择申请认定的对象类别。"));
        }
        Optional<Town> town = parties.towns(area).stream()
                .filter(known -> known.code().equals(command.townCode()))
                .findFirst();
        if (town.isEmpty()) {
            problems.add(new FieldProblem("townCode", "TOWN_UNKNOWN", "请选择所属乡镇（街道）。"));
        } else if (!user.reaches(town.map(Town::code))) {
            problems.add(new FieldProblem("townCode", "OTHER_TOWN", "您只受理本乡镇（街道）的申请，请申请人到所属乡镇（街道）办理。"));
        }
        StepContext.text(problems, "address", command.address(), "请填写家庭住址。");
        if (!Typed.blank(command.phone()) && !command.phone().strip().matches("[0-9 +-]{7,20}")) {
            problems.add(new FieldProblem("phone", "PHONE_INVALID", "联系电话只能填写数字。"));
        }
        StepContext.text(problems, "illness", command.illness(), "请填写患病和治疗情况。");
        Money savings = amount(problems, "savings", command.savings());
        Money costs = amount(problems, "medicalCosts", command.medicalCosts());
        if (category.map(Track::of).filter(Track.INVESTIGATED::equals).isPresent()
                && !Boolean.TRUE.equals(command.consent())) {
            problems.add(new FieldProblem("consent", "CONSENT_MISSING", "须经家庭成员授权同意，才能查询家庭经济状况。"));
        }
        Optional<LocalDate> permitFrom = permit(command, category, problems);
        List<Checked> members = members(command, category, area, problems);
        for (String document : command.documents()) {
            if (!isUploaded(document, user)) {
                problems.add(new FieldProblem("documents", "DOCUMENT_UNKNOWN", "有附件没有上传成功，请重新上传。"));
                break;
            }
        }
        if (command.documents().isEmpty()) {
            problems.add(new FieldProblem("documents", "DOCUMENTS_MISSING", "请上传申请书和授权书等材料。"));
        }
        return problems.isEmpty()
                ? Outcome.done(new Household(
                        category.get(),
                        town.get(),
                        new Declared(
                                blankToNull(command.vehicles()),
                                blankToNull(command.realEstate()),
                                blankToNull(command.business()),
                                savings,
                                command.illness().strip(),
                                costs),
                        permitFrom,
                        members))
                : Outcome.refused(problems);
    }

    /** Non-residents are recognised with a residence permit of at least three months (连政办发〔2017〕22号 二(二)). */
    @Clause("L2")
    private Optional<LocalDate> permit(
            OpenApplication command, Optional<Category> category, List<FieldProblem> problems) {
        if (category.filter(Category.NON_RESIDENT_TEMPORARY_ASSISTANCE::equals).isEmpty()) {
            return Optional.empty();
        }
        try {
            LocalDate from = LocalDate.parse(String.valueOf(command.permitFrom()));
            if (from.isAfter(clock.today().minusMonths(PERMIT_MONTHS))) {
                problems.add(new FieldProblem(
                        "permitFrom", "PERMIT_TOO_SHORT", "非户籍人员应持有本地居住证满" + PERMIT_MONTHS + "个月（连政办发〔2017〕22号 二(二)）。"));
            }
            return Optional.of(from);
        } catch (DateTimeParseException e) {
            problems.add(new FieldProblem("permitFrom", "PERMIT_MISSING", "非户籍人员请填写居住证的签发日期。"));
            return Optional.empty();
        }
    }

    boolean isUploaded(String document, CurrentUser user) {
        try {
            return documents.find(user, DocumentId.parse(document)).isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private List<Checked> members(
            OpenApplication command, Optional<Category> category, PoolingArea area, List<FieldProblem> problems) {
        List<Checked> members = new ArrayList<>();
        if (command.members().isEmpty() || command.members().size() > MOST_MEMBERS) {
            problems.add(new FieldProblem("members", "MEMBERS_MISSING", "请填写1至" + MOST_MEMBERS + "名家庭成员，第一名为申请人。"));
            return members;
        }
        Set<ResidentId> seen = new HashSet<>();
        for (int i = 0; i < command.members().size(); i++) {
            Checked member = member(command.members().get(i), "members." + i + ".", i == 0, area, problems);
            if (member == null) {
                continue;
            }
            if (!seen.add(member.residentId())) {
                problems.add(new FieldProblem("members." + i + ".residentId", "MEMBER_TWICE", "同一人填写了两次。"));
            }
            if (member.included() && category.isPresent()) {
                known(member, category.get(), area, "members." + i + ".included", problems);
            }
            members.add(member);
        }
        if (command.members().stream().noneMatch(member -> Boolean.TRUE.equals(member.included()))) {
            problems.add(new FieldProblem("members", "NOBODY_INCLUDED", "请至少选择一名申请救助的家庭成员。"));
        }
        return members;
    }

    /** Who is recognised already, or has asked already, does not ask again. */
    private void known(Checked member, Category category, PoolingArea area, String field, List<FieldProblem> problems) {
        Optional<Person> person = parties.findPerson(area, member.residentId());
        if (person.isEmpty()) {
            return;
        }
        boolean held = roster.categoriesOn(person.get().id(), clock.today()).stream()
                .anyMatch(period -> period.category() == category);
        if (held) {
            problems.add(new FieldProblem(field, "RECOGNISED_ALREADY", "此人已是" + category.chineseName() + "，不需要再申请。"));
        }
        applications.openFor(person.get().id().value(), category).stream().findFirst().ifPresent(number ->
                problems.add(new FieldProblem(field, "APPLICATION_OPEN", "此人已有在办的申请（" + number + "），不能重复申请。")));
    }

    private Checked member(
            OpenApplication.Member typed, String path, boolean first, PoolingArea area, List<FieldProblem> problems) {
        int before = problems.size();
        ResidentId residentId = null;
        try {
            residentId = ResidentId.parse(String.valueOf(typed.residentId()));
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem(path + "residentId", "RESIDENT_ID_INVALID", "身份证号码不正确，请核对18位号码。"));
        }
        String name = typed.name() == null ? "" : typed.name().strip();
        if (name.isEmpty() || name.length() > 100) {
            problems.add(new FieldProblem(path + "name", "NAME_MISSING", "请填写姓名。"));
        } else {
            List<String> missing = letters.missingGlyphs(name);
            if (!missing.isEmpty()) {
                problems.add(new FieldProblem(
                        path + "name", "NAME_NOT_PRINTABLE", "姓名中的“" + String.join("", missing) + "”无法打印，请与管理员联系。"));
            }
        }
        Optional<Relation> relation = Relation.of(String.valueOf(typed.relation()));
        if (relation.isEmpty() || (relation.get() == Relation.SELF) != first) {
            problems.add(new FieldProblem(
                    path + "relation", "RELATION_INVALID", first ? "第一名应为申请人本人。" : "请选择与申请人的关系。"));
        }
        Money income = amount(problems, path + "annualIncome", typed.annualIncome());
        if (residentId != null && !name.isEmpty()) {
            Optional<Person> person = parties.findPerson(area, residentId);
            if (person.isPresent() && !person.get().name().equals(name)) {
                problems.add(new FieldProblem(path + "name", "NAME_DIFFERS", "姓名与该身份证号码登记的姓名不一致，请核对。"));
            }
        }
        return problems.size() > before
                ? null
                : new Checked(
                        residentId,
                        name,
                        relation.get(),
                        income,
                        Boolean.TRUE.equals(typed.insured()),
                        Boolean.TRUE.equals(typed.included()));
    }

    private static Money amount(List<FieldProblem> problems, String field, String typed) {
        Money amount = Typed.amount(Typed.blank(typed) ? "0" : typed.strip());
        if (amount == null) {
            problems.add(new FieldProblem(field, "AMOUNT_INVALID", "请填写金额，不能为负数，最多两位小数。"));
        }
        return amount;
    }

    private static String blankToNull(String text) {
        return Typed.blank(text) ? null : text.strip();
    }
}
