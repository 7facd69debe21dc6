package io.safire.liberty;

import io.openliberty.arquillian.managed.WLPManagedContainer;
import io.openliberty.arquillian.managed.WLPManagedContainerConfiguration;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;

/**
 * Ends a deployment that has failed as soon as the server says so. The adapter does not know the message of a failure in
 * a listener, and waits for as long as a deployment may take at the most.
 */
public final class PromptLiberty extends WLPManagedContainer {

    private Path messages = Path.of("messages.log");

    @Override
    public void setup(WLPManagedContainerConfiguration configuration) {
        super.setup(configuration);
        messages = Path.of(configuration.getUsrDir(), "servers", configuration.getServerName(), "logs", "messages.log");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        String application = archive.getName().replaceFirst("\\.war$", "");
        FailureWatch watch = FailureWatch.begun(messages, application, Thread.currentThread());
        try {
            return super.deploy(archive);
        } finally {
            watch.end();
            Thread.interrupted();
        }
    }
}
