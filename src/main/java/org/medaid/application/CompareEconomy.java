package org.medaid.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.api.Typed;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;

/** Declared against found. A difference is explained, or the applicant is told of it. */
@Clause({"L2", "P3"})
public record CompareEconomy(
        String foundIncome,
        String conclusion,
        String explanation,
        String toldOn)
        implements ApplicationStep {

    static final String KIND = "ECONOMY_COMPARED";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FieldProblem> problems(StepContext context) {
        List<FieldProblem> problems = new ArrayList<>();
        if (Typed.amount(String.valueOf(foundIncome)) == null) {
            problems.add(new FieldProblem("foundIncome", "AMOUNT_INVALID", "请填写核实的家庭年收入，最多两位小数。"));
        }
        StepContext.chosen(problems, "conclusion", conclusion, Set.of("CONSISTENT", "EXPLAINED", "UNEXPLAINED"), "请选择比对结论。");
        if ("CONSISTENT".equals(conclusion)
                && problems.isEmpty()
                && Money.parse(foundIncome).isMoreThan(context.application().declaredIncome())) {
            problems.add(new FieldProblem("conclusion", "NOT_CONSISTENT", "核实的收入高于申报的收入，请写明差异的解释或已告知申请人。"));
        }
        if ("EXPLAINED".equals(conclusion) || "UNEXPLAINED".equals(conclusion)) {
            StepContext.text(problems, "explanation", explanation, "请写明差异及其解释。");
        }
        if ("UNEXPLAINED".equals(conclusion) && context.pastDay(toldOn).isEmpty()) {
            problems.add(new FieldProblem("toldOn", "DAY_INVALID", "差异没有得到解释的，应告知申请人，请填写告知日期。"));
        }
        return problems;
    }
}
