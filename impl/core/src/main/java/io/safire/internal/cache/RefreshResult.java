package io.safire.internal.cache;

import io.safire.error.SmartException;

/** The result of a refresh. */
sealed interface RefreshResult {

    /** New tokens, which this node or another node requested. */
    record Refreshed(TokenSnapshot snapshot) implements RefreshResult {}

    /** No result yet: another node is refreshing the tokens, or no thread was free. */
    record Deferred() implements RefreshResult {}

    /** A failure. If the cached token is still valid, it stays in use. */
    record Failed(SmartException failure) implements RefreshResult {}

    /** No tokens are stored, because the user has signed out or has never signed in. */
    record NoTokens(SmartException failure) implements RefreshResult {}
}
