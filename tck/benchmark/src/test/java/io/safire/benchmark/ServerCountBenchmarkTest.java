package io.safire.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServerCountBenchmarkTest {

    @Test
    void printsLineForEachServerCount() throws IOException {
        assertThat(ServerCountBenchmark.measureAll(1, 3))
                .hasSize(3)
                .last()
                .asString()
                .matches(" +3 \\|( +-?[0-9.,]+ \\|){5} +[0-9]+");
    }
}
