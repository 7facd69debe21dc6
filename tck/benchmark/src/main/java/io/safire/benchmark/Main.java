package io.safire.benchmark;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmarks; the arguments are those of JMH. CPU time is measured beside the time that passes. */
public final class Main {

    private Main() {}

    /**
     * Runs.
     *
     * @param arguments those of JMH
     * @throws RunnerException if a benchmark failed
     * @throws CommandLineOptionException if the arguments are wrong
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
