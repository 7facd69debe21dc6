package io.safire.impl.cdi;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.impl.message.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;

/** The check that {@code @Retry} has an effect: without it, requests have neither retries nor timeouts. */
@ApplicationScoped
@NullUnmarked // a field that the container sets
public class RetryCheck {

    private static final Logger LOG = System.getLogger("io.safire.runtime");
    private static final String PROBE = RetryProbe.class.getName();
    private static final List<String> PARAMETERS =
            List.of("enabled", "maxRetries", "retryOn", "abortOn", "maxDuration");
    private static final List<String> SWITCHES = List.of(
            "MP_Fault_Tolerance_NonFallback_Enabled",
            "smallrye.faulttolerance.enabled",
            "smallrye.faulttolerance.global.retry.enabled",
            "quarkus.fault-tolerance.enabled",
            "quarkus.fault-tolerance.global.retry.enabled");

    @Inject
    RetryProbe probe;

    /** On Quarkus, this event belongs to the build, where Fault Tolerance does not work yet. */
    void checkAtDeployment(@Observes @Initialized(ApplicationScoped.class) Object event) {
        if (runtime() != KnownRuntime.QUARKUS) {
            run(ConfigProvider.getConfig(), runtime(), probe);
        }
    }

    /** Not every server fires this event before the deployment has succeeded. */
    void checkAtStartup(@Observes Startup event) {
        if (runtime() == KnownRuntime.QUARKUS) {
            run(ConfigProvider.getConfig(), runtime(), probe);
        }
    }

    /**
     * Calls the probe.
     *
     * @throws ConfigurationException if it is not called again, and no setting of the administrator is the reason
     */
    static void run(Config config, KnownRuntime runtime, RetryProbe probe) {
        if (retries(probe)) {
            return;
        }
        Optional<String> key = key(config);
        if (key.isPresent()) {
            String value = config.getValue(key.get(), String.class);
            LOG.log(Level.WARNING, Message.RETRY_SWITCHED_OFF.ofAll(key.get(), value));
            return;
        }
        String action = runtime.actionFor(List.of(RequiredApi.FAULT_TOLERANCE));
        throw new ConfigurationException(
                null, Message.RETRY_WITHOUT_EFFECT.ofAll(runtime.title(), action), Offenders.missing(List.of()));
    }

    private static KnownRuntime runtime() {
        return new RuntimeCheck(RetryCheck.class.getClassLoader()).runtime();
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

    /** Returns the key by which an administrator has switched retries off or changed them for all classes. */
    private static Optional<String> key(Config config) {
        Stream<String> standard = PARAMETERS.stream()
                .flatMap(name -> Stream.of(PROBE + "/fail/Retry/", PROBE + "/Retry/", "Retry/")
                        .map(prefix -> prefix + name));
        return Stream.concat(SWITCHES.stream(), standard)
                .filter(key -> config.getOptionalValue(key, String.class)
                        .filter(value -> !value.equalsIgnoreCase("true"))
                        .isPresent())
                .findFirst();
    }
}
