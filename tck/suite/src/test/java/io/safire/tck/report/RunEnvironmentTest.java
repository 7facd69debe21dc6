package io.safire.tck.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.area.Area;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class RunEnvironmentTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");

    private final Properties system = new Properties();

    @Test
    void readsSystemProperties() {
        system.setProperty("tck.implementation", "Acme");
        system.setProperty("tck.implementation.version", "2.0");
        system.setProperty("tck.runtime", "Helidon 4");
        system.setProperty("java.vendor", "Vendor");
        system.setProperty("java.version", "17.0.1");
        RunEnvironment run = read();
        assertThat(run.implementation()).isEqualTo(new JarVersion("Acme", "2.0"));
        assertThat(run.runtime()).isEqualTo("Helidon 4");
        assertThat(run.areas()).containsExactly(Area.BACKEND, Area.BEARER);
        assertThat(run.java()).isEqualTo("Vendor 17.0.1");
        assertThat(run.finished()).isEqualTo("2026-03-01T10:00:00Z");
    }

    @Test
    void namesUnknownValues() {
        system.setProperty("tck.runtime", " ");
        RunEnvironment run = read();
        assertThat(run.implementation()).isEqualTo(new JarVersion("unknown", "unknown"));
        assertThat(run.runtime()).isEqualTo("unknown");
    }

    private RunEnvironment read() {
        return RunEnvironment.read(system, EnumSet.of(Area.BACKEND, Area.BEARER), Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
