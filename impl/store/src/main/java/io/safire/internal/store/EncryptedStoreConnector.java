package io.safire.internal.store;

import io.safire.internal.cache.ManagedUserTokens;
import io.safire.internal.cache.RefreshThreads;
import io.safire.internal.cache.TokenStoreConnector;
import io.safire.internal.cache.UserTokenContext;
import io.safire.spi.TokenStore;
import java.util.function.Function;

/** The connection to a store. The store receives only encrypted tokens. */
public final class EncryptedStoreConnector implements TokenStoreConnector {

    @Override
    public Function<UserTokenContext, ManagedUserTokens> connect(TokenStore store, RefreshThreads threads) {
        PendingStoreWrites pendingWrites = new PendingStoreWrites(
                threads.single()::tryStart, Sleeper.THREAD_SLEEP, threads.timer(), threads::isClosed);
        return context -> new UserTokenRegistry(
                context, new EncryptedTokenStore(context.settings(), store), Sleeper.THREAD_SLEEP, pendingWrites);
    }
}
