package io.safire.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CachedTokenBenchmarkTest {

    /** A proxy would take three times as long as all the rest. */
    @Test
    void injectedClientIsNoProxy() throws IOException {
        try (BenchmarkApplication application = BenchmarkApplication.start("ES384")) {
            assertThat(application.injected()).isSameAs(application.client());
        }
    }

    @Test
    void eachWayGivesItsToken() throws IOException {
        CachedTokenBenchmark benchmark = new CachedTokenEightThreadsBenchmark();
        benchmark.start();
        try {
            assertThat(benchmark.backend())
                    .isEqualTo(benchmark.floor())
                    .isEqualTo(benchmark.backendInjected())
                    .isNotEqualTo(benchmark.launch());
            assertThat(benchmark.launchFound()).isEqualTo(benchmark.launch());
        } finally {
            benchmark.stop();
        }
    }
}
