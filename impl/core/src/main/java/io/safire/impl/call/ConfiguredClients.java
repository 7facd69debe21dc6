package io.safire.impl.call;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.brand.BrandBundle;
import io.safire.error.ConfigurationException;
import io.safire.error.ValidationException;
import io.safire.impl.brand.BrandOverlay;
import io.safire.impl.brand.VendorBrands;
import io.safire.impl.config.ConfiguredServers;
import io.safire.impl.config.Problems;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.discovery.Authorities;
import io.safire.impl.event.Announcer;
import io.safire.impl.launch.AuthorizationRequests;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.Printable;
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
import java.util.function.Function;

/** The clients of all configured servers. Each is created at its first use. */
public final class ConfiguredClients implements SmartClients, AutoCloseable {

    private final ConfiguredServers servers;
    private final Function<HttpTransport, HttpCalls> calls;
    private final Surroundings surroundings;
    private final VendorBrands vendors;
    private final Authorities authorities = new Authorities(this::usable);
    private final Map<String, AssembledClient> clients = new ConcurrentHashMap<>();

    public ConfiguredClients(
            ConfiguredServers servers, Function<HttpTransport, HttpCalls> calls, Surroundings surroundings) {
        this.servers = servers;
        this.calls = calls;
        this.surroundings = surroundings;
        this.vendors = new VendorBrands(
                servers, calls, surroundings.clock(), surroundings.announcer().requests());
    }

    /**
     * Validates all configured servers and the servers that the application uses.
     *
     * @param used the names of the servers that the application uses
     * @param usesDefault whether the application uses the default server
     * @throws ConfigurationException if any setting is invalid or missing; it lists all errors
     */
    public void check(Collection<String> used, boolean usesDefault) {
        List<ConfigurationException> failures = new ArrayList<>(servers.keyFailures());
        Set<String> all = new TreeSet<>(servers.names());
        all.addAll(used);
        all.forEach(name -> note(failures, () -> assembled(name)));
        if (usesDefault) {
            note(failures, servers::defaultName);
        }
        for (AssembledClient client : clients.values()) {
            Problems problems =
                    new Problems(client.settings().name(), client.settings().prefix());
            client.keys().check(problems);
            problems.exception().ifPresent(failures::add);
            servers.reportUnused(client.settings());
        }
        SharedCredentials.report(clients.values());
        ConfiguredServers.together(failures);
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
        return assembled(name).client();
    }

    /** If several servers have this base URL, a server with a redirect URI takes precedence over one for backend services. */
    @Override
    public SmartClient byIssuer(String iss) {
        return servers.names().stream()
                .map(this::assembled)
                .filter(client ->
                        AuthorizationRequests.isAddressOf(client.settings().addresses(), iss))
                .min(Comparator.comparing(client -> client.settings().client().redirectUri() == null))
                .map(AssembledClient::client)
                .orElseThrow(() -> unknown(iss));
    }

    /** Returns the exception and publishes the rejected launch: an attacker may try to launch the application from another server. */
    private ValidationException unknown(String iss) {
        ValidationException exception = new ValidationException(
                null,
                Message.UNKNOWN_ISSUER.ofAll(Printable.of(iss), Printable.of(String.join(", ", servers.names()))),
                "iss",
                "it is not the base URL of a configured server");
        surroundings.announcer().launchRefused(null, null, exception);
        return exception;
    }

    /** Returns the message id of the first error in a server's configured keys; empty if they are valid or not configured. */
    public Optional<String> keyProblem(String name) {
        AssembledClient client = assembled(name);
        Problems problems =
                new Problems(client.settings().name(), client.settings().prefix());
        client.keys().check(problems);
        return problems.exception().map(Announcer::reason);
    }

    /**
     * Returns the settings of a server, and creates its client if necessary.
     *
     * @throws ConfigurationException if the settings are invalid
     */
    public ServerSettings settings(String name) {
        return assembled(name).settings();
    }

    /** Requests the bundles of those configured servers only that the vendor's bundle lists. */
    @Override
    public BrandBundle brands(URI vendorBundle) {
        BrandBundle bundle = vendors.bundle(vendorBundle);
        List<AssembledClient> all =
                servers.names().stream().map(this::assembled).toList();
        BrandOverlay overlay = new BrandOverlay(
                bundle, all.stream().map(ConfiguredClients::baseUrl).toList());
        all.forEach(client -> overlay.add(client.settings().name(), baseUrl(client), client.brands()));
        return overlay.merged();
    }

    @Override
    public void close() {
        surroundings.upkeep().threads().close();
        clients.values().forEach(AssembledClient::close);
        vendors.close();
        clients.clear();
    }

    /** Returns the settings of all servers whose settings are valid. */
    private List<ServerSettings> usable() {
        List<ServerSettings> usable = new ArrayList<>();
        for (String name : servers.names()) {
            try {
                usable.add(settings(name));
            } catch (ConfigurationException reportedAtStart) {
                continue;
            }
        }
        return usable;
    }

    private AssembledClient assembled(String name) {
        AssembledClient client = clients.get(name);
        return client == null ? add(servers.read(name)) : client;
    }

    private AssembledClient add(ServerSettings settings) {
        return clients.computeIfAbsent(
                settings.name(), name -> AssembledClient.of(settings, calls, surroundings, authorities));
    }

    private static URI baseUrl(AssembledClient client) {
        return client.settings().addresses().baseUrl();
    }

    private static void note(List<ConfigurationException> failures, Runnable check) {
        try {
            check.run();
        } catch (ConfigurationException failure) {
            failures.add(failure);
        }
    }
}
