package io.safire.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ConfigurationException;
import io.safire.internal.LogCapture;
import io.safire.internal.runtime.KnownRuntime;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryCheckTest {

    /** A bean to which the interceptor of Fault Tolerance is not applied. */
    private final RetryProbe probeWithoutRetry = new RetryProbe();

    private final RetryProbe probeWithRetry = new RetryProbe() {
        @Override
        public void fail(AtomicInteger attempts) {
            try {
                super.fail(attempts);
            } catch (ProbeException first) {
                super.fail(attempts);
            }
        }
    };

    @Test
    void passesIfRetryHasAnEffect() {
        assertThat(warnings(Map.of("Retry/maxRetries", "4"), probeWithRetry)).isEmpty();
    }

    @Test
    void stopsDeploymentIfRetryHasNoEffect() {
        assertThatThrownBy(() -> check(Map.of(), probeWithoutRetry))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("SAFIRE-1802 @Retry has no effect")
                .hasMessageContaining("Add io.smallrye:smallrye-fault-tolerance to the class path.");
    }

    @ParameterizedTest
    @CsvSource({
        "MP_Fault_Tolerance_NonFallback_Enabled, false",
        "Retry/enabled, false",
        "Retry/maxRetries, 0",
        "io.safire.internal.cdi.RetryProbe/Retry/enabled, false",
        "Retry/retryOn, java.io.IOException",
        "quarkus.fault-tolerance.global.retry.max-retries, 0",
        "smallrye.faulttolerance.global.retry.enabled, false"
    })
    void warnsIfSettingDisablesRetry(String key, String value) {
        assertThat(warnings(Map.of(key, value), probeWithoutRetry))
                .singleElement()
                .asString()
                .startsWith("WARNING SAFIRE-1803 The configuration disables retries (" + key + "=" + value);
    }

    @ParameterizedTest
    @CsvSource({"Retry/enabled, true", "Retry/maxRetries, 5", "Retry/maxDuration, 1000"})
    void stopsDeploymentIfSettingDoesNotDisableRetry(String key, String value) {
        assertThatThrownBy(() -> check(Map.of(key, value), probeWithoutRetry))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void skipsProbeIfGlobalDelayIsSet() {
        assertThatCode(() -> check(Map.of("Retry/delay", "60000"), probeWithoutRetry))
                .doesNotThrowAnyException();
    }

    private static List<String> warnings(Map<String, String> settings, RetryProbe probe) {
        try (LogCapture log = new LogCapture("io.safire.runtime")) {
            assertThatCode(() -> check(settings, probe)).doesNotThrowAnyException();
            return log.lines();
        }
    }

    private static void check(Map<String, String> settings, RetryProbe probe) {
        Config config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
        RetryCheck.run(config, KnownRuntime.OTHER, probe);
    }
}
