package io.safire.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CachedTokenComparisonTest {

    @Test
    void printsLineForOneAndForEightThreads() throws IOException {
        String figures = " threads: accessToken\\(\\) \\d+\\.\\d, baseline \\d+\\.\\d ns of CPU, \\d+\\.\\d{3}";
        assertThat(CachedTokenComparison.measure(1, 4_000_000))
                .satisfiesExactly(one -> assertThat(one).matches("1" + figures), eight -> assertThat(eight)
                        .matches("8" + figures));
    }
}
