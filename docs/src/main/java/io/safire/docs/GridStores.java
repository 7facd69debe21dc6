package io.safire.docs;

import io.safire.spi.LaunchStore;
import io.safire.spi.TokenStore;
import io.safire.store.jcache.JcacheStores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import javax.cache.CacheManager;

/** Sample of stores in a data grid. */
@ApplicationScoped
public class GridStores {

    @Inject
    CacheManager grid;

    @Produces
    @ApplicationScoped
    public TokenStore tokens() {
        return JcacheStores.tokens(grid.getCache("safire-tokens"));
    }

    @Produces
    @ApplicationScoped
    public LaunchStore launches() {
        return JcacheStores.launches(grid.getCache("safire-launches"));
    }
}
