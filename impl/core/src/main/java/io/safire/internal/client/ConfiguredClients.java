package io.safire.internal.client;

import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.SmartClientSettings;
import io.safire.SmartClients;
import io.safire.brand.BrandBundle;
import io.safire.diagnosis.CheckResult;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.error.ConfigurationException;
import io.safire.error.ValidationException;
import io.safire.internal.authentication.CredentialOverrides;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.ConfiguredServers;
import io.safire.internal.config.JoinedErrors;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.diagnosis.Doctor;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.discovery.SharedServers;
import io.safire.internal.http.HttpSenderFactory;
import io.safire.internal.launch.CanonicalUrl;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import io.safire.spi.DiagnosisCheck;
import io.safire.spi.ReadinessMode;
import io.safire.spi.ServerSource;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The clients of all configured servers, and of the servers of the server source. The check at startup creates the
 * clients of the configured servers.
 */
public final class ConfiguredClients implements SmartClients, AutoCloseable {

    /** The server source of an application that provides none. */
    public static final ServerSource NO_SOURCE = SourcedNames.NO_SOURCE;

    private static final Comparator<ServerSettings> LAUNCH_ORDER = Comparator.comparing(
                    (ServerSettings server) -> server.client().redirectUri() == null)
            .thenComparing(server -> !server.name().equals(ConfiguredServers.DEFAULT))
            .thenComparing(ServerSettings::name);

    private final ConfiguredServers servers;
    private final ClientEnvironment environment;
    private final BrandBundles brands;
    private final SharedComponents shared;
    private final CreatedClients created;
    private final SourcedServers sourced;
    private final SharedCredentials sharedCredentials = new SharedCredentials();
    private final Map<String, ClientComponents> clients = new ConcurrentHashMap<>();

    public ConfiguredClients(ConfiguredServers servers, HttpSenderFactory senders, ClientEnvironment environment) {
        this(servers, senders, environment, NO_SOURCE);
    }

    public ConfiguredClients(
            ConfiguredServers servers, HttpSenderFactory senders, ClientEnvironment environment, ServerSource source) {
        this.servers = servers;
        this.environment = environment;
        this.brands = BrandModule.load(servers, senders, environment);
        this.shared = new SharedComponents(
                senders,
                environment.withCheck(sharedCredentials),
                new MixUpDefense(this::validSettings, this::createdSettings),
                new SharedServers(environment.clock()),
                brands);
        this.created = new CreatedClients(this::hasServer, servers, shared);
        this.sourced = new SourcedServers(source, servers, shared, sharedCredentials);
    }

    /**
     * @param used the names of the servers that the application uses
     * @param usesDefault true if the application uses the default server
     * @throws ConfigurationException if any setting is invalid or missing; the message lists all errors
     */
    public void validate(Collection<String> used, boolean usesDefault) {
        List<ConfigurationException> failures =
                new ArrayList<>(servers.validateConfigKeys(BrandModule.settingsWithoutModule(brands)));
        Set<String> all = new TreeSet<>(servers.names());
        all.addAll(sourced.isPresent() ? List.of() : used);
        all.forEach(name -> collectFailure(failures, () -> components(name)));
        if (usesDefault) {
            collectFailure(failures, servers::defaultName);
        }
        clients.values().forEach(client -> {
            settingError(client).ifPresent(failures::add);
            servers.logUnusedSettings(client.settings());
            servers.logReplacedSecrets(client.settings());
        });
        if (failures.isEmpty()) {
            if (environment.credentials() == CredentialOverrides.NO_SOURCE) {
                clients.values().forEach(MissingCredential::report);
            }
            sharedCredentials.find(clients.values());
        }
        List<ServerSettings> settings =
                clients.values().stream().map(ClientComponents::settings).toList();
        new LoopbackHttp().report(settings);
        DevelopmentPages.report(settings);
        JoinedErrors.throwAll(failures);
        if (sourced.isPresent()) {
            sourced.warnAboutMissing(
                    used.stream().filter(name -> !servers.contains(name)).toList());
        }
    }

