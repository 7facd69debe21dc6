package io.safire.example;

import io.safire.token.TokenResponse;
import jakarta.enterprise.context.SessionScoped;
import java.io.Serializable;

/** What one user's session holds: the tokens, on the server's side only. */
@SessionScoped
public class Visit implements Serializable {
    private static final long serialVersionUID = 1L;

    private transient TokenResponse tokens;

    void begin(TokenResponse response) {
        tokens = response;
    }

    TokenResponse tokens() {
        return tokens;
    }
}
