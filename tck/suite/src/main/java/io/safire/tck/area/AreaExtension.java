package io.safire.tck.area;

import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** An Arquillian extension for the client side that deploys one application for each area and records failed deployments. */
public final class AreaExtension implements LoadableExtension {

    public AreaExtension() {}

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(AreaDeployments.class)
                .observer(DeploymentFailure.class)
                .service(ApplicationArchiveProcessor.class, AreaArchive.class);
    }
}
