package io.safire.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairsTest {

    @Test
    void tellsALineForEachPairAndOneOfMedians() throws IOException {
        List<String> lines = Pairs.table("ES384", 1, 2, 2);
        String figures = "process \\d+, by hand \\d+ us, \\d+\\.\\d{3} \\| thread \\d+, by hand \\d+ us, \\d+\\.\\d{3}"
                + " \\| \\d+, by hand \\d+ bytes, \\d+\\.\\d{3}";
        assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(line).matches("[^:]+: " + figures));
        assertThat(lines.get(0)).startsWith("warming up: ");
        assertThat(lines.get(1)).startsWith("ES384: ");
        assertThat(lines.get(3)).startsWith("ES384, medians: ");
    }

    @Test
    void costIsThatOfOneExchange() throws IOException {
        byte[][] kept = new byte[1][];
        Pairs.Cost cost = Pairs.Cost.of(
                () -> {
                    kept[0] = new byte[1_000_000];
                    return "token";
                },
                10);
        assertThat(cost.bytes()).isBetween(1_000_000.0, 1_100_000.0);
        assertThat(kept[0]).hasSize(1_000_000);
    }
}
