package io.safire.spi;

import io.safire.token.ManagedTokens;
import java.util.Optional;

/**
 * A provider of the tokens of the currently signed-in user. An application provides a CDI bean of this type and names
 * the bean's class in {@code @SmartBearer}. The bean usually reads the user's session.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface CurrentUserTokens {

    /**
     * Returns the tokens of the signed-in user. The library calls this method in the thread of the outgoing request.
     * The result must not depend on anything that an attacker can set.
     *
     * @return the tokens; empty if no user is signed in. The tokens must come from the server that receives the
     *     request. If the result is empty, the library sends no request
     */
    Optional<ManagedTokens> current();
}
