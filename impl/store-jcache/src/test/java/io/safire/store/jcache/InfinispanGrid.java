package io.safire.store.jcache;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/** An Infinispan grid of two nodes that discover each other by TCP. */
final class InfinispanGrid {

    private static final List<Logger> LOGGERS = Stream.of("org.infinispan", "org.jgroups")
            .map(Logger::getLogger)
            .peek(logger -> logger.setLevel(Level.WARNING))
            .toList();
    /**
     * Strong references, because Infinispan holds the class loaders weakly and stops responding once a class loader has
     * been collected.
     */
    private static final List<ClassLoader> LOADERS = List.of(loader(), loader());

    private static final TestGrid GRID = start();

    private InfinispanGrid() {}

    static TestGrid grid() {
        return GRID;
    }

    private static TestGrid start() {
        System.setProperty(
                "cluster.name", String.valueOf(ProcessHandle.current().pid()));
        return new TestGrid(manager(LOADERS.get(0)), manager(LOADERS.get(1)));
    }

    private static ClassLoader loader() {
        return new URLClassLoader(new URL[0], InfinispanGrid.class.getClassLoader());
    }

    /** Uses one class loader for each node, because a provider has one cache manager per class loader. */
    private static CacheManager manager(ClassLoader loader) {
        CachingProvider provider = Caching.getCachingProvider("org.infinispan.jcache.embedded.JCachingProvider");
        try {
            URI configuration =
                    InfinispanGrid.class.getResource("/infinispan.xml").toURI();
            return provider.getCacheManager(configuration, loader);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
