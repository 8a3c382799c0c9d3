package org.medaid.policy.process;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedOutput;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.Accumulator;
import org.medaid.policy.RuleFault;
import org.medaid.policy.model.BeneficiaryClass;
import org.medaid.policy.model.Facts;
import org.medaid.policy.model.KeptLine;
import org.medaid.policy.model.KeptReason;
import org.medaid.policy.model.LineMethod;
import org.medaid.policy.ReasonCode;

/**
 * Tries a rule file out before it is deployed: reads every cell and evaluates it on every combination of facts that
 * matters. A file without a fault can be computed with, cites an article in every row, leaves nobody without an answer,
 * gives nobody the same line twice, and stays within the bounds that the documents fix.
 */
public final class RuleCheck {

    private static final String DATE_LITERAL = "date\\(\\s*\"\\d{4}-\\d{2}-\\d{2}\"\\s*\\)";
    private static final Pattern DATE_CELL = Pattern.compile(
            "|-|(?:<|<=|>|>=)?\\s*" + DATE_LITERAL + "|[\\[\\](]\\s*" + DATE_LITERAL + "\\s*\\.\\.\\s*" + DATE_LITERAL
                    + "\\s*[\\[\\])]");
    private static final Pattern FEEL = Pattern.compile("(?i)feel|https?://www\\.omg\\.org/spec/(?:FEEL|DMN)/.*");
    private static final Pattern CLOCK = Pattern.compile("\\b(?:now|today)\\s*\\(");
    private static final int MOST_FAULTS = 50;
    private static final long WHOLE = 10_000;

    private final RuleFileReader reader = new RuleFileReader();

    /**
     * What is wrong with a DMN file; empty if nothing is, or if it holds none of the areas' rules.
     *
     * @param content the file's bytes
     */
    public List<RuleFault> check(byte[] content) {
        RuleTables tables;
        try {
            tables = new RuleTables(content);
        } catch (RuntimeException e) {
            return List.of(new RuleFault("", "", "NOT_A_DMN_FILE", "不是有效的 DMN 文件"));
        }
        List<PoolingArea> areas = areas(tables);
        if (areas.isEmpty()) {
            return List.of();
        }
        if (areas.size() > 1) {
            return List.of(new RuleFault("", "", "SEVERAL_AREAS", "一个文件只能有一个统筹区的规则"));
        }
        return new Attempt(areas.get(0), content, tables).run();
    }

