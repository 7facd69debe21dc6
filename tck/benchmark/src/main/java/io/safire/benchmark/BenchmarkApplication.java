package io.safire.benchmark;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.sandbox.control.SandboxServer;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.io.IOException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/** An application with one configured server. The server is a sandbox in a separate process. */
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
        BenchmarkKey key = BenchmarkKey.generate(algorithm);
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

    SandboxServer ehr() {
        return sandbox.ehr();
    }

    /** Returns the client that is looked up by name. */
    SmartClient client() {
        return container.select(SmartClients.class).get().client(NAME);
    }

    /** Returns the client as the container injects it. */
    SmartClient injectedClient() {
        return container.select(SmartClient.class).get();
    }

    /** Stops the container and the sandbox and removes the settings. */
    @Override
    public void close() {
        container.close();
        sandbox.close();
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith("safire.bench."));
        ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
    }
}
