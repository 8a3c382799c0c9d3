package org.medaid.application;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.api.Typed;
import org.medaid.kernel.Clause;

/** What at least two surveyors found in the home. */
@Clause("P1")
public record SurveyHousehold(
        List<String> surveyors,
        String visitedOn,
        String housing,
        String findings,
        String annualIncome,
        String signedBy,
        List<String> documents)
        implements ApplicationStep {

    static final String KIND = "HOUSEHOLD_SURVEYED";

    public SurveyHousehold {
        surveyors = surveyors == null ? List.of() : List.copyOf(surveyors);
        documents = documents == null ? List.of() : List.copyOf(documents);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FieldProblem> problems(StepContext context) {
        List<FieldProblem> problems = new ArrayList<>();
        int least = context.number(ApplicationParameter.MINIMUM_SURVEYORS);
        if (Set.copyOf(surveyors).size() < least) {
            problems.add(new FieldProblem("surveyors", "SURVEYORS_TOO_FEW", "入户调查应由不少于" + least + "名不同的调查员进行。"));
        } else if (!surveyors.contains(context.user().id())) {
            problems.add(new FieldProblem("surveyors", "SURVEYOR_NOT_PRESENT", "填写人应是参加入户的调查员。"));
        }
        Optional<LocalDate> day = context.pastDay(visitedOn);
        if (day.isEmpty() || context.application().acceptedOn().filter(day.get()::isBefore).isPresent()) {
            problems.add(new FieldProblem("visitedOn", "DAY_INVALID", "入户日期应在受理之日以后，不能晚于今天。"));
        }
        StepContext.text(problems, "housing", housing, "请写明住房情况。");
        StepContext.text(problems, "findings", findings, "请写明家庭情况。");
        if (Typed.amount(String.valueOf(annualIncome)) == null) {
            problems.add(new FieldProblem("annualIncome", "AMOUNT_INVALID", "请填写调查核实的家庭年收入，最多两位小数。"));
        }
        StepContext.text(problems, "signedBy", signedBy, "请填写在调查表上签字的家庭成员姓名；拒绝签字的，请注明。");
        if (documents.isEmpty()) {
            problems.add(new FieldProblem("documents", "PHOTOS_MISSING", "请上传入户照片和签字的调查表。"));
        }
        return problems;
    }
}
