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
import io.safire.internal.launch.AuthorizationRequestBuilder;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import io.safire.spi.DiagnosisCheck;
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

/** The clients of all configured servers. The check at startup creates the clients. */
public final class ConfiguredClients implements SmartClients, AutoCloseable {

    private final ConfiguredServers servers;
    private final ClientEnvironment environment;
    private final BrandBundles brands;
    private final SharedComponents shared;
    private final CreatedClients created;
    private final SharedCredentials sharedCredentials = new SharedCredentials();
    private final Map<String, ClientComponents> clients = new ConcurrentHashMap<>();

    public ConfiguredClients(ConfiguredServers servers, HttpSenderFactory senders, ClientEnvironment environment) {
        this.servers = servers;
        this.environment = environment;
        this.brands = BrandModule.load(servers, senders, environment);
        this.shared = new SharedComponents(
                senders,
                environment.withCheck(sharedCredentials),
                new MixUpDefense(this::validSettings, this::createdSettings),
                new SharedServers(environment.clock()),
                brands);
        this.created = new CreatedClients(servers, shared);
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
        all.addAll(used);
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
        return Set.copyOf(servers.names());
    }

    @Override
    public SmartClient client() {
        return client(servers.defaultName());
    }

    @Override
    public SmartClient client(String name) {
        return components(name).client();
    }

    /**
     * Of several matching servers with a redirect URI, the default server takes precedence, then the server with the
     * alphabetically first name.
     */
    @Override
    public SmartClient forLaunch(String iss) {
        return servers.names().stream()
                .map(this::components)
                .filter(client ->
                        AuthorizationRequestBuilder.isIssuerOf(client.settings().endpoints(), iss))
                .min(Comparator.comparing(ConfiguredClients::hasNoRedirectUri)
                        .thenComparing(client -> !client.settings().name().equals(ConfiguredServers.DEFAULT))
                        .thenComparing(client -> client.settings().name()))
                .map(ClientComponents::client)
                .orElseThrow(() -> unknownIssuer(iss));
    }

    private static boolean hasNoRedirectUri(ClientComponents client) {
        return client.settings().client().redirectUri() == null;
    }

    /** Publishes an event, because an attacker may be trying to launch the application from another server. */
    private ValidationException unknownIssuer(String iss) {
        ValidationException exception = new ValidationException(
                Message.UNKNOWN_ISSUER.formatWithoutServer(
                        LogSanitizer.sanitize(iss), LogSanitizer.sanitize(String.join(", ", servers.names()))),
                "iss",
                "it is not the base URL of a configured server");
        environment.events().publishLaunchRefused(null, null, exception);
        return exception;
    }

    /** Returns the message id of the first error; empty if the keys are valid or not configured. */
    public Optional<String> keyErrorId(String name) {
        return keyError(components(name)).map(ConfigurationException::code);
    }

    /**
     * Returns the findings that are more severe than {@code INFO}, without sending a request. The diagnosis signs
     * nothing, because each signature of a key management service takes time and costs money, and a readiness check
     * runs often.
     */
    public List<Finding> configurationFindings(String name) {
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

    private static Optional<ConfigurationException> keyError(ClientComponents client) {
        ConfigurationErrors errors = ConfigurationErrors.of(client.settings());
        client.keys().validate(errors);
        return errors.toException();
    }

    /**
     * Creates the client of the server if necessary.
     *
     * @throws ConfigurationException if the settings are invalid
     */
    public ServerSettings settings(String name) {
        return components(name).settings();
    }

    @Override
    public BrandBundle brands(URI vendorBundle) {
        return brands.ofVendor(
                vendorBundle,
                servers.names().stream()
                        .map(this::components)
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
        return valid;
    }

    private List<ServerSettings> createdSettings() {
        return created.settings();
    }

    private ClientComponents components(String name) {
        ClientComponents client = clients.get(name);
        return client == null ? create(servers.read(name)) : client;
    }

    private ClientComponents create(ServerSettings settings) {
        return clients.computeIfAbsent(
                settings.name(), name -> new SmartClientFactory(settings, shared, new ClientLifecycle(name)).create());
    }

    private static void collectFailure(List<ConfigurationException> failures, Runnable check) {
        try {
            check.run();
        } catch (ConfigurationException failure) {
            failures.add(failure);
        }
    }
}
