package io.safire.internal.client;

import io.safire.authentication.ClientType;
import io.safire.internal.config.Origin;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A check for servers at which the client has the same {@code client_id} and the same credential. If one of the servers
 * is malicious, it could send the client authentication that it receives to the other servers.
 */
final class SharedCredentials {

    private static final Logger LOG = System.getLogger(SharedCredentials.class.getName());
    private static final int MAX_NAMES = 10;

    private SharedCredentials() {}

    /** Logs one warning for each credential that the client uses at servers of different origins. */
    static void report(Collection<ClientComponents> clients) {
        Map<List<Object>, List<ServerSettings>> sharing = new LinkedHashMap<>();
        clients.stream()
                .sorted(Comparator.comparing(client -> client.settings().name()))
                .forEach(client -> credentials(client)
                        .forEach(credential -> sharing.computeIfAbsent(credential, any -> new ArrayList<>())
                                .add(client.settings())));
        sharing.values().stream().filter(SharedCredentials::isRisk).forEach(SharedCredentials::warn);
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
     * Returns whether one server could misuse the credential at a server of another origin. A key is not at risk if all
     * token endpoints are configured, because the {@code aud} of assertions cannot change. A secret is always at risk,
     * because the client sends the secret itself to each server.
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

    private static void warn(List<ServerSettings> servers) {
        List<String> names = servers.stream().map(ServerSettings::name).toList();
        String shown = String.join(", ", names.subList(0, Math.min(names.size(), MAX_NAMES)));
        ClientType type = servers.get(0).client().type();
        Setting setting = type == ClientType.CONFIDENTIAL_SYMMETRIC ? Setting.CLIENT_SECRET : Setting.PRIVATE_KEY;
        LOG.log(
                Level.WARNING,
                Message.SHARED_CREDENTIALS.formatWithoutServer(
                        setting.key(), names.size(), shown, setting.key(), Setting.TOKEN_ENDPOINT.key()));
    }
}
