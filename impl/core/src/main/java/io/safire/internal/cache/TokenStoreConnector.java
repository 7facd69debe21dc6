package io.safire.internal.cache;

import io.safire.spi.TokenStore;
import java.util.function.Function;

/**
 * The connection to a store that the application provides. The module safire-store implements this interface, as a
 * service of {@link java.util.ServiceLoader}. {@link MemoryUserTokens} needs no leases and no encryption, so it works
 * without this module.
 */
public interface TokenStoreConnector {

    /** Returns a factory for the user tokens of each server. */
    Function<UserTokenContext, ManagedUserTokens> connect(TokenStore store, RefreshThreads threads);
}
