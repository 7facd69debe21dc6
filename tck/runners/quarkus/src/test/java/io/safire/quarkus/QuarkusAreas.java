package io.safire.quarkus;

import org.jboss.arquillian.core.spi.LoadableExtension;

/** Lets the classes of an area share an application on Quarkus. */
public final class QuarkusAreas implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(AreaInstances.class);
    }
}
