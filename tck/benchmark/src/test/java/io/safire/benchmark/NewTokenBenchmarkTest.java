package io.safire.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class NewTokenBenchmarkTest {

    @Test
    void requestsTokensWithEachAlgorithm() throws IOException {
        assertRequestsTokens("RS384");
        assertRequestsTokens("ES384");
    }

    private static void assertRequestsTokens(String algorithm) throws IOException {
        NewTokenBenchmark benchmark = new NewTokenBenchmark();
        benchmark.algorithm = algorithm;
        benchmark.start();
        try {
            assertThat(benchmark.safire()).isNotEmpty().isNotEqualTo(benchmark.byHand());
        } finally {
            benchmark.stop();
        }
    }
}
