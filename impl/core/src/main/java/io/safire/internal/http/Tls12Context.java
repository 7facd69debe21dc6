package io.safire.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A TLS context whose connections use TLS 1.2 or later, even in a JVM that allows older versions of TLS.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9325#section-3.1.1">RFC 9325, section 3.1.1</a>
 */
final class Tls12Context extends SSLContext {

    private static final Set<String> ALLOWED_VERSIONS = Set.of("TLSv1.2", "TLSv1.3");

    Tls12Context(SSLContext context) {
        super(new Tls12ContextSpi(context), context.getProvider(), context.getProtocol());
    }

    /** Uses only versions that the JVM enables, so that an administrator can still require TLS 1.3. */
    private static String[] allowedVersions(String[] enabled) {
        String[] allowed = Stream.of(enabled).filter(ALLOWED_VERSIONS::contains).toArray(String[]::new);
        return allowed.length == 0 ? new String[] {"TLSv1.2"} : allowed;
    }

    private static SSLParameters restrict(SSLParameters parameters) {
        parameters.setProtocols(allowedVersions(parameters.getProtocols()));
        return parameters;
    }

    private static final class Tls12ContextSpi extends SSLContextSpi {

        private final SSLContext context;

        Tls12ContextSpi(SSLContext context) {
            this.context = context;
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("the context is initialized already");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return new Tls12SocketFactory(context.getSocketFactory());
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new UnsupportedOperationException("a context for clients");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return restrict(context.createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return restrict(context.createSSLEngine(host, port));
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return context.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return context.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return Tls12Context.restrict(context.getDefaultSSLParameters());
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return Tls12Context.restrict(context.getSupportedSSLParameters());
        }

        private static SSLEngine restrict(SSLEngine engine) {
            engine.setEnabledProtocols(allowedVersions(engine.getEnabledProtocols()));
            return engine;
        }
    }

    private static final class Tls12SocketFactory extends SSLSocketFactory {

        private final SSLSocketFactory factory;

        Tls12SocketFactory(SSLSocketFactory factory) {
            this.factory = factory;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return factory.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return factory.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket() throws IOException {
            return restrict(factory.createSocket());
        }

        @Override
        public Socket createSocket(Socket connected, String host, int port, boolean close) throws IOException {
            return restrict(factory.createSocket(connected, host, port, close));
        }

        @Override
        public Socket createSocket(Socket connected, InputStream consumed, boolean close) throws IOException {
            return restrict(factory.createSocket(connected, consumed, close));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return restrict(factory.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return restrict(factory.createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return restrict(factory.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return restrict(factory.createSocket(host, port, local, localPort));
        }

        private static Socket restrict(Socket socket) {
            if (socket instanceof SSLSocket secured) {
                secured.setEnabledProtocols(allowedVersions(secured.getEnabledProtocols()));
            }
            return socket;
        }
    }
}
