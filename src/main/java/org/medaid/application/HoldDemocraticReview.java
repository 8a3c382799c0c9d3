package org.medaid.application;

import java.util.ArrayList;
import java.util.List;
import org.medaid.api.FieldProblem;
import org.medaid.kernel.Clause;

/** The village or residents' committee votes; the result follows from the office's rule. */
@Clause("P4")
public record HoldDemocraticReview(
        String heldOn,
        String place,
        Integer entitled,
        Integer present,
        Integer inFavour,
        Integer against,
        Integer abstained,
        String minutes,
        List<String> documents)
        implements ApplicationStep {

    static final String KIND = "REVIEW_HELD";

    public HoldDemocraticReview {
        documents = documents == null ? List.of() : List.copyOf(documents);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<FieldProblem> problems(StepContext context) {
        List<FieldProblem> problems = new ArrayList<>();
        if (context.pastDay(heldOn).isEmpty()) {
            problems.add(new FieldProblem("heldOn", "DAY_INVALID", "请填写评议日期，不能晚于今天。"));
        }
        StepContext.text(problems, "place", place, "请填写评议地点。");
        StepContext.text(problems, "minutes", minutes, "请填写评议记录。");
        if (entitled == null || entitled < 1) {
            problems.add(new FieldProblem("entitled", "COUNT_INVALID", "请填写应到人数。"));
        } else if (present == null || present < 0 || present > entitled) {
            problems.add(new FieldProblem("present", "COUNT_INVALID", "到会人数不能超过应到人数。"));
        } else {
            int quorum = context.number(ApplicationParameter.QUORUM_PERCENT);
            if (present * 100 < entitled * quorum) {
                problems.add(new FieldProblem(
                        "present", "NO_QUORUM", "到会人数不足应到人数的" + quorum + "%，评议无效，请重新组织。"));
            }
            if (inFavour == null || against == null || abstained == null || Math.min(Math.min(inFavour, against), abstained) < 0
                    || inFavour + against + abstained != present) {
                problems.add(new FieldProblem("inFavour", "VOTES_DO_NOT_ADD_UP", "同意、不同意和弃权票数之和应等于到会人数。"));
            }
        }
        if (documents.isEmpty()) {
            problems.add(new FieldProblem("documents", "MINUTES_MISSING", "请上传签到表和评议记录。"));
        }
        return problems;
    }

    /** Whether the review passed under the office's rule. */
    boolean passed(MajorityRule rule) {
        return rule.passed(entitled, present, inFavour);
    }
}
