package io.safire.quarkus;

import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** An Arquillian extension that registers the support for shared applications on Quarkus. */
public final class QuarkusExtension implements LoadableExtension {

    public QuarkusExtension() {}

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(TestInstanceObserver.class)
                .service(ApplicationArchiveProcessor.class, SharedApplicationProcessor.class);
    }
}
