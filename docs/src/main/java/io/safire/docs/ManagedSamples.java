package io.safire.docs;

import io.safire.SmartClient;
import io.safire.token.AccessToken;
import java.net.URI;
import java.util.Optional;

/** Tokens that are kept and renewed. */
public class ManagedSamples {

    Optional<String> header(SmartClient epic, URI patients) {
        AccessToken token = epic.accessToken();
        return epic.authorizationHeader(token, patients);
    }
}
