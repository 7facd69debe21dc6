package io.safire.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.safire.spi.TokenStore;
import io.safire.store.jcache.JcacheStores;
import io.safire.store.jdbc.JdbcStores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A producer of the token store that the system property {@code cluster.store} selects. */
@ApplicationScoped
public class NodeStores {

    private static final int CONNECTIONS = 8;
    private static final long PATIENCE = 10_000;

    private @Nullable CarelessStore store;
    private @Nullable MortalStore mortal;

    /** Returns the store in the database or the data grid that the nodes share. */
    @Produces
    @ApplicationScoped
    public TokenStore tokens() {
        return mortal();
    }

    /** Returns the same store with the means to crash the node. */
    synchronized MortalStore mortal() {
        MortalStore there = mortal == null
                ? new MortalStore(new JournalStore(careless(), Path.of(System.getProperty("cluster.journal"))))
                : mortal;
        mortal = there;
        return there;
    }

    synchronized CarelessStore careless() {
        CarelessStore there = store == null ? new CarelessStore(opened()) : store;
        store = there;
        return there;
    }

    /** Returns whether all members have joined and no entry is lost if one of them ends. */
    boolean safe(int members) {
        return switch (kind()) {
            case "hazelcast" -> HazelcastMember.safe(members);
            case "infinispan" -> InfinispanMember.safe(members);
            default -> true;
        };
    }

    private static TokenStore opened() {
        return switch (kind()) {
            case "postgres" -> JdbcStores.tokens(database());
            case "hazelcast" -> JcacheStores.tokens(HazelcastMember.cache());
            case "infinispan" -> JcacheStores.tokens(InfinispanMember.cache());
            default -> throw new IllegalStateException("no store " + kind());
        };
    }

    private static String kind() {
        return System.getProperty("cluster.store");
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
