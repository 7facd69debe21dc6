package io.safire.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CachedTokenBenchmarkTest {

    private static final int CALLS = 50_000;
    private static volatile Object blackhole;

    /** The call through a proxy would take three times as long as everything else. */
    @Test
    void injectsClientWithoutProxy() throws IOException {
        try (BenchmarkApplication application = BenchmarkApplication.start("ES384")) {
            assertThat(application.injectedClient()).isSameAs(application.client());
        }
    }

    /** Allocation is exact on any machine, unlike time. */
    @Test
    void allocatesNothingForCachedToken() throws IOException {
        CachedTokenBenchmark benchmark = new CachedTokenBenchmark();
        benchmark.start();
        try {
            assertThat(bytes(benchmark::baseline)).isZero();
            assertThat(bytes(benchmark::clientCredentialsToken)).isZero();
            assertThat(bytes(benchmark::injectedClientCredentialsToken)).isZero();
            assertThat(bytes(benchmark::userToken)).isZero();
            assertThat(bytes(() -> new Object().toString())).isPositive();
        } finally {
            benchmark.stop();
        }
    }

    /** Returns the bytes that a call allocates after JIT compilation. */
    private static long bytes(Supplier<?> call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int number = 0; number < CALLS; number++) {
                blackhole = call.get();
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / CALLS);
        }
        return least;
    }

    @Test
    void returnsExpectedTokens() throws IOException {
        CachedTokenBenchmark benchmark = new CachedTokenEightThreadsBenchmark();
        benchmark.start();
        try {
            assertThat(benchmark.clientCredentialsToken())
                    .isEqualTo(benchmark.baseline())
                    .isEqualTo(benchmark.injectedClientCredentialsToken())
                    .isNotEqualTo(benchmark.userToken());
            assertThat(benchmark.findUserToken()).isEqualTo(benchmark.userToken());
        } finally {
            benchmark.stop();
        }
    }
}
