package io.safire.internal.diagnosis;

import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.internal.TestServers;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.cache.RefreshThreads;
import io.safire.internal.cache.TokenEnvironment;
import io.safire.internal.client.ClientEnvironment;
import io.safire.internal.client.ConfiguredClients;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.spi.CredentialSource;
import io.safire.spi.KeySource;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A diagnosis of the server {@code epic} that sends no request. */
final class ConfigurationDiagnosis {

    private ConfigurationDiagnosis() {}

    /**
     * Runs the diagnosis.
     *
     * @param values the settings by their keys without {@code safire.epic.}
     * @param variables the environment variables
     */
    static Diagnosis of(
            Map<String, String> values, Map<String, String> variables, CredentialSource credentials, Clock clock) {
        return run(values, variables, credentials, ClientKeys.NO_KEY_SOURCE, clock, ConfigurationDiagnosis::of);
    }

    static Diagnosis of(ConfiguredClients clients) {
        return clients.client("epic").diagnose(DiagnosisOptions.defaults().withMode(DiagnosisMode.CONFIG));
    }

    /** Runs an action with the clients of an application that has the given sources of credentials and keys. */
    static <T> T run(
            Map<String, String> values,
            Map<String, String> variables,
            CredentialSource credentials,
            KeySource keys,
            Clock clock,
            Function<ConfiguredClients, T> action) {
        Map<String, String> settings = new HashMap<>();
        values.forEach((key, value) -> settings.put("safire.epic." + key, value));
        ClientEnvironment environment = new ClientEnvironment(
                clock,
                new SecureRandom(),
                new InMemoryRegistrationStore(),
                keys,
                credentials,
                SmartEventPublisher.withoutObservers(),
                TokenEnvironment.inMemory(new RefreshThreads(null)),
                List.of(),
                name -> name);
        try (ConfiguredClients clients = new ConfiguredClients(
                TestServers.of(settings, variables),
                (transport, onRetry) -> request -> {
                    throw new AssertionError("The mode CONFIG sends no request");
                },
                environment)) {
            return action.apply(clients);
        }
    }
}
