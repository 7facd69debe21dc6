package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.config.ProxySettings;
import java.net.Authenticator;
import java.net.Authenticator.RequestorType;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URL;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy through which a request is sent.
 *
 * @param origin the configuration that selects the proxy, for messages
 * @param authorization the value of the {@code Proxy-Authorization} header; null if there are no credentials
 */
record ProxyServer(
        String host, int port, String origin, @Nullable String authorization) {

    /**
     * Returns the proxy for a URL; empty if the proxy settings of neither the server nor the JVM select an HTTP proxy.
     */
    static Optional<ProxyServer> find(ProxySettings settings, URI target) {
        String targetHost = target.getHost();
        if (targetHost != null && settings.appliesTo(targetHost)) {
            String user = settings.user();
            return Optional.of(new ProxyServer(
                    settings.host(),
                    settings.port(),
                    "proxy.host",
                    user == null ? null : basic(user, settings.password())));
        }
        return ProxySettings.addressOfJvm(target).map(address -> ofJvm(address, target));
    }

    private static ProxyServer ofJvm(InetSocketAddress address, URI target) {
        String host = address.getHostString();
        return new ProxyServer(
                host, address.getPort(), "the proxy settings of the JVM", authorization(address, host, target));
    }

    /** The JDK would not send these credentials to open a tunnel, see jdk.http.auth.tunneling.disabledSchemes. */
    private static @Nullable String authorization(InetSocketAddress address, String host, URI target) {
        Authenticator authenticator = Authenticator.getDefault();
        if (authenticator == null) {
            return null;
        }
        PasswordAuthentication found = authenticator.requestPasswordAuthenticationInstance(
                host, address.getAddress(), address.getPort(), "http", "", "Basic", url(target), RequestorType.PROXY);
        return found == null ? null : basic(found.getUserName(), String.valueOf(found.getPassword()));
    }

    private static @Nullable URL url(URI target) {
        try {
            return target.toURL();
        } catch (MalformedURLException unknownScheme) {
            return null;
        }
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
    }

    String address() {
        return host + ":" + port;
    }

    /** Omits the credentials. */
    @Override
    public String toString() {
        return address() + " (" + origin + ")";
    }
}
