package io.safire.tck.bearer;

import io.safire.SmartClient;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;

/** The tokens of a launch, stored and refreshed by the application itself. */
public class LaunchTokens implements ManagedTokens {

    private final SmartClient client;
    private TokenResponse tokens;

    /** Creates managed tokens from the token response of a launch. */
    public LaunchTokens(SmartClient client, TokenResponse tokens) {
        this.client = client;
        this.tokens = tokens;
    }

    @Override
    public String server() {
        return client.name();
    }

    @Override
    public String subject() {
        return "launch-user";
    }

    @Override
    public synchronized AccessToken accessToken() {
        return tokens.accessToken();
    }

    @Override
    public synchronized TokenResponse tokens() {
        return tokens;
    }

    @Override
    public synchronized void invalidate(AccessToken token) {
        if (tokens.accessToken().equals(token)) {
            tokens = client.refresh(RefreshRequest.of(tokens));
        }
    }
}
