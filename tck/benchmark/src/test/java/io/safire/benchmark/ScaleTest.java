package io.safire.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ScaleTest {

    @Test
    void tellsALineForEachNumberOfServers() throws IOException {
        assertThat(Scale.table(1, 3)).hasSize(3).last().asString().matches(" +3 \\|( +-?[0-9.,]+ \\|){5} +[0-9]+");
    }
}
