package org.medaid.bench;

import java.util.concurrent.TimeUnit;
import org.medaid.policy.CalculationAnswer;
import org.medaid.policy.CalculationRequest;
import org.medaid.policy.CalculationResult;
import org.medaid.policy.DeskWithoutDatabase;
import org.medaid.policy.OfficeParameterValues;
import org.medaid.policy.PolicyDesk;
import org.medaid.policy.RandomBills;
import org.medaid.policy.process.ClassPathRuleBook;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Calculations per second by one thread: from a request that has been read to all amounts in fen, over bills of all
 * five areas whose office parameters are the stored ones.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
// The serial collector, so that no other core collects the garbage.
@Fork(value = 2, jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+UseSerialGC"})
public class PolicyDeskBenchmark {

    /** A power of two, so that going round costs nothing. */
    private static final int BILLS = 1 << 10;

    private final CalculationRequest[] requests = new CalculationRequest[BILLS];
    private PolicyDesk keeping;
    private PolicyDesk evaluating;
    private int next;

    @Setup
    public void prepare() {
        ClassPathRuleBook book = new ClassPathRuleBook();
        keeping = DeskWithoutDatabase.over(book);
        evaluating = DeskWithoutDatabase.over(new EvaluatedEachTime(book));
        RandomBills bills = new RandomBills(20_201_009);
        for (int i = 0; i < BILLS; i++) {
            requests[i] = bills.next().withOfficeParameters(OfficeParameterValues.NONE);
            if (!(keeping.determine(requests[i]) instanceof CalculationResult.Calculated)) {
                throw new IllegalStateException("a refusal is no calculation: bill " + i);
            }
        }
    }

    private CalculationRequest next() {
        return requests[next++ & BILLS - 1];
    }

    @Benchmark
    public CalculationResult keptLines() {
        return keeping.determine(next());
    }

    /** And every text of the answer made, as for a caller. */
    @Benchmark
    public CalculationAnswer keptLinesAndAnswer() {
        return ((CalculationResult.Calculated) keeping.determine(next())).determination().answer();
    }

    @Benchmark
    public CalculationResult tablesEvaluatedEachTime() {
        return evaluating.determine(next());
    }
}
