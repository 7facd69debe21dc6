package io.safire.internal.cache;

import io.safire.error.SmartException;

/** The result of a refresh. */
sealed interface RefreshResult {

    /** New tokens, from a request of this or another node. */
    record Refreshed(TokenSnapshot snapshot) implements RefreshResult {}

    /** No result yet: another node is refreshing the tokens, or no thread was free. */
    record Deferred() implements RefreshResult {}

    /** A failure. A cached token that is still valid stays in use. */
    record Failed(SmartException failure) implements RefreshResult {}

    /** No tokens are stored: the user signed out, or never signed in. */
    record NoTokens(SmartException failure) implements RefreshResult {}
}
