package io.safire.example.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoTest {

    @Test
    void launchesReadsRunsTheJobAndSignsOut() throws Exception {
        Path target = Path.of(System.getProperty("safire.demo.target"));
        try (LibertyServer liberty = Demo.start(target, true)) {
            assertThat(liberty.log()).exists();
            assertThat(Demo.walk())
                    .anyMatch(line -> line.contains("Tomasz Bielak"))
                    .anyMatch(line -> line.contains("Heart rate 72.7 /min"))
                    .anyMatch(line -> line.contains("5 patients, 25 observations"))
                    .anyMatch(line -> line.equals("Signed out: true"));
        }
    }
}
