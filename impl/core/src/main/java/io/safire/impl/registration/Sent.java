package io.safire.impl.registration;

import io.safire.registration.ClientMetadata;
import java.util.List;

/**
 * What a request held, for the message should it be refused.
 *
 * @param authorized whether there was a token
 * @param secrets what must not be seen, should the server repeat it
 */
record Sent(ClientMetadata metadata, boolean authorized, List<String> secrets) {

    @Override
    public String toString() {
        return "Sent[metadata=" + metadata + ", authorized=" + authorized + "]";
    }
}
