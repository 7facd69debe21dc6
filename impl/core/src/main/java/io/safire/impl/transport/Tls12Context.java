package io.safire.impl.transport;

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
 * A TLS context whose connections use TLS 1.2 or later, also in a JVM that allows older versions.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9325#section-3.1.1">RFC 9325, section 3.1.1</a>
 */
final class Tls12Context extends SSLContext {

    private static final Set<String> ALLOWED = Set.of("TLSv1.2", "TLSv1.3");

    Tls12Context(SSLContext context) {
        super(new Spi(context), context.getProvider(), context.getProtocol());
    }

    /**
     * Returns the allowed versions among those that the JVM enables, so that an administrator can still require TLS
     * 1.3.
     */
    private static String[] versions(String[] enabled) {
        String[] kept = Stream.of(enabled).filter(ALLOWED::contains).toArray(String[]::new);
        return kept.length == 0 ? new String[] {"TLSv1.2"} : kept;
    }

    private static SSLParameters restricted(SSLParameters parameters) {
        parameters.setProtocols(versions(parameters.getProtocols()));
        return parameters;
    }

    private static final class Spi extends SSLContextSpi {

        private final SSLContext context;

        Spi(SSLContext context) {
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
            return new Factory(context.getSocketFactory());
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new UnsupportedOperationException("a context for clients");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return restricted(context.createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return restricted(context.createSSLEngine(host, port));
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
            return Tls12Context.restricted(context.getDefaultSSLParameters());
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return Tls12Context.restricted(context.getSupportedSSLParameters());
        }

        private static SSLEngine restricted(SSLEngine engine) {
            engine.setEnabledProtocols(versions(engine.getEnabledProtocols()));
            return engine;
        }
    }

    private static final class Factory extends SSLSocketFactory {

        private final SSLSocketFactory factory;

        Factory(SSLSocketFactory factory) {
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
            return restricted(factory.createSocket());
        }

        @Override
        public Socket createSocket(Socket connected, String host, int port, boolean close) throws IOException {
            return restricted(factory.createSocket(connected, host, port, close));
        }

        @Override
        public Socket createSocket(Socket connected, InputStream consumed, boolean close) throws IOException {
            return restricted(factory.createSocket(connected, consumed, close));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return restricted(factory.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
            return restricted(factory.createSocket(host, port, local, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return restricted(factory.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
            return restricted(factory.createSocket(host, port, local, localPort));
        }

        private static Socket restricted(Socket socket) {
            if (socket instanceof SSLSocket secured) {
                secured.setEnabledProtocols(versions(secured.getEnabledProtocols()));
            }
            return socket;
        }
    }
}
