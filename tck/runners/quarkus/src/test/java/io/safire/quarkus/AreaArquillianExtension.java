package io.safire.quarkus;

import org.jboss.arquillian.container.test.spi.client.deployment.ApplicationArchiveProcessor;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** An Arquillian extension that registers the support for areas on Quarkus. */
public final class AreaArquillianExtension implements LoadableExtension {

    public AreaArquillianExtension() {}

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(AreaTestInstanceObserver.class)
                .service(ApplicationArchiveProcessor.class, AreaArchiveProcessor.class);
    }
}
