package io.safire.internal.http;

import io.safire.internal.config.ProxySettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A TLS handshake that shows which certificates a server sends and which client certificates it requests. The handshake
 * accepts every certificate. The connection is then closed without a request, so a server with an untrusted certificate
 * receives no data.
 *
 * @param protocol the TLS version, such as {@code TLSv1.3}
 * @param chain the certificates that the server sent; its own certificate is the first
 * @param requestedAuthorities the names of the authorities whose client certificates the server accepts; empty if the
 *     server requests no client certificate
 */
public record TlsProbe(String protocol, List<X509Certificate> chain, Optional<List<String>> requestedAuthorities) {

    private static final int HTTPS_PORT = 443;

    /**
     * @return the result; empty if the URL is not https, a proxy is configured, or the handshake failed
     */
    public static Optional<TlsProbe> of(URI target, ProxySettings proxy, Duration limit) {
        if (!"https".equals(target.getScheme()) || target.getHost() == null || usesProxy(target, proxy)) {
            return Optional.empty();
        }
        Requests requests = new Requests();
        try (Socket socket = new Socket()) {
            int millis = (int) Math.max(1, Math.min(limit.toMillis(), Integer.MAX_VALUE));
            int port = target.getPort() < 0 ? HTTPS_PORT : target.getPort();
            socket.connect(new InetSocketAddress(target.getHost(), port), millis);
            socket.setSoTimeout(millis);
            return Optional.of(handshake(socket, target.getHost(), port, requests));
        } catch (IOException | GeneralSecurityException | RuntimeException failed) {
            return Optional.empty();
        }
    }

    private static TlsProbe handshake(Socket socket, String host, int port, Requests requests)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {requests}, new TrustManager[] {new CertificateAcceptor()}, null);
        try (SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true)) {
            tls.startHandshake();
            List<X509Certificate> chain = Arrays.stream(tls.getSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
            return new TlsProbe(tls.getSession().getProtocol(), chain, Optional.ofNullable(requests.authorities));
        }
    }

    private static boolean usesProxy(URI target, ProxySettings proxy) {
        if (proxy.appliesTo(target.getHost())) {
            return true;
        }
        ProxySelector selector = ProxySelector.getDefault();
        return selector != null
                && selector.select(target).stream().anyMatch(selected -> selected.type() != Proxy.Type.DIRECT);
    }

    /** A key manager that has no key, and records the request for a client certificate. */
    private static final class Requests extends X509ExtendedKeyManager {

        private @Nullable List<String> authorities;

        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            authorities = issuers == null
                    ? List.of()
                    : Arrays.stream(issuers).map(String::valueOf).toList();
            return null;
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return null;
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return null;
        }
    }

    /** A trust manager that accepts every certificate, because no request uses the connection. */
    private static final class CertificateAcceptor extends X509ExtendedTrustManager {

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
