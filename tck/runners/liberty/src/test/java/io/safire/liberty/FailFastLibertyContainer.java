package io.safire.liberty;

import io.openliberty.arquillian.managed.WLPManagedContainer;
import io.openliberty.arquillian.managed.WLPManagedContainerConfiguration;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;

/**
 * A container that ends a failed deployment as soon as the server logs the failure. The adapter does not recognize the message
 * of a failure in a listener and would wait until the deployment timeout.
 */
public final class FailFastLibertyContainer extends WLPManagedContainer {

    private Path messagesLog = Path.of("messages.log");

    @Override
    public void setup(WLPManagedContainerConfiguration configuration) {
        super.setup(configuration);
        messagesLog =
                Path.of(configuration.getUsrDir(), "servers", configuration.getServerName(), "logs", "messages.log");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        String application = archive.getName().replaceFirst("\\.war$", "");
        DeploymentFailureWatcher watch =
                DeploymentFailureWatcher.start(messagesLog, application, Thread.currentThread());
        try {
            return super.deploy(archive);
        } finally {
            watch.stop();
            Thread.interrupted();
        }
    }
}
