package io.safire.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PairsTest {

    @Test
    void tellsALineForEachPairAndOneOfMedians() throws IOException {
        List<String> lines = Pairs.table("ES384", 1, 2, 2);
        // two tokens may take less CPU time than a tick of the clock of the process
        String figures =
                "process \\d+, by hand \\d+ us, (\\d+\\.\\d{3}|too short) \\| thread \\d+, by hand \\d+ us, \\d+\\.\\d{3}"
                        + " \\| \\d+, by hand \\d+ bytes, \\d+\\.\\d{3}";
        assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(line).matches("[^:]+: " + figures));
        assertThat(lines.get(0)).startsWith("warm-up: ");
        assertThat(lines.get(1)).startsWith("ES384: ");
        assertThat(lines.get(3)).startsWith("ES384, medians: ");
    }

    @Test
    void ratioIsTheMedianOfThePairs() {
        Pairs.Pair dear = pair(30, 10);
        assertThat(Pairs.line("ES384", List.of(dear, pair(12, 10), pair(11, 10))))
                .isEqualTo("ES384: process 12, by hand 10 us, 1.200 | thread 12, by hand 10 us, 1.200"
                        + " | 12, by hand 10 bytes, 1.200");
    }

    @Test
    void ticksThatAHalfDidNotReachGiveNoRatio() {
        Pairs.Cost cost = new Pairs.Cost(5000, 11, 11);
        Pairs.Pair first = new Pairs.Pair(cost, new Pairs.Cost(5000, 10, 10));
        Pairs.Pair second = new Pairs.Pair(cost, new Pairs.Cost(0, 10, 10));
        assertThat(Pairs.line("ES384", List.of(first, second)))
                .isEqualTo("ES384: process 5000, by hand 0 us, too short | thread 11, by hand 10 us, 1.100"
                        + " | 11, by hand 10 bytes, 1.100");
    }

    private static Pairs.Pair pair(double safire, double byHand) {
        return new Pairs.Pair(new Pairs.Cost(safire, safire, safire), new Pairs.Cost(byHand, byHand, byHand));
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
