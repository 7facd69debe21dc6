package io.safire.doctor;

import io.safire.SmartClients;
import io.safire.diagnosis.CheckResult;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.ConfigurationException;
import io.safire.http.StandaloneSender;
import io.safire.internal.client.ClientEnvironment;
import io.safire.internal.client.ConfiguredClients;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.internal.text.Urls;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;

/** The clients that the configuration of an application describes. */
final class ConfiguredApplication implements AutoCloseable {

    static final String CONFIGURATION_CHECK = "SD-C01";
    static final String CONFIGURATION_QUESTION =
            "Does Safire know each configuration key, and is each value of the configuration valid?";

    private final Clock clock;
    private final ConfiguredServers servers;
    private final ConfiguredClients clients;

    /**
     * @param variables the names of the environment variables
     */
    ConfiguredApplication(Config config, Collection<String> variables, Clock clock) {
        this.clock = clock;
        servers = new ConfiguredServers(() -> config, List.of(), variables);
        clients = new ConfiguredClients(
                servers,
                StandaloneSender::of,
                new ClientEnvironment(clock, new SecureRandom(), new InMemoryRegistrationStore()));
        findSharedCredentials();
    }

    /** Compares the clients with each other. The diagnosis of each client reports errors in its configuration. */
    private void findSharedCredentials() {
        try {
            clients.validate(List.of(), false);
        } catch (ConfigurationException reportedByDiagnosis) {
            return;
        }
    }

    Set<String> names() {
        return new TreeSet<>(servers.names());
    }

    SmartClients clients() {
        return clients;
    }

    ServerSettings settings(String server) {
        return clients.settings(server);
    }

    Duration since(Instant start) {
        return Duration.between(start, clock.instant());
    }

    /**
     * @throws DoctorException if the redirect URI is not on the loopback interface of this computer
     */
    URI loopbackRedirectUri(String server) {
        String redirectUri = clients.settings(server).client().redirectUri();
        return Optional.ofNullable(redirectUri)
                .flatMap(Urls::parse)
                .filter(UrlPolicy::isLoopbackHttp)
                .orElseThrow(() -> new DoctorException(
                        DoctorMessage.NO_LOOPBACK_REDIRECT, server, redirectUri == null ? "not set" : redirectUri));
    }

    /** Invalid settings are not reported here. */
    void requireLoopbackRedirectUri(String server) {
        try {
            loopbackRedirectUri(server);
        } catch (ConfigurationException reportedByDiagnosis) {
            return;
        }
    }

    /** Returns the settings with which a server sends its authorization response to a loopback URL. */
    static Map<String, String> settingsForRedirect(String server, URI redirectUri) {
        String prefix = "safire." + (server.equals(ConfiguredServers.DEFAULT) ? "" : server + ".");
        return Map.of(
                prefix + Setting.REDIRECT_URI.key(),
                redirectUri.toString(),
                prefix + Setting.ALLOW_INSECURE_LOCALHOST.key(),
                "true");
    }

    static List<CheckResult> checkOfConfiguration() {
        return List.of(CheckResult.notRun(CONFIGURATION_CHECK, Step.CONFIGURATION, CONFIGURATION_QUESTION, ""));
    }

    /** Diagnoses a client. If the client cannot be created, the findings are the errors in its configuration. */
    Diagnosis diagnose(String server, DiagnosisOptions options) {
        Instant start = clock.instant();
        List<Finding> findings = new ArrayList<>();
        List<CheckResult> checks;
        try {
            servers.validateConfigKeys(Map.of()).forEach(failure -> findings.addAll(failure.findings()));
            checks = clients.client(server).diagnose(options).checks();
        } catch (ConfigurationException failure) {
            findings.addAll(failure.findings());
            checks = notRun(options);
        }
        List<CheckResult> all = new ArrayList<>();
        if (options.selects(CONFIGURATION_CHECK) || !findings.isEmpty()) {
            all.add(CheckResult.of(CONFIGURATION_CHECK, Step.CONFIGURATION, CONFIGURATION_QUESTION, findings));
        }
        all.addAll(checks);
        return Diagnosis.of(server, start, since(start), all);
    }

    private static List<CheckResult> notRun(DiagnosisOptions options) {
        return ConfiguredClients.checksNotRun("because of " + CONFIGURATION_CHECK).stream()
                .filter(check -> options.selects(check.id()))
                .toList();
    }

    @Override
    public void close() {
        clients.close();
    }
}
