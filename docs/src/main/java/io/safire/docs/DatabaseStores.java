package io.safire.docs;

import io.safire.spi.LaunchStore;
import io.safire.spi.TokenStore;
import io.safire.store.jdbc.JdbcStores;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import javax.sql.DataSource;

/** Sample of stores in a database. */
@ApplicationScoped
public class DatabaseStores {

    @Resource(lookup = "jdbc/safire")
    DataSource database;

    @Produces
    @ApplicationScoped
    public TokenStore tokens() {
        return JdbcStores.tokens(database);
    }

    @Produces
    @ApplicationScoped
    public LaunchStore launches() {
        return JdbcStores.launches(database);
    }
}
