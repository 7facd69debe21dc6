package io.safire.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class NewTokenBenchmarkTest {

    @Test
    void bothWaysGetATokenWithEachAlgorithm() throws IOException {
        getsTokens("RS384");
        getsTokens("ES384");
    }

    private static void getsTokens(String algorithm) throws IOException {
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
