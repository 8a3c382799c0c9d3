package org.medaid.policy.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.delegate.DmnEvaluatedDecisionRule;
import org.junit.jupiter.api.Test;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.CalculationAnswer;
import org.medaid.policy.CalculationRequest;
import org.medaid.policy.Cases;
import org.medaid.policy.RandomBills;
import org.medaid.policy.model.BenefitCalculator;
import org.medaid.policy.model.Facts;
import org.medaid.policy.model.KeptLines;

/** The rules as they are interpreted, and as they are kept. */
class KeptLinesTest {

    private static final long SEED = 20_201_009;
    private static final int BILLS = Integer.getInteger("medaid.random-bills", 20_000);

    @Test
    void kept_lines_compute_every_bill_as_the_interpreted_rules_do() {
        ClassPathRuleBook book = new ClassPathRuleBook();
        RandomBills bills = new RandomBills(SEED);
        Set<String> fired = new HashSet<>();
        for (int i = 0; i < BILLS; i++) {
            CalculationRequest request = bills.next();
            DmnRuleFile file = book.latest(request.division().area());

            KeptLines kept = file.lines(request);
            KeptLines fresh = file.evaluate(Facts.of(request));

            assertThat(kept.ruleIds()).as("bill %d of seed %d", i, SEED).isEqualTo(fresh.ruleIds());
            CalculationAnswer one = BenefitCalculator.calculate(request, kept, request.officeParameters()).answer();
            CalculationAnswer other = BenefitCalculator.calculate(request, fresh, request.officeParameters()).answer();
            assertThat(one).as("bill %d of seed %d", i, SEED).isEqualTo(other);
            fired.addAll(fresh.ruleIds());
        }
        // A generator that never gets past the first rows would prove nothing.
        assertThat(fired).hasSizeGreaterThan(55);
    }

    @Test
    void the_strict_feel_says_what_camundas_own_says() {
        ClassPathRuleBook book = new ClassPathRuleBook();
        RuleFileReader stock =
                new RuleFileReader(new FiredRows(DmnEngineConfiguration.createDefaultDmnEngineConfiguration()));
        Map<PoolingArea, DmnRuleFile> files = new EnumMap<>(PoolingArea.class);
        for (PoolingArea area : PoolingArea.values()) {
            files.put(area, stock.read(area, ClassPathRuleBook.content(area)));
        }
        RandomBills bills = new RandomBills(SEED + 1);
        for (int i = 0; i < 1_000; i++) {
            CalculationRequest request = bills.next();
            PoolingArea area = request.division().area();
            Facts facts = Facts.of(request);

            KeptLines strict = book.latest(area).evaluate(facts);
            KeptLines own = files.get(area).evaluate(facts);

            assertThat(strict.ruleIds()).isEqualTo(own.ruleIds());
            assertThat(BenefitCalculator.calculate(request, strict, request.officeParameters()).answer())
                    .isEqualTo(BenefitCalculator.calculate(request, own, request.officeParameters()).answer());
        }
    }

    @Test
    void facts_that_the_rules_do_not_read_share_their_kept_lines() {
        ClassPathRuleBook book = new ClassPathRuleBook();
        RandomBills bills = new RandomBills(SEED);
        Set<KeptLines> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 20_000; i++) {
            CalculationRequest request = bills.next();
            if (request.division().area() == PoolingArea.JINING) {
                kept.add(book.latest(PoolingArea.JINING).lines(request));
            }
        }
        // two periods around 2021-01-01 (and the day after), four categories alone or paired, three care types
        assertThat(kept.size()).isBetween(20, 3 * 3 * 11);
    }

    @Test
    void every_row_of_every_rule_file_is_hit() {
        // given
        Map<String, String> never = new HashMap<>();
        for (PoolingArea area : PoolingArea.values()) {
            for (RuleTables.Row row : new RuleTables(ClassPathRuleBook.content(area)).rows().values()) {
                never.put(row.id(), row.named());
            }
        }
        assertThat(never).hasSizeGreaterThan(120);

        // when
        ClassPathRuleBook book = new ClassPathRuleBook();
        RandomBills bills = new RandomBills(SEED);
        Cases.computed().forEach(example -> never.keySet().removeAll(hit(book, Cases.request(example.request()))));
        for (int i = 0; i < 20_000 && !never.isEmpty(); i++) {
            never.keySet().removeAll(hit(book, bills.next()));
        }

        // then
        assertThat(never.values()).as("rows that nothing hits").isEmpty();
    }

    private static Set<String> hit(ClassPathRuleBook book, CalculationRequest request) {
        Set<String> hit = new HashSet<>();
        DmnRuleFile file = book.latest(request.division().area());
        Facts facts = Facts.of(request);
        for (DmnEvaluatedDecisionRule rule :
                file.firedRows().evaluate(file.recognitionDecision(), facts.forRecognition())) {
            hit.add(rule.getId());
        }
        if (file.referralDecision() != null) {
            file.firedRows().evaluate(file.referralDecision(), facts.forReferral()).forEach(rule -> hit.add(rule.getId()));
        }
        hit.addAll(file.lines(request).ruleIds());
        return hit;
    }
}
