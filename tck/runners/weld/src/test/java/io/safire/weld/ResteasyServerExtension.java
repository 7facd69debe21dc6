package io.safire.weld;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jboss.resteasy.cdi.CdiInjectorFactory;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.jspecify.annotations.Nullable;

/** An extension that serves applications with Jakarta REST resources over http and https, with RESTEasy on the JDK's HTTP server. */
public class ResteasyServerExtension implements Extension {

    private final Set<Class<?>> resources = new LinkedHashSet<>();
    private final Set<Class<?>> providers = new LinkedHashSet<>();
    private final List<Runnable> stopActions = new ArrayList<>();

    void findResources(@Observes @WithAnnotations({Path.class, Provider.class}) ProcessAnnotatedType<?> type) {
        Class<?> found = type.getAnnotatedType().getJavaClass();
        if (found.isAnnotationPresent(Provider.class)) {
            providers.add(found);
        } else if (found.isAnnotationPresent(Path.class) && !found.isInterface()) {
            resources.add(found);
        }
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object event)
            throws GeneralSecurityException, IOException {
        if (!resources.isEmpty()) {
            startServer("tck.http", null);
            startServer("tck.https", tls());
        }
    }

    void stop(@Observes BeforeShutdown event) {
        stopActions.forEach(Runnable::run);
        stopActions.clear();
    }

    private void startServer(String property, @Nullable SSLContext tls) throws IOException {
        URI origin = URI.create(System.getProperty(property));
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setInjectorFactoryClass(CdiInjectorFactory.class.getName());
        deployment.getActualResourceClasses().addAll(resources);
        deployment.getActualProviderClasses().addAll(providers);
        deployment.start();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), origin.getPort());
        HttpServer server = tls == null ? HttpServer.create(address, 0) : httpsServer(address, tls);
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.createContext("/", new ResteasyHttpHandler(deployment, origin));
        server.start();
        stopActions.add(() -> {
            server.stop(0);
            threads.shutdownNow();
            deployment.stop();
        });
    }

    private static HttpServer httpsServer(InetSocketAddress address, SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private static SSLContext tls() throws GeneralSecurityException, IOException {
        char[] password = System.getProperty("tck.keystore.password").toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(Paths.get(System.getProperty("tck.keystore")))) {
            store.load(bytes, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        return tls;
    }
}
