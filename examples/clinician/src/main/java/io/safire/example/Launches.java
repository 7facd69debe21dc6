package io.safire.example;

import io.safire.launch.AuthorizationRequest;
import io.safire.token.TokenResponse;
import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;

/** What one user's session holds: the request that is under way, then the tokens. */
@SessionScoped
public class Launches implements Serializable {
    private static final long serialVersionUID = 1L;

    private AuthorizationRequest pending;
    private transient TokenResponse tokens;

    void begin(AuthorizationRequest request) {
        pending = request;
    }

    /** Gives the pending request once. */
    AuthorizationRequest end() {
        AuthorizationRequest request = pending;
        pending = null;
        return request;
    }

    void signIn(TokenResponse response) {
        tokens = response;
    }

    TokenResponse tokens() {
        return tokens;
    }
}
