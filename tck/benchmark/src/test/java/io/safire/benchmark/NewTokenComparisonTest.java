package io.safire.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewTokenComparisonTest {

    @Test
    void printsLineForEachPairAndForMedians() throws IOException {
        List<String> lines = NewTokenComparison.measure("ES384", 1, 2, 2);
        // two tokens may take less CPU time than one tick of the process clock
        String figures =
                "process \\d+, by hand \\d+ us, (\\d+\\.\\d{3}|too short) \\| thread \\d+, by hand \\d+ us, \\d+\\.\\d{3}"
                        + " \\| \\d+, by hand \\d+ bytes, \\d+\\.\\d{3}";
        assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(line).matches("[^:]+: " + figures));
        assertThat(lines.get(0)).startsWith("warm-up: ");
        assertThat(lines.get(1)).startsWith("ES384: ");
        assertThat(lines.get(3)).startsWith("ES384, medians: ");
    }

    @Test
    void printsMedianOfRatios() {
        NewTokenComparison.CostPair expensive = pair(30, 10);
        assertThat(NewTokenComparison.line("ES384", List.of(expensive, pair(12, 10), pair(11, 10))))
                .isEqualTo("ES384: process 12, by hand 10 us, 1.200 | thread 12, by hand 10 us, 1.200"
                        + " | 12, by hand 10 bytes, 1.200");
    }

    @Test
    void printsNoRatioBelowOneClockTick() {
        NewTokenComparison.TokenCost cost = new NewTokenComparison.TokenCost(5000, 11, 11);
        NewTokenComparison.CostPair first =
                new NewTokenComparison.CostPair(cost, new NewTokenComparison.TokenCost(5000, 10, 10));
        NewTokenComparison.CostPair second =
                new NewTokenComparison.CostPair(cost, new NewTokenComparison.TokenCost(0, 10, 10));
        assertThat(NewTokenComparison.line("ES384", List.of(first, second)))
                .isEqualTo("ES384: process 5000, by hand 0 us, too short | thread 11, by hand 10 us, 1.100"
                        + " | 11, by hand 10 bytes, 1.100");
    }

    private static NewTokenComparison.CostPair pair(double safire, double byHand) {
        return new NewTokenComparison.CostPair(
                new NewTokenComparison.TokenCost(safire, safire, safire),
                new NewTokenComparison.TokenCost(byHand, byHand, byHand));
    }

    @Test
    void measuresCostPerRequest() throws IOException {
        byte[][] allocated = new byte[1][];
        NewTokenComparison.TokenCost cost = NewTokenComparison.TokenCost.measure(
                () -> {
                    allocated[0] = new byte[1_000_000];
                    return "token";
                },
                10);
        assertThat(cost.bytes()).isBetween(1_000_000.0, 1_100_000.0);
        assertThat(allocated[0]).hasSize(1_000_000);
    }
}
