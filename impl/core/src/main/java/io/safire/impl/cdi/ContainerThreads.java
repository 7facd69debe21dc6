package io.safire.impl.cdi;

import io.safire.impl.managed.RenewalThreads;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Threads of the runtime where it has some for applications (Jakarta Concurrency), else of our own. On Payara, Fault
 * Tolerance fails in a thread that does not know to which application it belongs.
 */
final class ContainerThreads {

    private static final String FACTORY = "java:comp/DefaultManagedThreadFactory";

    private ContainerThreads() {}

    static RenewalThreads renewal() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            if (InitialContext.doLookup(FACTORY) instanceof ThreadFactory factory) {
                return new RenewalThreads(factory, loader);
            }
        } catch (NamingException | RuntimeException | NoClassDefFoundError none) {
            // Weld alone, Quarkus, a server without the feature
        }
        return new RenewalThreads(loader);
    }
}
