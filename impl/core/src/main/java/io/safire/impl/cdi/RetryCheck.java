package io.safire.impl.cdi;

import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.impl.message.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** The check that {@code @Retry} has an effect: without it, requests have neither retries nor timeouts. */
record RetryCheck(Config config, RuntimeCheck runtime) {

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

    /**
     * Calls the probe.
     *
     * @throws ConfigurationException if it is not called again, and no setting of the administrator is the reason
     */
    void run(RetryProbe probe) {
        if (retries(probe)) {
            return;
        }
        Optional<String> key = key();
        if (key.isPresent()) {
            String value = config.getValue(key.get(), String.class);
            LOG.log(Level.WARNING, Message.RETRY_SWITCHED_OFF.ofAll(key.get(), value));
            return;
        }
        KnownRuntime found = runtime.runtime();
        String action = found.actionFor(List.of(RequiredApi.FAULT_TOLERANCE));
        throw new ConfigurationException(
                null, Message.RETRY_WITHOUT_EFFECT.ofAll(found.title(), action), Offenders.missing(List.of()));
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
    private Optional<String> key() {
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
