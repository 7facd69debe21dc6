package io.safire.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BulkDownloadBenchmarkTest {

    @Test
    void printsLineForEachKindOfDownload() throws Exception {
        assertThat(BulkDownloadBenchmark.measureAll(2, 1))
                .hasSize(3)
                .allMatch(line ->
                        line.matches(".+ \\| +\\d+ MiB/s \\| \\d+\\.\\d\\d of HttpClient \\| heap +\\d+\\.\\d MiB"));
    }
}
