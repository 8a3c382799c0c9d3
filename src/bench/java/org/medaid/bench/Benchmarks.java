package org.medaid.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks with their allocation per operation ({@code gc.alloc.rate.norm}); takes JMH's own command line.
 *
 * <pre>
 * mvn -q -Pbenchmark test-compile exec:exec
 * mvn -q -Pbenchmark test-compile exec:exec -Dbenchmark.args="PolicyDeskBenchmark -f 3"
 * </pre>
 */
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(arguments))
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }
}
