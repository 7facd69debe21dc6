package io.safire.internal.config;

import static io.safire.internal.config.Setting.PROXY_EXCEPTIONS;
import static io.safire.internal.config.Setting.PROXY_HOST;
import static io.safire.internal.config.Setting.PROXY_PASSWORD;
import static io.safire.internal.config.Setting.PROXY_PORT;
import static io.safire.internal.config.Setting.PROXY_USER;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy for the requests to a server.
 *
 * @param host the host of the proxy; empty to use the proxy settings of the JVM
 * @param user the user name for Basic authentication; null if the proxy requires no authentication
 * @param password the password for Basic authentication
 * @param exceptions the hosts, in lower case, for which the proxy settings of the JVM apply; {@code *.} stands for all
 *     subdomains
 */
public record ProxySettings(String host, int port, @Nullable String user, String password, Set<String> exceptions) {

    /** The settings that leave the choice of a proxy to the JVM. */
    public static final ProxySettings OF_JVM = new ProxySettings("", 0, null, "", Set.of());

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]");

    public ProxySettings {
        exceptions = Set.copyOf(exceptions);
    }

    /** A server with its own host uses only its own port and credentials. */
    static ProxySettings read(SettingParser parser) {
        String prefix = parser.prefixOf(PROXY_HOST);
        Optional<String> host = parser.optional(PROXY_HOST, prefix);
        if (host.isEmpty()) {
            return OF_JVM;
        }
        Set<String> exceptions = parser.hostPatterns(PROXY_EXCEPTIONS);
        int port = parser.integer(PROXY_PORT, prefix);
        Optional<String> user = parser.optional(PROXY_USER, prefix);
        Optional<String> password = parser.optional(PROXY_PASSWORD, prefix);
        if (!HOST.matcher(host.get()).matches()) {
            parser.errors().invalid(PROXY_HOST, host.get(), List.of("host names without scheme and port"));
        }
        if (user.isPresent() && user.get().indexOf(':') >= 0) {
            parser.errors().unusable(PROXY_USER, "it contains a colon, which Basic authentication does not allow");
        }
        if (user.isPresent() != password.isPresent()) {
            parser.errors().missing(List.of(user.isPresent() ? PROXY_PASSWORD : PROXY_USER));
        }
        return new ProxySettings(host.get(), port, user.orElse(null), password.orElse(""), exceptions);
    }

    /** Returns the HTTP proxy that the settings of the JVM select for a URL; empty if they select no HTTP proxy. */
    public static Optional<InetSocketAddress> addressOfJvm(URI target) {
        ProxySelector selector = ProxySelector.getDefault();
        List<Proxy> selected = selector == null ? List.of() : selector.select(target);
        return selected.stream()
                .findFirst()
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                .map(Proxy::address)
                .map(InetSocketAddress.class::cast);
    }

    /** Returns true if the settings of the server or of the JVM select an HTTP proxy for a URL. */
    public boolean selectsProxy(URI target) {
        String targetHost = target.getHost();
        return targetHost != null && appliesTo(targetHost)
                || addressOfJvm(target).isPresent();
    }

    /** Returns true if requests to a host use this proxy. */
    public boolean appliesTo(String targetHost) {
        String lower = targetHost.toLowerCase(Locale.ROOT);
        return !host.isEmpty()
                && exceptions.stream()
                        .noneMatch(exception -> exception.startsWith("*.")
                                ? lower.endsWith(exception.substring(1))
                                : lower.equals(exception));
    }

    @Override
    public String toString() {
        return "ProxySettings[host=" + host + ", port=" + port + ", exceptions=" + exceptions + "]";
    }
}
