package io.safire.sandbox;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.ServerCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A process with simulated EHRs, controlled through {@link #control()}.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.start()) {
 *     SandboxServer ehr = SandboxControl.at(sandbox.control()).open("ehr");
 *     ehr.registerClient(SandboxClient.publicClient("app", "https://app.example/callback"));
 * }
 * }</pre>
 */
public final class Sandbox implements AutoCloseable {

    private final CertificateAuthority certificates = new CertificateAuthority();
    private final Map<String, EhrServer> servers = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private final HttpServer control;
    private final HttpClient http = HttpClient.newBuilder()
            .sslContext(certificates.clientContext())
            .connectTimeout(Duration.ofMinutes(1))
            .build();
    private @Nullable LegacyTlsServer oldTls;
    private @Nullable UnresponsiveServer unresponsive;
    private final List<TrickleTlsServer> trickleServers = new ArrayList<>();

    private Sandbox(int controlPort) {
        ThreadFactory daemons = task -> {
            Thread thread = new Thread(task, "safire-sandbox");
            thread.setDaemon(true);
            return thread;
        };
        threads = Executors.newCachedThreadPool(daemons);
        control = createHttpServer("http", controlPort);
        control.setExecutor(threads);
        control.createContext("/", new ControlApi(this)::handle);
        control.start();
    }

    /** Starts a sandbox without servers on a free port. */
    public static Sandbox start() {
        return start(0);
    }

    /**
     * Starts a sandbox without servers.
     *
     * @param controlPort the port of the control API, 0 for a free port
     */
    public static Sandbox start(int controlPort) {
        // without this property, each response that consists of two packets would wait 40 ms for an acknowledgment
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // by default, the server closes idle connections beyond 200, even if clients are about to reuse them
        System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
        // by default, the server closes connections after 30 idle seconds, even while a client sends its next request
        System.setProperty("sun.net.httpserver.idleInterval", "86400");
        return new Sandbox(controlPort);
    }

    /** Returns the URL of the control API, for {@link SandboxControl#at}. */
    public URI control() {
        return URI.create("http://127.0.0.1:" + control.getAddress().getPort());
    }

    @Override
    public synchronized void close() {
        closeOldTls();
        closeUnresponsive();
        trickleServers.forEach(Sandbox::close);
        servers.values().forEach(EhrServer::close);
        control.stop(0);
        threads.shutdownNow();
    }

    String authorityPem() {
        return certificates.authorityPem();
    }

    byte[] clientKeyStore(String commonName, boolean trusted, String password) {
        return certificates.clientKeyStore(commonName, trusted, password);
    }

    byte[] serverKeyStore(String alias, String password) {
        return certificates.serverKeyStore(alias, password);
    }

    synchronized LegacyTlsServer oldTls() {
        try {
            LegacyTlsServer open = oldTls == null ? new LegacyTlsServer(threads) : oldTls;
            oldTls = open;
            return open;
        } catch (IOException failed) {
            throw new UncheckedIOException("A server socket cannot be opened.", failed);
        }
    }

    /** Opens a server that accepts no connection. */
    synchronized UnresponsiveServer unresponsive() {
        try {
            UnresponsiveServer open = unresponsive == null ? new UnresponsiveServer() : unresponsive;
            unresponsive = open;
            return open;
        } catch (IOException failed) {
            throw new UncheckedIOException("A server socket cannot be opened.", failed);
        }
    }

    /**
     * Opens a server that sends a TLS record byte by byte.
     *
     * @param handshake true for a record of the handshake, false for a record of the response
     */
    synchronized TrickleTlsServer trickleTls(boolean handshake) {
        try {
            @Nullable SSLContext context = handshake ? null : certificates.serverContext(ServerCertificate.VALID);
            TrickleTlsServer opened = new TrickleTlsServer(threads, context);
            trickleServers.add(opened);
            return opened;
        } catch (IOException failed) {
            throw new UncheckedIOException("A server socket cannot be opened.", failed);
        }
    }

    private static void close(TrickleTlsServer server) {
        try {
            server.close();
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
        }
    }

    private void closeUnresponsive() {
        try {
            if (unresponsive != null) {
                unresponsive.close();
            }
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
        }
    }

    private void closeOldTls() {
        try {
            if (oldTls != null) {
                oldTls.close();
            }
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
        }
    }

    EhrServer open(String name, String scheme, int port) {
        return servers.computeIfAbsent(name, any -> switch (scheme) {
            case "raw" -> createProxiedServer(name, null);
            case "TLSv1.2", "TLSv1.3" ->
                createProxiedServer(name, new MutualTlsServer(certificates.mutualTlsContext(), scheme));
            case "optional" -> createProxiedServer(name, MutualTlsServer.optional(certificates.mutualTlsContext()));
            default -> createServer(name, scheme, createHttpServer(scheme, port));
        });
    }

    private EhrServer createServer(String name, String scheme, HttpServer server) {
        String protocol = scheme.equals("http") ? "http" : "https";
        URI origin = URI.create(protocol + "://localhost:" + server.getAddress().getPort());
        return new EhrServer(name, origin, server, null, () -> createHttpServer(scheme, 0), threads, http);
    }

    private EhrServer createProxiedServer(String name, @Nullable MutualTlsServer tls) {
        try {
            ScriptingProxy proxy = new ScriptingProxy(threads, tls);
            String files = tls == null ? "http" : ServerCertificate.VALID.name();
            return new EhrServer(
                    name,
                    proxy.origin(),
                    createHttpServer("http", 0),
                    proxy,
                    () -> createHttpServer(files, 0),
                    threads,
                    http);
        } catch (IOException failed) {
            throw new UncheckedIOException("A server socket cannot be opened.", failed);
        }
    }

    /** Returns every secret that a server has received or issued. */
    Set<String> secrets() {
        Set<String> all = new TreeSet<>();
        servers.values().forEach(server -> all.addAll(server.seenSecrets().all()));
        return all;
    }

    EhrServer server(String name) {
        EhrServer server = servers.get(name);
        if (server == null) {
            throw new IllegalArgumentException("unknown server: " + name);
        }
        return server;
    }

    /** Creates an HTTP server, or an HTTPS server with the kind of certificate that the scheme names. */
    private HttpServer createHttpServer(String scheme, int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            if (scheme.equals("http")) {
                return HttpServer.create(address, 0);
            }
            HttpsServer https = HttpsServer.create(address, 0);
            https.setHttpsConfigurator(
                    new HttpsConfigurator(certificates.serverContext(ServerCertificate.valueOf(scheme))));
            return https;
        } catch (IOException failed) {
            throw new UncheckedIOException("port " + port + " cannot be opened", failed);
        }
    }
}
