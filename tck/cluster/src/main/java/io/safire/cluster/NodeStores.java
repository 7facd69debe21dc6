package io.safire.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.safire.spi.TokenStore;
import io.safire.store.jcache.JcacheStores;
import io.safire.store.jdbc.JdbcStores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** The store of the application, as the test wants it. */
@ApplicationScoped
public class NodeStores {

    private static final int CONNECTIONS = 8;
    private static final long PATIENCE = 2_000;

    /**
     * Makes the store.
     *
     * @return in the database or the grid that the nodes share
     */
    @Produces
    @ApplicationScoped
    public TokenStore tokens() {
        String store = System.getProperty("cluster.store");
        return switch (store) {
            case "postgres" -> JdbcStores.tokens(database());
            case "hazelcast" -> JcacheStores.tokens(HazelcastMember.cache());
            case "infinispan" -> JcacheStores.tokens(InfinispanMember.cache());
            default -> throw new IllegalStateException("no store " + store);
        };
    }

    private static HikariDataSource database() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(System.getProperty("cluster.database"));
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(PATIENCE);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
