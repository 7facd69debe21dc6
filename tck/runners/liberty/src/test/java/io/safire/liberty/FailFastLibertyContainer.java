package io.safire.liberty;

import io.openliberty.arquillian.managed.WLPManagedContainer;
import io.openliberty.arquillian.managed.WLPManagedContainerConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
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
        String application = archive.getName().replaceFirst("\\.(war|ear)$", "");
        DeploymentFailureWatcher watch =
                DeploymentFailureWatcher.start(messagesLog, application, Thread.currentThread());
        long deployedAt = logLength();
        try {
            return super.deploy(archive);
        } catch (DeploymentException failure) {
            failure.addSuppressed(new IllegalStateException(logAfter(deployedAt)));
            throw failure;
        } finally {
            watch.stop();
            Thread.interrupted();
        }
    }

    private long logLength() {
        return messagesLog.toFile().length();
    }

    /** Returns the later lines with messages of the library, of which the adapter shows only some. */
    private String logAfter(long position) {
        try {
            String log = Files.readString(messagesLog);
            return log.substring((int) Math.min(position, log.length()))
                    .lines()
                    .filter(line -> line.contains("SAFIRE-"))
                    .distinct()
                    .collect(Collectors.joining("\n"));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
