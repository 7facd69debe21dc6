package io.safire.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.benchmark.Renewal.Third;
import io.safire.sandbox.control.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RenewalTest {

    @Test
    void tellsALineForEachKindOfFailure() throws IOException {
        List<Third> thirds = List.of(Third.SOUND, new Third("gone", Answer.status(503), false));
        List<String> table = new ArrayList<>();
        Renewal.table(Duration.ofSeconds(2), thirds, table::add);
        assertThat(table).hasSize(3);
        assertThat(table.get(1)).matches("nothing fails +\\|( +[0-9.,]+ \\|){15} +[0-9]+");
        assertThat(table.get(2)).matches("gone +\\|( +[0-9.,]+ \\|){15} +[0-9]+");
    }

    @Test
    void sharesOfTheCallsAreKnownToASixteenth() {
        Latencies latencies = new Latencies();
        LongStream.rangeClosed(1, 1_000_000).forEach(latencies::add);
        assertThat(latencies.count()).isEqualTo(1_000_000);
        assertThat(latencies.share(0.00001)).isEqualTo(10);
        assertThat(latencies.share(0.5)).isBetween(500_000L, 532_000L);
        assertThat(latencies.share(0.99)).isBetween(990_000L, 1_000_000L);
        assertThat(latencies.most()).isEqualTo(1_000_000);
    }
}
