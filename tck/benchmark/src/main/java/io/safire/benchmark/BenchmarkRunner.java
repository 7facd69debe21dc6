package io.safire.benchmark;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** The main class of the JMH benchmarks, which measures CPU time in addition to elapsed time. */
public final class BenchmarkRunner {

    private BenchmarkRunner() {}

    /**
     * Runs the benchmarks.
     *
     * @param arguments command line options of JMH
     * @throws RunnerException if a benchmark fails
     * @throws CommandLineOptionException if the arguments are invalid
     */
    public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(arguments))
                        .addProfiler(CpuProfiler.class)
                        .shouldFailOnError(true)
                        .build())
                .run();
    }
}
