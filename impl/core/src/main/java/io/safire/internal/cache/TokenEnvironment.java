package io.safire.internal.cache;

import java.util.function.Function;

/**
 * The user tokens and threads of an application, which all of its servers share.
 *
 * @param userTokens the function that creates the user tokens of a server, in memory or in the store of the application
 */
public record TokenEnvironment(Function<UserTokenContext, ManagedUserTokens> userTokens, RefreshThreads threads) {

    public static TokenEnvironment inMemory(RefreshThreads threads) {
        return new TokenEnvironment(MemoryUserTokens::new, threads);
    }
}
