package io.safire.internal.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.config.Origin;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.internal.text.Sha256;
import io.safire.spi.DiagnosisCheck;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The servers at which the client has the same {@code client_id} and the same credential. A malicious server among them
 * could forward the client authentication to another of these servers.
 */
final class SharedCredentials implements DiagnosisCheck {

    private static final Logger LOG = System.getLogger(SharedCredentials.class.getName());
    private static final int MAX_NAMES = 10;

    /** The servers by the credential that they share, and by their names. */
    private final Map<List<Object>, Map<String, ServerSettings>> servers = new HashMap<>();

    /**
     * Logs one warning for each credential that the client uses at servers of different origins. The diagnosis uses the
     * same result, because reading all keys again for each server would take too long.
     */
    synchronized void find(Collection<ClientComponents> clients) {
        clients.forEach(this::put);
        servers.values().stream().filter(SharedCredentials::isRisk).forEach(SharedCredentials::warn);
    }

    /** Replaces the credentials of a server. Logs a warning when a credential is no longer used at one origin only. */
    synchronized void add(ClientComponents client) {
        remove(client.settings().name());
        for (List<Object> credential : credentials(client)) {
            Map<String, ServerSettings> group = servers.computeIfAbsent(credential, any -> new TreeMap<>());
            boolean known = !group.isEmpty() && isRisk(group);
            group.put(client.settings().name(), client.settings());
            if (!known && isRisk(group)) {
                warn(group);
            }
        }
    }

    synchronized void remove(String server) {
        servers.values().forEach(group -> group.remove(server));
        servers.values().removeIf(Map::isEmpty);
    }

    private void put(ClientComponents client) {
        credentials(client).forEach(credential -> servers.computeIfAbsent(credential, any -> new TreeMap<>())
                .put(client.settings().name(), client.settings()));
    }

    private static void warn(Map<String, ServerSettings> group) {
        LOG.log(Level.WARNING, Message.SHARED_CREDENTIALS.formatWithoutServer(arguments(group)));
    }

    @Override
    public String id() {
        return "SD-C12";
    }

    @Override
    public String question() {
        return "Is the credential of the client unknown to servers on other origins?";
    }

    @Override
    public Step step() {
        return Step.CONFIGURATION;
    }

    @Override
    public DiagnosisMode mode() {
        return DiagnosisMode.CONFIG;
    }

    @Override
    public synchronized List<Finding> findings(String server) {
        return servers.values().stream()
                .filter(group -> group.containsKey(server) && isRisk(group))
                .map(group -> Message.SHARED_CREDENTIALS.finding(arguments(group)))
                .toList();
    }

    private static List<List<Object>> credentials(ClientComponents client) {
        ServerSettings settings = client.settings();
        String clientId = settings.client().clientId();
        ClientType type = settings.client().type();
        if (clientId == null || type == ClientType.PUBLIC) {
            return List.of();
        }
        List<Object> credentials = new ArrayList<>();
        if (type == ClientType.CONFIDENTIAL_SYMMETRIC) {
            settings.secrets()
                    .clientSecret()
                    .map(secret -> HexFormat.of().formatHex(Sha256.hash(secret.getBytes(UTF_8))))
                    .ifPresent(credentials::add);
        } else {
            credentials.addAll(client.keys().configuredPublicKeys());
        }
        return credentials.stream()
                .map(credential -> List.<Object>of(type, clientId, credential))
                .toList();
    }

    /**
     * A key is safe if all token endpoints are configured, because the metadata cannot change the {@code aud} of
     * assertions. A secret is always at risk, because the client sends the secret itself to each server.
     */
    private static boolean isRisk(Map<String, ServerSettings> group) {
        Collection<ServerSettings> servers = group.values();
        boolean protectedByEndpoint = servers.iterator().next().client().type() == ClientType.CONFIDENTIAL_ASYMMETRIC
                && servers.stream().allMatch(server -> server.endpoints().tokenEndpoint() != null);
        Optional<Origin> first = origin(servers.iterator().next());
        return !protectedByEndpoint
                && servers.stream().anyMatch(server -> !origin(server).equals(first));
    }

    private static Optional<Origin> origin(ServerSettings server) {
        return Origin.of(server.endpoints().baseUrl());
    }

    private static Object[] arguments(Map<String, ServerSettings> group) {
        String shown = group.keySet().stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
        ClientType type = group.values().iterator().next().client().type();
        Setting setting = type == ClientType.CONFIDENTIAL_SYMMETRIC ? Setting.CLIENT_SECRET : Setting.PRIVATE_KEY;
        return new Object[] {setting.key(), group.size(), shown, setting.key(), Setting.TOKEN_ENDPOINT.key()};
    }
}
