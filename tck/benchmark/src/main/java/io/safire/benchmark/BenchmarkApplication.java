package io.safire.benchmark;

import io.safire.SmartClient;
import io.safire.SmartClients;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** An application with one server, which is a sandbox in a process of its own. */
final class BenchmarkApplication implements AutoCloseable {

    static final String NAME = "bench";

    private final BenchmarkKey key;
    private final SandboxProcess sandbox;
    private final SeContainer container;

    private BenchmarkApplication(BenchmarkKey key, SandboxProcess sandbox, SeContainer container) {
        this.key = key;
        this.sandbox = sandbox;
        this.container = container;
    }

    static BenchmarkApplication start(String algorithm) throws IOException {
        BenchmarkKey key = BenchmarkKey.of(algorithm);
        SandboxProcess sandbox = SandboxProcess.start(NAME, key.jwks());
        System.setProperty("safire.bench.base-url", sandbox.fhirBase());
        System.setProperty("safire.bench.client-id", NAME);
        System.setProperty("safire.bench.client-type", "confidential-asymmetric");
        System.setProperty("safire.bench.private-key", key.pem());
        System.setProperty("safire.bench.kid", key.kid());
        System.setProperty("safire.bench.scopes", "system/*.rs");
        return new BenchmarkApplication(
                key, sandbox, SeContainerInitializer.newInstance().initialize());
    }

    BenchmarkKey key() {
        return key;
    }

    /** The client by its name. */
    SmartClient client() {
        return container.select(SmartClients.class).get().client(NAME);
    }

    /** The client as it is injected: behind the proxy of the container. */
    SmartClient injected() {
        return container.select(SmartClient.class).get();
    }

    /** Stops all, and leaves no settings behind. */
    @Override
    public void close() {
        container.close();
        sandbox.close();
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith("safire.bench."));
        ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
    }
}
