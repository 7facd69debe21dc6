package io.safire.tck.application;

import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** An Arquillian extension for the client side that deploys shared applications once and records failed deployments. */
public final class SharedApplicationExtension implements LoadableExtension {

    public SharedApplicationExtension() {}

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(SharedApplicationDeployments.class)
                .observer(DeploymentFailure.class)
                .service(ApplicationArchiveProcessor.class, SharedApplicationArchive.class);
    }
}
