package io.safire.internal.cdi;

import io.safire.internal.cache.RefreshThreads;
import java.util.concurrent.ThreadFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Access to the runtime's managed threads (Jakarta Concurrency). Without managed threads, unmanaged threads are used.
 * On Payara, managed threads are necessary, because Fault Tolerance fails in a thread that is not associated with an
 * application.
 */
final class ContainerThreads {

    private static final String FACTORY = "java:comp/DefaultManagedThreadFactory";

    private ContainerThreads() {}

    @SuppressWarnings("BanJNDI") // the name is a constant of Jakarta Concurrency
    static RefreshThreads refreshThreads() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            if (InitialContext.doLookup(FACTORY) instanceof ThreadFactory factory) {
                return new RefreshThreads(factory, loader);
            }
        } catch (NamingException | RuntimeException | NoClassDefFoundError notAvailable) {
            // Weld without a server, Quarkus, and a server without the feature have no managed threads
        }
        return new RefreshThreads(loader);
    }
}
