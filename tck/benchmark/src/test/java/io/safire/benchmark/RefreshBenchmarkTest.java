package io.safire.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.benchmark.RefreshBenchmark.RefreshScenario;
import io.safire.sandbox.control.ScriptedResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RefreshBenchmarkTest {

    @Test
    void printsLineForEachScenario() throws IOException {
        List<RefreshScenario> scenarios = List.of(
                RefreshScenario.NO_FAILURE, new RefreshScenario("unavailable", ScriptedResponse.status(503), false));
        List<String> table = new ArrayList<>();
        RefreshBenchmark.measureAll(Duration.ofSeconds(2), scenarios, table::add);
        assertThat(table).hasSize(3);
        assertThat(table.get(1)).matches("nothing fails +\\|( +[0-9.,]+ \\|){15} +[0-9]+");
        assertThat(table.get(2)).matches("unavailable +\\|( +[0-9.,]+ \\|){15} +[0-9]+");
        assertThat(cells(table, 1))
                .containsEntry("requests per refresh and retry", "1.00")
                .containsEntry("expired", "0")
                .containsEntry("errors", "0");
        assertThat(cells(table, 2)).containsEntry("expired", "0");
    }

    private static Map<String, String> cells(List<String> table, int line) {
        String[] names = table.get(0).split("\\|");
        String[] values = table.get(line).split("\\|");
        return IntStream.range(0, names.length)
                .boxed()
                .collect(Collectors.toMap(column -> names[column].strip(), column -> values[column].strip()));
    }

    @Test
    void computesQuantilesWithinOneSixteenth() {
        LatencyHistogram latencies = new LatencyHistogram();
        LongStream.rangeClosed(1, 1_000_000).forEach(latencies::add);
        assertThat(latencies.count()).isEqualTo(1_000_000);
        assertThat(latencies.quantile(0.00001)).isEqualTo(10);
        assertThat(latencies.quantile(0.5)).isBetween(500_000L, 532_000L);
        assertThat(latencies.quantile(0.99)).isBetween(990_000L, 1_000_000L);
        assertThat(latencies.max()).isEqualTo(1_000_000);
    }
}