    /** The area whose rules a file holds; empty if it holds none, or several areas'. */
    Optional<PoolingArea> area(byte[] content) {
        try {
            List<PoolingArea> areas = areas(new RuleTables(content));
            return areas.size() == 1 ? Optional.of(areas.get(0)) : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static List<PoolingArea> areas(RuleTables tables) {
        Set<String> decisions = new HashSet<>();
        tables.tables().forEach(table -> decisions.add(table.decision()));
        return Arrays.stream(PoolingArea.values())
                .filter(area -> decisions.contains(RuleFileReader.lineDecisionKey(area))
                        || decisions.contains(RuleFileReader.recognitionDecisionKey(area))
                        || decisions.contains(RuleFileReader.referralDecisionKey(area)))
                .toList();
    }

    /** One file being tried out. */
    private final class Attempt {

        private final PoolingArea area;
        private final byte[] content;
        private final RuleTables tables;
        private final Map<String, RuleFault> faults = new LinkedHashMap<>();
        private final Set<String> fired = new HashSet<>();

        Attempt(PoolingArea area, byte[] content, RuleTables tables) {
            this.area = area;
            this.content = content;
            this.tables = tables;
        }

        List<RuleFault> run() {
            Set<String> known = Set.of(
                    RuleFileReader.recognitionDecisionKey(area),
                    RuleFileReader.referralDecisionKey(area),
                    RuleFileReader.lineDecisionKey(area));
            for (String decision : tables.decisions()) {
                if (!known.contains(decision)) {
                    fault(decision, decision, "UNKNOWN_DECISION", "文件中不能有其他决策：" + decision);
                }
            }
            for (String language : tables.languages()) {
                if (!FEEL.matcher(language).matches()) {
                    // Other languages reach the application's own classes.
                    fault("", language, "OTHER_LANGUAGE", "表达式只能用 FEEL 书写，不能用 " + language);
                }
            }
            if (!faults.isEmpty()) {
                return List.copyOf(faults.values());
            }
            readCells();
            try {
                DmnRuleFile file = reader.read(area, content);
                FactSamples samples = new FactSamples(area, file.relevantFacts());
                int classes = recognise(file, samples);
                lines(file, samples, classes, constellations(file, samples));
                if (faults.isEmpty()) {
                    rowsThatNeverFire();
                }
            } catch (UnusableRule e) {
                fault(e);
            }
            return faults.values().stream().limit(MOST_FAULTS).toList();
        }

        private void readCells() {
            for (RuleTables.Table table : tables.tables()) {
                for (RuleTables.Row row : table.rows()) {
                    if (isEmpty(row.outputs().get("document")) || isEmpty(row.outputs().get("article"))) {
                        fault(row.decision(), row.id(), "CITATION_MISSING", "缺少依据：文号和条款都要填写");
                    }
                    for (int i = 0; i < row.inputs().size(); i++) {
                        String asked = table.inputs().get(i);
                        String cell = row.inputs().get(i);
                        if (asked.contains("dischargedOn")
                                && !(asked.equals("date(dischargedOn)") && DATE_CELL.matcher(cell).matches())) {
                            fault(row.decision(), row.id(), "DATE_UNREADABLE", "日期只能与写明的日期比较，例如 >= date(\"2021-01-01\")");
                        }
                        if (CLOCK.matcher(asked + cell).find() || cell.contains("dischargedOn")) {
                            fault(row.decision(), row.id(), "DATE_UNREADABLE", "不得使用当前日期，出院日期只在日期列比较");
                        }
                    }
                    for (String cell : row.outputs().values()) {
                        if (CLOCK.matcher(cell).find() || cell.contains("dischargedOn")) {
                            fault(row.decision(), row.id(), "DATE_UNREADABLE", "输出不得依赖日期");
                        }
                    }
                }
            }
        }

        private static boolean isEmpty(String cell) {
            return cell == null || cell.isBlank() || cell.equals("\"\"") || cell.equals("-") || cell.equals("null");
        }

        private int recognise(DmnRuleFile file, FactSamples samples) {
            int[] known = {0};
            samples.forRecognition(facts -> {
                for (DmnEvaluatedDecisionRule rule : fire(file, file.recognitionDecision(), facts.forRecognition())) {
                    try {
                        BeneficiaryClass found = new RuleRow(file.recognitionDecision().getKey(), rule).beneficiaryClass();
                        known[0] |= 1 << found.ordinal();
                    } catch (UnusableRule e) {
                        fault(e);
                    }
                }
            });
            return known[0];
        }

        private List<String> constellations(DmnRuleFile file, FactSamples samples) {
            DmnDecision referral = file.referralDecision();
            if (referral == null) {
                List<String> none = new ArrayList<>();
                none.add(null);
                return none;
            }
            Set<String> found = new TreeSet<>();
            samples.forReferral(facts -> {
                List<DmnEvaluatedDecisionRule> rules = fire(file, referral, facts.forReferral());
                if (rules.size() != 1) {
                    fault(referral.getKey(), referral.getKey(), rules.isEmpty() ? "GAP" : "OVERLAP",
                            "参保地%s、医院所在地%s、%d级、%s备案：%s".formatted(
                                    facts.division(), facts.hospitalDivision(), facts.hospitalLevel(),
                                    facts.referralFiled() ? "已" : "未", rules.isEmpty() ? "没有一行适用" : "多于一行适用"));
                }
                for (DmnEvaluatedDecisionRule rule : rules) {
                    try {
                        found.add(new RuleRow(referral.getKey(), rule).constellation());
                    } catch (UnusableRule e) {
                        fault(e);
                    }
                }
            });
            return new ArrayList<>(found);
        }

        private void lines(DmnRuleFile file, FactSamples samples, int known, List<String> constellations) {
            DmnDecision decision = file.linesDecision();
            samples.forLines(known, constellations, (facts, classes, constellation) -> {
                if (faults.size() >= MOST_FAULTS) {
                    return;
                }
                List<String> codes = BeneficiaryClass.codes(classes);
                List<KeptLine> lines = new ArrayList<>();
                List<KeptReason> reasons = new ArrayList<>();
                int before = faults.size();
                for (DmnEvaluatedDecisionRule rule :
                        fire(file, decision, facts.forLines(codes, constellation))) {
                    RuleRow row = new RuleRow(decision.getKey(), rule);
                    try {
                        if (row.isReason()) {
                            reasons.add(row.reason());
                        } else {
                            lines.add(row.line());
                        }
                    } catch (UnusableRule e) {
                        fault(e);
                    }
                }
                if (faults.size() == before) {
                    together(decision.getKey(), facts, codes, constellation, lines, reasons);
                }
            });
        }

        /** What can only be seen of the rows that fire together. */
        private void together(
                String decision,
                Facts facts,
                List<String> codes,
                String constellation,
                List<KeptLine> lines,
                List<KeptReason> reasons) {
            String when = "出院%s、%s、%s%s".formatted(
                    facts.dischargedOn(), codes.isEmpty() ? "非救助对象" : String.join("、", codes),
                    facts.careType().chineseName(), constellation == null ? "" : "、" + constellation);
            Set<Object> seen = new LinkedHashSet<>();
            Set<Accumulator> accumulators = new HashSet<>();
            boolean answered = !reasons.isEmpty();
            boolean remainder = reasons.stream().anyMatch(reason -> reason.code() == ReasonCode.NO_POLICY_IN_FORCE);
            long selfPaid = 0;
            boolean rest = false;
            for (KeptLine line : lines) {
                for (String message : StatutoryBounds.check(area, line)) {
                    fault(decision, line.ruleId(), "AGAINST_THE_DOCUMENT", message);
                }
                Object what = line.code() == null ? line.method() : List.of(line.code(), line.payer());
                if (!seen.add(what)) {
                    fault(decision, line.ruleId(), "OVERLAP", "与前面的行重复：" + when);
                }
                if (line.accumulator() != null && !accumulators.add(line.accumulator())) {
                    fault(decision, line.ruleId(), "OVERLAP", "累计项与前面的行相同：" + when);
                }
                answered |= line.code() != null;
                remainder |= line.method() == LineMethod.REMAINDER;
                if (line.method() == LineMethod.SELF_PAID_SHARE || line.method() == LineMethod.SELF_PAID_REST) {
                    selfPaid += line.ratio().statutory();
                    rest |= line.method() == LineMethod.SELF_PAID_REST;
                    if (selfPaid > WHOLE) {
                        fault(decision, line.ruleId(), "RATIOS_DO_NOT_ADD_UP", "自费费用各方比例之和超过1：" + when);
                    }
                }
            }
            if (rest && selfPaid < WHOLE) {
                KeptLine last = lines.stream().filter(line -> line.method() == LineMethod.SELF_PAID_REST).findFirst().orElseThrow();
                fault(decision, last.ruleId(), "RATIOS_DO_NOT_ADD_UP", "自费费用各方比例之和应为1：" + when);
            }
            for (KeptReason reason : reasons) {
                if (!seen.add(reason.code())) {
                    fault(decision, reason.ruleId(), "OVERLAP", "与前面的行重复：" + when);
                }
            }
            if (!answered) {
                fault(decision, decision, "GAP", "没有一行适用：" + when);
            } else if (!remainder) {
                fault(decision, decision, "GAP", "没有写明其余费用由谁承担：" + when);
            }
        }

        private List<DmnEvaluatedDecisionRule> fire(DmnRuleFile file, DmnDecision decision, Map<String, Object> variables) {
            List<DmnEvaluatedDecisionRule> rules = file.firedRows().evaluate(decision, variables);
            for (DmnEvaluatedDecisionRule rule : rules) {
                if (fired.add(rule.getId())) {
                    cellsThatComeToNothing(decision, rule);
                }
            }
            return rules;
        }

        private void cellsThatComeToNothing(DmnDecision decision, DmnEvaluatedDecisionRule rule) {
            RuleTables.Row row = tables.rows().get(rule.getId());
            for (DmnEvaluatedOutput output : rule.getOutputEntries().values()) {
                String cell = row.outputs().getOrDefault(output.getOutputName(), "");
                boolean nothing = output.getValue() == null || output.getValue().getValue() == null;
                if (nothing && !cell.isEmpty()) {
                    fault(decision.getKey(), rule.getId(), "CELL_WITHOUT_VALUE",
                            "“" + output.getOutputName() + "”的表达式没有结果：" + cell);
                }
            }
        }

        private void rowsThatNeverFire() {
            for (RuleTables.Row row : tables.rows().values()) {
                if (!fired.contains(row.id())) {
                    fault(row.decision(), row.id(), "ROW_NEVER_APPLIES", "在任何情形下都不适用，请检查条件的写法");
                }
            }
        }

        private void fault(UnusableRule e) {
            if (e.expression() != null) {
                for (RuleTables.Row row : tables.rows().values()) {
                    if (row.decision().equals(e.decision())
                            && (row.inputs().contains(e.expression()) || row.outputs().containsValue(e.expression()))) {
                        fault(row.decision(), row.id(), "EXPRESSION_FAILS", e.getMessage());
                    }
                }
            }
            if (faults.values().stream().anyMatch(fault -> fault.code().equals("EXPRESSION_FAILS"))) {
                return;
            }
            fault(e.decision(), e.row(), "UNUSABLE", e.getMessage());
        }

        private void fault(String decision, String row, String code, String message) {
            faults.putIfAbsent(
                    row + " " + code, new RuleFault(decision, row, code, tables.named(decision, row) + "：" + message));
        }
    }
}
