package org.medaid.bench;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionTableResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.CalculationRequest;
import org.medaid.policy.Division;
import org.medaid.policy.RandomBills;
import org.medaid.policy.RuleBook;
import org.medaid.policy.model.Facts;
import org.medaid.policy.model.KeptLines;
import org.medaid.policy.model.RuleFile;
import org.medaid.policy.process.ClassPathRuleBook;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One area's table of lines in three hands: kept by us, evaluated by Camunda's DMN engine as it comes (with the FEEL
 * version that we use), evaluated by KIE. Before anything is measured both engines have to fire the same rows for all
 * bills.
 *
 * <p>The two engines get the variables ready-made and evaluate the table of lines only; ours starts from the request and
 * covers recognition and referral as well.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
// The serial collector, so that no other core collects the garbage.
@Fork(value = 2, jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
public class LineTableBenchmark {

    private static final int BILLS = 1 << 10;

    /** Heshan's is the largest table. */
    @Param("heshan")
    private String area;

    private final CalculationRequest[] requests = new CalculationRequest[BILLS];
    private final List<Map<String, Object>> variables = new ArrayList<>();
    private RuleFile file;
    private DmnEngine camunda;
    private DmnDecision decision;
    private KieTable kie;
    private int next;

    @Setup
    public void prepare() throws Exception {
        PoolingArea pool = PoolingArea.ofTenant(area).orElseThrow();
        List<Division> divisions =
                Division.all().stream().filter(division -> division.area() == pool).toList();
        RuleBook book = new ClassPathRuleBook();
        file = book.latest(pool);
        RandomBills bills = new RandomBills(20_201_009);
        for (int i = 0; i < BILLS; i++) {
            requests[i] = bills.next(divisions.get(i % divisions.size()));
            variables.add(file.lineVariables(Facts.of(requests[i])));
            file.lines(requests[i]);
        }
        byte[] content = ClassPathRuleBook.content(pool);
        camunda = DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
        decision = camunda.parseDecision(file.lineDecisionKey(), new ByteArrayInputStream(content));
        kie = new KieTable(content, file.lineDecisionKey(), List.copyOf(variables.get(0).keySet()));
        for (Map<String, Object> bill : variables) {
            List<Map<String, Object>> ours = comparable(camunda.evaluateDecisionTable(decision, bill).getResultList());
            List<Map<String, Object>> theirs = comparable((List<?>) kie.evaluate(bill));
            if (ours.isEmpty() || !ours.equals(theirs)) {
                throw new IllegalStateException("Camunda says " + ours + ", KIE says " + theirs);
            }
        }
    }

    /** Rows without what is null, and numbers by their value: both engines have types of their own. */
    private static List<Map<String, Object>> comparable(List<?> rows) {
        List<Map<String, Object>> comparable = new ArrayList<>();
        for (Object row : rows) {
            Map<String, Object> cells = new TreeMap<>();
            ((Map<?, ?>) row).forEach((name, cell) -> {
                if (cell != null) {
                    cells.put(
                            (String) name,
                            cell instanceof Number ? new BigDecimal(cell.toString()).stripTrailingZeros() : cell);
                }
            });
            comparable.add(cells);
        }
        return comparable;
    }

    private int next() {
        return next++ & BILLS - 1;
    }

    @Benchmark
    public KeptLines keptLines() {
        return file.lines(requests[next()]);
    }

    @Benchmark
    public DmnDecisionTableResult camundaEngineDmn() {
        return camunda.evaluateDecisionTable(decision, variables.get(next()));
    }

    @Benchmark
    public Object kieDmn() {
        return kie.evaluate(variables.get(next()));
    }
}
