package io.safire.quarkus;

import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Registers what areas need on Quarkus with Arquillian. */
public final class AreaTestExtension implements LoadableExtension {

    /** Creates the extension. */
    public AreaTestExtension() {}

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(AreaTestInstance.class).service(ApplicationArchiveProcessor.class, AreaArchiveProcessor.class);
    }
}
