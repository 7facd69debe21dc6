package io.safire.spi;

import io.safire.token.ManagedTokens;
import java.util.Optional;

/**
 * Says whose tokens the requests of this moment bear. An application has a CDI bean of this type, as a rule one that looks
 * into the session of its user, and names its class in {@code @SmartBearer}.
 */
@FunctionalInterface
public interface SmartSubject {

    /**
     * The tokens of whoever is signed in. It is asked in the thread of the request, and must not follow from anything that a
     * stranger can set.
     *
     * @return the tokens, of the server that the requests go to; empty if nobody is signed in: then nothing is sent
     */
    Optional<ManagedTokens> current();
}
