package io.safire.weld;

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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.jboss.resteasy.cdi.CdiInjectorFactory;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.plugins.server.netty.NettyJaxrsServer;
import org.jboss.resteasy.plugins.server.netty.cdi.CdiNettyJaxrsServer;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.jspecify.annotations.Nullable;

/** Serves an application that has resources over http and https, as RESTEasy does it beside Weld: without servlets. */
public class RestServers implements Extension {

    private final Set<Class<?>> resources = new LinkedHashSet<>();
    private final Set<Class<?>> providers = new LinkedHashSet<>();
    private final List<NettyJaxrsServer> servers = new ArrayList<>();

    void find(@Observes @WithAnnotations({Path.class, Provider.class}) ProcessAnnotatedType<?> type) {
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
            serve("tck.http", null);
            serve("tck.https", tls());
        }
    }

    void stop(@Observes BeforeShutdown event) {
        servers.forEach(NettyJaxrsServer::stop);
        servers.clear();
    }

    private void serve(String property, @Nullable SSLContext tls) {
        URI address = URI.create(System.getProperty(property));
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setInjectorFactoryClass(CdiInjectorFactory.class.getName());
        deployment.getActualResourceClasses().addAll(resources);
        deployment.getActualProviderClasses().addAll(providers);
        NettyJaxrsServer server = new CdiNettyJaxrsServer()
                .setDeployment(deployment)
                .setHostname(address.getHost())
                .setPort(address.getPort())
                .setRootResourcePath("/api")
                .setSSLContext(tls);
        server.start();
        servers.add(server);
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
