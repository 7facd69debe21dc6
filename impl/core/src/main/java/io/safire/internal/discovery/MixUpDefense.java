package io.safire.internal.discovery;

import io.safire.internal.config.Origin;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.text.Urls;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A defense against mix-up attacks. It determines the configured server to which a token endpoint or issuer belongs.
 * Servers whose base URLs have the same origin share token endpoints and issuers.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.4">RFC 9700, section 4.4</a>
 */
public final class MixUpDefense {

    /** Path parameters, whitespace and control characters, which are ignored in a path segment. */
    private static final Pattern IGNORED = Pattern.compile("(?s);.*|[\\p{Cntrl}\\s]");

    private final Supplier<List<ServerSettings>> configured;
    private final Supplier<List<ServerSettings>> created;
    /** Token endpoints from metadata, by server name. */
    private final Map<String, String> acceptedTokenEndpoints = new ConcurrentHashMap<>();

    /**
     * @param servers the supplier of the settings of all configured servers
     */
    public MixUpDefense(Supplier<List<ServerSettings>> servers) {
        this(servers, List::of);
    }

    /**
     * @param configured the supplier of the settings of all configured servers
     * @param created the supplier of the settings of clients that the application has created in code. Such a client
     *     cannot claim the endpoints of a configured server
     */
    public MixUpDefense(Supplier<List<ServerSettings>> configured, Supplier<List<ServerSettings>> created) {
        this.configured = configured;
        this.created = created;
    }

    /** Removes the token endpoint of a client that the application has closed. */
    public void forget(ServerSettings closed) {
        acceptedTokenEndpoints.remove(closed.name());
    }

    /**
     * Accepts a token endpoint from the metadata of a server if the endpoint does not belong to another server. An
     * endpoint belongs to a server if it is the token endpoint of this server, or has the origin of this server's base
     * URL. An administrator resolves a conflict with {@code endpoint-hosts} or {@code token-endpoint}.
     *
     * @return the name of the other server; empty if the endpoint is accepted
     */
    synchronized Optional<String> accept(ServerSettings own, URI tokenEndpoint) {
        String address = normalize(tokenEndpoint);
        acceptedTokenEndpoints.remove(own.name());
        boolean trusted = own.endpoints().urlPolicy().isListed(tokenEndpoint)
                || origin(own.endpoints().baseUrl()).equals(origin(tokenEndpoint));
        Optional<String> owner = trusted
                ? Optional.empty()
                : serversOnOtherOrigins(own)
                        .filter(other -> owns(other, tokenEndpoint, address))
                        .map(ServerSettings::name)
                        .findFirst();
        if (owner.isEmpty()) {
            acceptedTokenEndpoints.put(own.name(), address);
        }
        return owner;
    }

    /**
     * Returns another server to which an issuer belongs. An issuer belongs to the servers whose settings contain it. If
     * no settings contain the issuer, it belongs to the servers whose base URL has the origin of the issuer.
     *
     * @return the name of the other server; empty if the issuer can belong to this server
     */
    public Optional<String> ownerOfIssuer(ServerSettings own, String issuer) {
        List<ServerSettings> owners = serversBeside(own)
                .filter(server -> server.identity().isExpectedIssuer(issuer))
                .toList();
        if (owners.isEmpty()) {
            owners = serversBeside(own)
                    .filter(server -> hasOrigin(server, issuer))
                    .toList();
        }
        String origin = origin(own.endpoints().baseUrl());
        boolean shared = own.identity().isExpectedIssuer(issuer)
                || owners.stream()
                        .anyMatch(owner -> origin(owner.endpoints().baseUrl()).equals(origin));
        return shared
                ? Optional.empty()
                : owners.stream().map(ServerSettings::name).findFirst();
    }

    /** @return the name of a server on another origin whose settings also contain the issuer */
    public Optional<String> otherServerWithIssuer(ServerSettings own, String issuer) {
        return serversOnOtherOrigins(own)
                .filter(other -> other.identity().isExpectedIssuer(issuer))
                .map(ServerSettings::name)
                .findFirst();
    }

    public static boolean hasOrigin(ServerSettings server, String issuer) {
        return Urls.parse(issuer)
                .map(MixUpDefense::origin)
                .filter(origin(server.endpoints().baseUrl())::equals)
                .isPresent();
    }

    public Optional<String> otherServerWithRedirectUri(ServerSettings own) {
        return serversOnOtherOrigins(own)
                .filter(other -> other.client().redirectUri() != null
                        && other.client().redirectUri().equals(own.client().redirectUri()))
                .map(ServerSettings::name)
                .findFirst();
    }

    private boolean owns(ServerSettings other, URI tokenEndpoint, String address) {
        @Nullable URI configured = other.endpoints().tokenEndpoint();
        return origin(other.endpoints().baseUrl()).equals(origin(tokenEndpoint))
                || (configured == null
                        ? address.equals(acceptedTokenEndpoints.get(other.name()))
                        : address.equals(normalize(configured)));
    }

    /** Returns the servers with which the given server may conflict, and the given server itself. */
    private Stream<ServerSettings> serversBeside(ServerSettings own) {
        return own.isCreated()
                ? Stream.concat(configured.get().stream(), created.get().stream())
                : configured.get().stream();
    }

    private Stream<ServerSettings> serversOnOtherOrigins(ServerSettings own) {
        String origin = origin(own.endpoints().baseUrl());
        return serversBeside(own)
                .filter(other -> !other.name().equals(own.name()))
                .filter(other -> !origin(other.endpoints().baseUrl()).equals(origin));
    }

    /** Ignores a trailing dot in the host name, because host names with and without the dot identify the same host. */
    private static String origin(URI url) {
        return Origin.of(url)
                .map(origin ->
                        new Origin(origin.scheme(), origin.host().replaceFirst("\\.$", ""), origin.port()).toString())
                .orElse("");
    }

    /**
     * Removes differences that many servers ignore: query, path parameters, case, percent-encoding, whitespace, empty
     * segments and dot segments. Runs in linear time, because the server chooses the length of the URL, and requests to
     * other servers wait for the result.
     */
    private static String normalize(URI url) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : Objects.requireNonNullElse(url.getPath(), "").split("/")) {
            String name = IGNORED.matcher(segment).replaceAll("").toLowerCase(Locale.ROOT);
            if (name.equals("..")) {
                segments.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                segments.addLast(name);
            }
        }
        return origin(url) + "/" + String.join("/", segments);
    }
}
