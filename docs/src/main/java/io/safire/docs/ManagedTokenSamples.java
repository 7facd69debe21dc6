package io.safire.docs;

import io.safire.SmartClient;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.SignOut;
import io.safire.web.CompletedLaunch;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Samples of managed tokens, which are stored and refreshed. */
public class ManagedTokenSamples {

    Optional<String> header(SmartClient epic, URI patients) {
        AccessToken token = epic.accessToken();
        return epic.resources().authorization(token, patients);
    }

    CompletionStage<Optional<String>> headerWithoutBlocking(SmartClient epic, URI patients) {
        CompletionStage<Optional<String>> header =
                epic.accessTokenAsync().thenApply(token -> epic.resources().authorization(token, patients));
        return header;
    }

    AccessToken signIn(SmartClient epic, String sessionId, CompletedLaunch completed) {
        ManagedTokens user = epic.userTokens().store(sessionId, completed.tokens());
        AccessToken valid = user.accessToken();
        return valid;
    }

    Optional<AccessToken> findTokens(SmartClient epic, String sessionId) {
        Optional<ManagedTokens> user = epic.userTokens().find(sessionId);
        return user.map(ManagedTokens::accessToken);
    }

    SignOut signOut(SmartClient epic, String sessionId) {
        SignOut signOut = epic.userTokens().signOut(sessionId);
        return signOut;
    }
}
