package io.safire.impl.cdi;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.impl.message.Message;
import io.safire.impl.transport.RuntimeClient;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * A startup check that the APIs have implementations and that {@code @Retry} has an effect. If it has none, requests have
 * neither retries nor timeouts.
 */
@ApplicationScoped
@NullUnmarked // a field that the container sets
public class RetryCheck {

    private static final Logger LOG = System.getLogger("io.safire.runtime");
    private static final Map<RequiredApi, Supplier<?>> LOOKUPS = Map.of(
            RequiredApi.CONFIG, ConfigProviderResolver::instance,
            RequiredApi.REST_CLIENT, RuntimeClient::implementation);
    private static final List<String> PREFIXES =
            List.of(RetryProbe.class.getName() + "/fail/Retry/", RetryProbe.class.getName() + "/Retry/", "Retry/");
    /** Keys that disable retries, each with the value that does so; null if any value does. */
    private static final Map<String, @Nullable String> SWITCHES = switches();

    private final RuntimeCheck runtime = new RuntimeCheck(RetryCheck.class.getClassLoader());

    @Inject
    RetryProbe probe;

    /**
     * Runs the check at deployment, except on Quarkus, which fires this event during the build, before Fault Tolerance works.
     * This observer comes first, because the library's other observers need an implementation of MicroProfile Config.
     */
    void checkAtDeployment(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) @Initialized(ApplicationScoped.class)
                    Object event) {
        if (runtime.runtime() != KnownRuntime.QUARKUS) {
            check();
        }
    }

    /** Runs the check at startup on Quarkus. Other servers may fire this event after the deployment has succeeded. */
    void checkAtStartup(@Observes Startup event) {
        if (runtime.runtime() == KnownRuntime.QUARKUS) {
            check();
        }
    }

    private void check() {
        runtime.requireImplementations(LOOKUPS);
        run(ConfigProvider.getConfig(), runtime.runtime(), probe);
    }

    /**
     * Calls the probe and logs a warning if a setting disables retries.
     *
     * @throws ConfigurationException if the probe is not retried and no setting explains it
     */
    static void run(Config config, KnownRuntime runtime, RetryProbe probe) {
        if (value(config, "Retry/delay").isPresent()) {
            // the delay would apply to the probe and block the startup
            LOG.log(Level.INFO, Message.RETRY_NOT_CHECKED.ofAll("Retry/delay"));
            return;
        }
        if (retries(probe)) {
            return;
        }
        Optional<String> key = key(config);
        if (key.isPresent()) {
            String value = value(config, key.get()).orElse("");
            LOG.log(Level.WARNING, Message.RETRY_SWITCHED_OFF.ofAll(key.get(), value));
            return;
        }
        String action = runtime.actionFor(List.of(RequiredApi.FAULT_TOLERANCE));
        throw new ConfigurationException(
                null, Message.RETRY_WITHOUT_EFFECT.ofAll(runtime.title(), action), Offenders.missing(List.of()));
    }

    private static boolean retries(RetryProbe probe) {
        AtomicInteger attempts = new AtomicInteger();
        try {
            probe.fail(attempts);
        } catch (RetryProbe.ProbeException notRepeated) {
            return false;
        }
        return attempts.get() == 2;
    }

    /** Returns the configuration key that disables retries; empty if there is none. */
    private static Optional<String> key(Config config) {
        return SWITCHES.entrySet().stream()
                .filter(entry -> value(config, entry.getKey())
                        .filter(value -> entry.getValue() == null || value.equalsIgnoreCase(entry.getValue()))
                        .isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Optional<String> value(Config config, String key) {
        try {
            return config.getOptionalValue(key, String.class).map(String::strip);
        } catch (IllegalArgumentException | NoSuchElementException unresolved) {
            return Optional.empty();
        }
    }

    private static Map<String, @Nullable String> switches() {
        Map<String, @Nullable String> switches = new LinkedHashMap<>();
        switches.put("MP_Fault_Tolerance_NonFallback_Enabled", "false");
        for (String product : List.of("smallrye.faulttolerance.", "quarkus.fault-tolerance.")) {
            switches.put(product + "enabled", "false");
            switches.put(product + "global.retry.enabled", "false");
            switches.put(product + "global.retry.max-retries", "0");
            switches.put(product + "global.retry.retry-on", null);
            switches.put(product + "global.retry.abort-on", null);
        }
        for (String prefix : PREFIXES) {
            switches.put(prefix + "enabled", "false");
            switches.put(prefix + "maxRetries", "0");
            switches.put(prefix + "retryOn", null);
            switches.put(prefix + "abortOn", null);
        }
        return switches;
    }
}
