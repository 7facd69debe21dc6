package io.safire.internal.client;

import io.safire.internal.config.EndpointSettings;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.message.Message;
import io.safire.internal.text.Urls;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A warning about configured URLs that use http on a loopback host, which is suitable for development only. */
final class LoopbackHttp {

    private static final Logger LOG = System.getLogger(LoopbackHttp.class.getName());

    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /** Logs one warning that lists all servers that no earlier warning has listed. */
    void report(Collection<ServerSettings> servers) {
        String names = servers.stream()
                .filter(LoopbackHttp::isUsed)
                .map(ServerSettings::name)
                .filter(reported::add)
                .sorted()
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    Message.LOOPBACK_HTTP.formatWithoutServer(names, Setting.ALLOW_INSECURE_LOCALHOST.key()));
        }
    }

    private static boolean isUsed(ServerSettings server) {
        EndpointSettings endpoints = server.endpoints();
        Stream<@Nullable URI> urls = Stream.of(
                endpoints.baseUrl(),
                endpoints.authorizationEndpoint(),
                endpoints.tokenEndpoint(),
                endpoints.introspectionEndpoint(),
                endpoints.revocationEndpoint(),
                endpoints.endSessionEndpoint(),
                server.registration().endpoint(),
                server.identity().jwksUri());
        return Stream.concat(urls.filter(Objects::nonNull), texts(server)).anyMatch(UrlPolicy::isLoopbackHttp);
    }

    private static Stream<URI> texts(ServerSettings server) {
        return Stream.<@Nullable String>of(
                        server.client().redirectUri(),
                        server.client().postLogoutRedirectUri(),
                        server.identity().issuer())
                .filter(Objects::nonNull)
                .flatMap(text -> Urls.parse(text).stream());
    }
}
