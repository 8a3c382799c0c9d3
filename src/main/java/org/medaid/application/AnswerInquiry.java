package org.medaid.application;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.medaid.api.FieldProblem;
import org.medaid.api.Typed;
import org.medaid.kernel.Clause;

/** A department answers a letter of inquiry. Not to answer is recorded as an answer too, by the system. */
@Clause("P3")
public record AnswerInquiry(
        String target,
        String answer,
        List<Finding> findings,
        String note)
        implements ApplicationStep {

    static final String KIND = "INQUIRY_ANSWERED";

    public AnswerInquiry {
        findings = findings == null ? List.of() : List.copyOf(findings);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FieldProblem> problems(StepContext context) {
        List<FieldProblem> problems = new ArrayList<>();
        StepContext.chosen(problems, "answer", answer, Set.of("FOUND", "NOTHING_FOUND"), "请选择查询结果。");
        Optional<InquiryTarget> asked =
                Stream.of(InquiryTarget.values()).filter(t -> t.name().equals(target)).findFirst();
        if (asked.isEmpty() || !context.user().isIn(asked.get().group())) {
            problems.add(new FieldProblem("", "NOT_ASKED", "这份查询公函不是发给本部门的。"));
        }
        if ("FOUND".equals(answer)) {
            if (findings.isEmpty()) {
                problems.add(new FieldProblem("findings", "FINDINGS_MISSING", "请逐项填写查到的情况。"));
            }
            for (int i = 0; i < findings.size(); i++) {
                Finding finding = findings.get(i);
                if (finding.memberLineNo() == null
                        || context.application().members().stream()
                                .noneMatch(member -> member.lineNo() == finding.memberLineNo())) {
                    problems.add(new FieldProblem("findings." + i + ".memberLineNo", "MEMBER_MISSING", "请选择家庭成员。"));
                }
                StepContext.text(problems, "findings." + i + ".description", finding.description(), "请写明查到的情况。");
                if (!Typed.blank(finding.annualIncome()) && Typed.amount(finding.annualIncome()) == null) {
                    problems.add(new FieldProblem(
                            "findings." + i + ".annualIncome", "AMOUNT_INVALID", "金额最多两位小数，不能为负数。"));
                }
            }
        }
        return problems;
    }

    /** @param annualIncome income of twelve months where the department knows of one, in yuan; may be empty */
    public record Finding(Integer memberLineNo, String description, String annualIncome) {}
}
