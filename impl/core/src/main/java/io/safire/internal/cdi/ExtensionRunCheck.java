package io.safire.internal.cdi;

import io.safire.diagnosis.Failure;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Violations;
import io.safire.internal.message.Message;
import io.safire.internal.runtime.KnownRuntime;
import io.safire.internal.runtime.RuntimeCheck;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;

/**
 * A portable extension that stops the deployment if the runtime has not run {@link SmartServerExtension}. Runtimes find
 * a build compatible extension in the directory {@code lib} of an EAR, but not in each module of the EAR. Without this
 * class, the only error would be an unsatisfied dependency.
 */
public final class ExtensionRunCheck implements Extension {

    /** Runs before the container validates the dependencies. */
    void check(@Observes AfterBeanDiscovery event) {
        if (!SmartServerExtension.hasRun()) {
            KnownRuntime runtime = new RuntimeCheck(ExtensionRunCheck.class.getClassLoader()).detectRuntime();
            Failure failure = Message.EXTENSION_NOT_RUN.formatWithoutServer(runtime.description());
            event.addDefinitionError(new ConfigurationException(failure, Violations.missing(List.of())));
        }
    }
}
