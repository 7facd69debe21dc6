package io.safire.internal.cache;

import io.safire.token.AccessToken;
import io.safire.token.UserTokens;

/** The user tokens of one server. */
public interface ManagedUserTokens extends UserTokens {

    /**
     * Stops using a token that a resource server rejected.
     *
     * @return false if no user has this token
     */
    boolean invalidate(AccessToken token);
}
