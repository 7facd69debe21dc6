package io.safire.internal.cache;

import io.safire.spi.TokenStore;
import java.util.function.Function;

/**
 * The connection to a store that the application provides. The module safire-store implements this interface, as a
 * service of {@link java.util.ServiceLoader}. Without a store, {@link MemoryUserTokens} needs neither leases nor
 * encryption.
 */
public interface TokenStoreConnector {

    /**
     * Returns a factory for the user tokens of each server.
     *
     * @param store the store of the application
     * @param threads the threads of the application
     */
    Function<UserTokenContext, ManagedUserTokens> connect(TokenStore store, RefreshThreads threads);
}
