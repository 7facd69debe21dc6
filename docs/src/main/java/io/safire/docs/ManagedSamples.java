package io.safire.docs;

import io.safire.SmartClient;
import io.safire.launch.CompletedLaunch;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.TokenResponse;
import java.net.URI;
import java.util.Optional;

/** Tokens that are kept and renewed. */
public class ManagedSamples {

    Optional<String> header(SmartClient epic, URI patients) {
        AccessToken token = epic.accessToken();
        return epic.authorizationHeader(token, patients);
    }

    AccessToken signedIn(SmartClient epic, String sessionId, CompletedLaunch completed) {
        ManagedTokens user = epic.keep(sessionId, completed.tokens());
        AccessToken valid = user.accessToken();
        return valid;
    }

    Optional<AccessToken> later(SmartClient epic, String sessionId) {
        Optional<ManagedTokens> user = epic.kept(sessionId);
        return user.map(ManagedTokens::accessToken);
    }

    void signOut(SmartClient epic, String sessionId) {
        epic.kept(sessionId).ifPresent(user -> {
            TokenResponse last = user.tokens();
            user.forget();
            epic.revoke(last);
        });
    }
}