    /** Returns the results for a client that cannot be created. */
    public static List<CheckResult> checksNotRun(String reason) {
        DiagnosisCheck shared = new SharedCredentials();
        List<CheckResult> results = new ArrayList<>(Doctor.notRun(reason));
        results.add(CheckResult.notRun(shared.id(), shared.step(), shared.question(), reason));
        return results;
    }

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>(servers.names());
        names.addAll(sourced.names());
        return Set.copyOf(names);
    }

    @Override
    public SmartClient client() {
        return client(servers.defaultName());
    }

    @Override
    public SmartClient client(String name) {
        return isConfigured(name) ? components(name).client() : sourced.client(name);
    }

    /**
     * Returns the client of a server that the server source may return now or later; empty if only the configuration can
     * contain the server.
     */
    public Optional<SmartClient> sourcedClient(String name) {
        return isConfigured(name) ? Optional.empty() : Optional.of(sourced.clientOfAnyName(name));
    }

    /** Returns true if only the configuration can contain the server. */
    public boolean isConfigured(String name) {
        return servers.contains(name) || !sourced.isPresent();
    }

    private boolean hasServer(String name) {
        return servers.contains(name) || sourced.find(name).isPresent();
    }

    /**
     * Of several matching servers with a redirect URI, the default server takes precedence, then the server with the
     * alphabetically first name.
     */
    @Override
    public SmartClient forLaunch(String iss) {
        String issuer = CanonicalUrl.of(iss);
        Stream<ServerSettings> configured = servers.names().stream()
                .map(this::components)
                .filter(client -> client.issuers().contains(issuer))
                .map(ClientComponents::settings);
        return Stream.concat(configured, sourced.withIssuer(issuer))
                .min(LAUNCH_ORDER)
                .map(server -> client(server.name()))
                .orElseThrow(() -> unknownIssuer(iss));
    }

    /** Publishes an event, because an attacker may be trying to launch the application from another server. */
    private ValidationException unknownIssuer(String iss) {
        ValidationException exception = new ValidationException(
                Message.UNKNOWN_ISSUER.formatWithoutServer(
                        LogSanitizer.sanitize(iss), LogSanitizer.sanitize(String.join(", ", new TreeSet<>(names())))),
                "iss",
                "it is not the base URL of a configured server");
        environment.events().publishLaunchRefused(null, null, exception);
        return exception;
    }

    /** Returns the message id of the first error; empty if the keys are valid or not configured. */
    public Optional<String> keyErrorId(String name) {
        Optional<ConfigurationException> unusable = sourcedFailure(name);
        return (unusable.isPresent() ? unusable : keyError(components(name))).map(ConfigurationException::code);
    }

    /**
     * Returns the findings that are more severe than {@code INFO}, without sending a request. The diagnosis signs
     * nothing, because each signature of a key management service takes time and costs money, and a readiness check
     * runs often.
     */
    public List<Finding> configurationFindings(String name) {
        Optional<ConfigurationException> unusable = sourcedFailure(name);
        if (unusable.isPresent()) {
            return unusable.get().findings();
        }
        DiagnosisOptions options =
                DiagnosisOptions.defaults().withMode(DiagnosisMode.CONFIG).withSkip(Doctor.SIGNING_CHECKS);
        return new Doctor(components(name).diagnosed())
                .examine(options).findings().stream()
                        .filter(finding -> finding.severity() != Severity.INFO)
                        .toList();
    }

    /** Returns the error of settings that require keys or the settings of other servers. */
    private Optional<ConfigurationException> settingError(ClientComponents client) {
        ConfigurationErrors errors = ConfigurationErrors.of(client.settings());
        client.keys().validate(errors);
        new AcceptedServersCheck(servers).validate(client.settings(), errors);
        return errors.toException();
    }

    /** Returns the findings about the server source that concern none of its usable servers. */
    public List<Finding> sourceFindings() {
        return sourced.findings();
    }

    /** A server of the server source with unusable settings has no effect on the readiness of the application. */
    public ReadinessMode readiness(String name) {
        return findSettings(name).map(ServerSettings::readiness).orElse(ReadinessMode.REPORTED);
    }

    private Optional<ConfigurationException> sourcedFailure(String name) {
        return isConfigured(name) ? Optional.empty() : sourced.failure(name);
    }

    /** Returns the settings of a server; empty if the server source does not return usable settings. */
    public Optional<ServerSettings> findSettings(String name) {
        return isConfigured(name)
                ? Optional.of(settings(name))
                : sourced.find(name).flatMap(SourcedServer::settings);
    }

    private static Optional<ConfigurationException> keyError(ClientComponents client) {
        ConfigurationErrors errors = ConfigurationErrors.of(client.settings());
        client.keys().validate(errors);
        return errors.toException();
    }

    /**
     * @throws ConfigurationException if there is no server with this name, or its settings are invalid
     */
    public ServerSettings settings(String name) {
        return isConfigured(name) ? components(name).settings() : sourced.settings(name);
    }

    @Override
    public BrandBundle brands(URI vendorBundle) {
        return brands.ofVendor(
                vendorBundle,
                Stream.concat(servers.names().stream().map(this::components), sourced.clients())
                        .map(ClientComponents::brandServer)
                        .toList());
    }

    @Override
    public CloseableSmartClient create(SmartClientSettings settings) {
        return create(settings, () -> {});
    }

    /**
     * @param onClose the action to run after the client has been closed
     */
    public CloseableSmartClient create(SmartClientSettings settings, Runnable onClose) {
        return created.create(settings, onClose);
    }

    @Override
    public void close() {
        environment.tokens().threads().close();
        created.close();
        sourced.close();
        clients.values().forEach(ClientComponents::close);
        brands.close();
        clients.clear();
    }

    private List<ServerSettings> validSettings() {
        List<ServerSettings> valid = new ArrayList<>();
        for (String name : servers.names()) {
            try {
                valid.add(settings(name));
            } catch (ConfigurationException reportedAtStart) {
                continue;
            }
        }
        sourced.settings().forEach(valid::add);
        return valid;
    }

    private List<ServerSettings> createdSettings() {
        return created.settings();
    }

    private ClientComponents components(String name) {
        ClientComponents client = clients.get(name);
        if (client != null) {
            return client;
        }
        return isConfigured(name) ? create(servers.read(name)) : sourced.components(name);
    }

    private ClientComponents create(ServerSettings settings) {
        return clients.computeIfAbsent(
                settings.name(), name -> new SmartClientFactory(settings, shared, () -> {}).create());
    }

    private static void collectFailure(List<ConfigurationException> failures, Runnable check) {
        try {
            check.run();
        } catch (ConfigurationException failure) {
            failures.add(failure);
        }
    }
}
