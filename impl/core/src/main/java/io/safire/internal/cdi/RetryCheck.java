package io.safire.internal.cdi;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.http.RestClientFactory;
import io.safire.internal.message.Message;
import io.safire.internal.runtime.KnownRuntime;
import io.safire.internal.runtime.RequiredApi;
import io.safire.internal.runtime.RuntimeCheck;
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
 * A startup check that the APIs have implementations and that {@code @Retry} has an effect. If {@code @Retry} has no
 * effect, requests have neither retries nor timeouts.
 */
@ApplicationScoped
@NullUnmarked // a field that the container sets
public class RetryCheck {

    private static final Logger LOG = System.getLogger("io.safire.runtime");
    private static final Map<RequiredApi, Supplier<?>> IMPLEMENTATION_LOOKUPS = Map.of(
            RequiredApi.CONFIG, ConfigProviderResolver::instance,
            RequiredApi.REST_CLIENT, RestClientFactory::implementation);
    private static final List<String> PROBE_KEY_PREFIXES =
            List.of(RetryProbe.class.getName() + "/fail/Retry/", RetryProbe.class.getName() + "/Retry/", "Retry/");
    /**
     * The configuration keys that can disable retries, each with the value that disables retries; null if every value
     * does so.
     */
    private static final Map<String, @Nullable String> DISABLING_SETTINGS = disablingSettings();

    private final RuntimeCheck runtimeCheck = new RuntimeCheck(RetryCheck.class.getClassLoader());

    @Inject
    RetryProbe probe;

    /**
     * Runs at deployment, except on Quarkus. Quarkus fires the deployment event during the build, before Fault
     * Tolerance is available. This observer runs first, because the library's other observers need an implementation of
     * MicroProfile Config.
     */
    void checkAtDeployment(
            @Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) @Initialized(ApplicationScoped.class)
                    Object event) {
        if (runtimeCheck.detectRuntime() != KnownRuntime.QUARKUS) {
            check();
        }
    }

    /**
     * Runs at startup on Quarkus only, because other servers may fire the startup event after the deployment has
     * succeeded.
     */
    void checkAtStartup(@Observes Startup event) {
        if (runtimeCheck.detectRuntime() == KnownRuntime.QUARKUS) {
            check();
        }
    }

    private void check() {
        runtimeCheck.requireImplementations(IMPLEMENTATION_LOOKUPS);
        run(ConfigProvider.getConfig(), runtimeCheck.detectRuntime(), probe);
    }

    /**
     * Logs a warning if a setting disables retries.
     *
     * @throws ConfigurationException if the probe is not retried, although no setting disables retries
     */
    static void run(Config config, KnownRuntime runtime, RetryProbe probe) {
        if (readValue(config, "Retry/delay").isPresent()) {
            // the delay would apply to the probe and block the startup
            LOG.log(Level.INFO, Message.RETRY_NOT_CHECKED.formatWithoutServer("Retry/delay"));
            return;
        }
        if (isRetried(probe)) {
            return;
        }
        Optional<String> key = findDisablingKey(config);
        if (key.isPresent()) {
            String value = readValue(config, key.get()).orElse("");
            LOG.log(Level.WARNING, Message.RETRY_DISABLED.formatWithoutServer(key.get(), value));
            return;
        }
        String action = runtime.installAction(List.of(RequiredApi.FAULT_TOLERANCE));
        throw new ConfigurationException(
                Message.RETRY_WITHOUT_EFFECT.formatWithoutServer(runtime.title(), action),
                Violations.missing(List.of()));
    }

    private static boolean isRetried(RetryProbe probe) {
        AtomicInteger attempts = new AtomicInteger();
        try {
            probe.fail(attempts);
        } catch (RetryProbe.ProbeException notRetried) {
            return false;
        }
        return attempts.get() == 2;
    }

    /** The result is empty if no key disables retries. */
    private static Optional<String> findDisablingKey(Config config) {
        return DISABLING_SETTINGS.entrySet().stream()
                .filter(entry -> readValue(config, entry.getKey())
                        .filter(value -> entry.getValue() == null || value.equalsIgnoreCase(entry.getValue()))
                        .isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static Optional<String> readValue(Config config, String key) {
        try {
            return config.getOptionalValue(key, String.class).map(String::strip);
        } catch (IllegalArgumentException | NoSuchElementException unresolved) {
            return Optional.empty();
        }
    }

    private static Map<String, @Nullable String> disablingSettings() {
        Map<String, @Nullable String> settings = new LinkedHashMap<>();
        settings.put("MP_Fault_Tolerance_NonFallback_Enabled", "false");
        for (String product : List.of("smallrye.faulttolerance.", "quarkus.fault-tolerance.")) {
            settings.put(product + "enabled", "false");
            settings.put(product + "global.retry.enabled", "false");
            settings.put(product + "global.retry.max-retries", "0");
            settings.put(product + "global.retry.retry-on", null);
            settings.put(product + "global.retry.abort-on", null);
        }
        for (String prefix : PROBE_KEY_PREFIXES) {
            settings.put(prefix + "enabled", "false");
            settings.put(prefix + "maxRetries", "0");
            settings.put(prefix + "retryOn", null);
            settings.put(prefix + "abortOn", null);
        }
        return settings;
    }
}
