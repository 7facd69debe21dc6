package io.safire.tck.application;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jboss.arquillian.container.spi.event.DeployDeployment;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;

/**
 * The message of the last deployment that failed, for tests of deployments that must fail. Arquillian compares only the
 * type of the exception, so any failure of this type would pass such a test.
 */
public final class DeploymentFailure {

    /** The precedence, which places this observer inside the observer of Arquillian that suppresses the expected exception. */
    private static final int PRECEDENCE = -100;

    private static volatile String message = "";

    public DeploymentFailure() {}

    /** Returns the messages of the exception, its causes and its suppressed exceptions, one after the other. */
    public static String message() {
        return message;
    }

    /**
     * Records the message if the deployment fails.
     *
     * @throws RuntimeException the exception of the deployment
     */
    public void deploy(@Observes(precedence = PRECEDENCE) EventContext<DeployDeployment> context) {
        message = "";
        try {
            context.proceed();
        } catch (Throwable failure) {
            List<String> messages = new ArrayList<>();
            collect(failure, messages, Collections.newSetFromMap(new IdentityHashMap<>()));
            message = String.join("\n", messages);
            throw failure;
        }
    }

    private static void collect(Throwable failure, List<String> messages, Set<Throwable> seen) {
        if (seen.add(failure)) {
            messages.add(String.valueOf(failure.getMessage()));
            for (Throwable suppressed : failure.getSuppressed()) {
                collect(suppressed, messages, seen);
            }
            if (failure.getCause() != null) {
                collect(failure.getCause(), messages, seen);
            }
        }
    }
}
