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

    private static final int MAX_CONNECTIONS = 8;
    private static final long CONNECTION_TIMEOUT_MILLIS = 10_000;

    private @Nullable UnconditionalStore unconditionalStore;
    private @Nullable CrashingStore crashingStore;

    /** Returns the store in the database or the data grid that the nodes share. */
    @Produces
    @ApplicationScoped
    public TokenStore tokenStore() {
        return crashingStore();
    }

    /** Returns the token store as a type that can crash the node. */
    synchronized CrashingStore crashingStore() {
        CrashingStore result = crashingStore == null
                ? new CrashingStore(
                        new JournalStore(unconditionalStore(), Path.of(System.getProperty("cluster.journal"))))
                : crashingStore;
        crashingStore = result;
        return result;
    }

    synchronized UnconditionalStore unconditionalStore() {
        UnconditionalStore result =
                unconditionalStore == null ? new UnconditionalStore(openStore()) : unconditionalStore;
        unconditionalStore = result;
        return result;
    }

    /** Returns whether all members have joined and no entry is lost if one member ends. */
    boolean isSafe(int members) {
        return switch (kind()) {
            case "hazelcast" -> HazelcastMember.isSafe(members);
            case "infinispan" -> InfinispanMember.isSafe(members);
            default -> true;
        };
    }

    private static TokenStore openStore() {
        return switch (kind()) {
            case "postgres" -> JdbcStores.tokens(openDatabase());
            case "hazelcast" -> JcacheStores.tokens(HazelcastMember.cache());
            case "infinispan" -> JcacheStores.tokens(InfinispanMember.cache());
            default -> throw new IllegalStateException("no store " + kind());
        };
    }

    private static String kind() {
        return System.getProperty("cluster.store");
    }

    private static HikariDataSource openDatabase() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(System.getProperty("cluster.database"));
        config.setMaximumPoolSize(MAX_CONNECTIONS);
        config.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }
}
