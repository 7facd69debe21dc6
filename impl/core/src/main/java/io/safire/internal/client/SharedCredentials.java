package io.safire.internal.client;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.config.Origin;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.spi.DiagnosisCheck;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The servers at which the client has the same {@code client_id} and the same credential. A malicious server among them
 * could forward the client authentication to another of these servers.
 */
final class SharedCredentials implements DiagnosisCheck {

    private static final Logger LOG = System.getLogger(SharedCredentials.class.getName());
    private static final int MAX_NAMES = 10;

    /** The servers that share a credential, one list for each credential. */
    private volatile List<List<ServerSettings>> groups = List.of();

    /**
     * Logs one warning for each credential that the client uses at servers of different origins. The diagnosis uses the
     * same result, because reading all keys again for each server would take too long.
     */
    void find(Collection<ClientComponents> clients) {
        Map<List<Object>, List<ServerSettings>> sharing = new LinkedHashMap<>();
        clients.stream()
                .sorted(Comparator.comparing(client -> client.settings().name()))
                .forEach(client -> credentials(client)
                        .forEach(credential -> sharing.computeIfAbsent(credential, any -> new ArrayList<>())
                                .add(client.settings())));
        groups = sharing.values().stream().filter(SharedCredentials::isRisk).toList();
        groups.forEach(
                servers -> LOG.log(Level.WARNING, Message.SHARED_CREDENTIALS.formatWithoutServer(arguments(servers))));
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
    public List<Finding> findings(String server) {
        return groups.stream()
                .filter(servers ->
                        servers.stream().anyMatch(sharing -> sharing.name().equals(server)))
                .map(servers -> Message.SHARED_CREDENTIALS.finding(arguments(servers)))
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
            settings.secrets().clientSecret().ifPresent(credentials::add);
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
    private static boolean isRisk(List<ServerSettings> servers) {
        boolean protectedByEndpoint = servers.get(0).client().type() == ClientType.CONFIDENTIAL_ASYMMETRIC
                && servers.stream().allMatch(server -> server.endpoints().tokenEndpoint() != null);
        long origins = servers.stream()
                .map(server -> Origin.of(server.endpoints().baseUrl()))
                .distinct()
                .count();
        return origins > 1 && !protectedByEndpoint;
    }

    private static Object[] arguments(List<ServerSettings> servers) {
        List<String> names = servers.stream().map(ServerSettings::name).toList();
        String shown = String.join(", ", names.subList(0, Math.min(names.size(), MAX_NAMES)));
        ClientType type = servers.get(0).client().type();
        Setting setting = type == ClientType.CONFIDENTIAL_SYMMETRIC ? Setting.CLIENT_SECRET : Setting.PRIVATE_KEY;
        return new Object[] {setting.key(), names.size(), shown, setting.key(), Setting.TOKEN_ENDPOINT.key()};
    }
}
