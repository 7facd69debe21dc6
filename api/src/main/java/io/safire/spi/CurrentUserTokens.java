package io.safire.spi;

import io.safire.token.ManagedTokens;
import java.util.Optional;

/**
 * A provider of the tokens of the user who is currently signed in. An application provides a CDI bean of this type,
 * which usually reads the user's session, and names its class in {@code @SmartBearer}.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface CurrentUserTokens {

    /**
     * Returns the tokens of the user who is signed in. The library calls this method in the thread of the outgoing
     * request. The result must not depend on anything that an attacker can set.
     *
     * @return the tokens, issued by the server that the request goes to; empty if no user is signed in, in which case
     *     no request is sent
     */
    Optional<ManagedTokens> current();
}
