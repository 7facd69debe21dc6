package io.safire.tck.area;

import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Registers the deployment of areas with Arquillian, on the side of the client. */
public final class AreaExtension implements LoadableExtension {

    /** Creates the extension. */
    public AreaExtension() {}

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(AreaDeployments.class).service(ApplicationArchiveProcessor.class, AreaArchive.class);
    }
}
