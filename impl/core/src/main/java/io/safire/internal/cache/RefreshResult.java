package io.safire.internal.cache;

import io.safire.error.SmartException;
import io.safire.token.AccessToken;

/** The result of a refresh. */
public sealed interface RefreshResult {

    /**
     * @throws SmartException if the refresh failed; each caller receives its own copy
     */
    AccessToken requireToken();

    /** Returns true if there is no result yet, so that the caller must wait for another refresh. */
    default boolean isDeferred() {
        return false;
    }

    /** New tokens, which this node or another node requested. */
    record Refreshed(TokenSnapshot snapshot) implements RefreshResult {
        @Override
        public AccessToken requireToken() {
            return snapshot.tokens().accessToken();
        }
    }

    /** There is no result yet, because another node is refreshing the tokens, or because no thread was free. */
    record Deferred() implements RefreshResult {
        @Override
        public boolean isDeferred() {
            return true;
        }

        @Override
        public AccessToken requireToken() {
            throw new IllegalStateException("The refresh has to be tried again");
        }
    }

    /** A failure. A cached token that is still valid stays in use. */
    record Failed(SmartException failure) implements RefreshResult {
        @Override
        public AccessToken requireToken() {
            throw failure.copyForCaller();
        }
    }

    /** No tokens are stored, because the user has signed out or has never signed in. */
    record NoTokens(SmartException failure) implements RefreshResult {
        @Override
        public AccessToken requireToken() {
            throw failure.copyForCaller();
        }
    }
}
