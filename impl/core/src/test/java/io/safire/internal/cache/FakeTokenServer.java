package io.safire.internal.cache;

import io.safire.diagnosis.Finding;
import io.safire.token.AccessToken;
import io.safire.token.IdToken;
import io.safire.token.Scopes;
import io.safire.token.SignOut;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** A fake server that accepts each refresh token once and counts each reuse. */
final class FakeTokenServer implements ManagedTokenRequests {

    static final long LIFE = 300_000;
    private static final Scopes SCOPES = Scopes.parse("patient/*.rs offline_access");

    private final LongSupplier clock;
    private final Set<String> consumed = new HashSet<>();
    private int requests;
    private int reuses;
    final List<String> revoked = new ArrayList<>();
    Runnable beforeSend = () -> {};
    /** The attempts that fail before the request leaves, so that the client repeats them. */
    List<Runnable> failedAttempts = List.of();

    Runnable beforeResponse = () -> {};
    UnaryOperator<TokenResponse> completion = response -> response;

    FakeTokenServer(LongSupplier clock) {
        this.clock = clock;
    }

    int requests() {
        return requests;
    }

    int reuses() {
        return reuses;
    }

    TokenResponse tokens(String number) {
        return TokenResponse.of(
                "epic",
                new AccessToken("epic", "access-" + number, Instant.ofEpochMilli(clock.getAsLong() + LIFE), SCOPES),
                SCOPES,
                Json.createObjectBuilder()
                        .add("refresh_token", "refresh-" + number)
                        .build(),
                JsonValue.EMPTY_JSON_OBJECT);
    }

    /** Returns tokens without a refresh token. */
    TokenResponse shortTokens() {
        TokenResponse tokens = tokens("short");
        return TokenResponse.of(
                "epic", tokens.accessToken(), SCOPES, JsonValue.EMPTY_JSON_OBJECT, JsonValue.EMPTY_JSON_OBJECT);
    }

    static TokenResponse withUser(TokenResponse tokens, String user) {
        IdToken identity = IdToken.of(
                Json.createObjectBuilder()
                        .add("iss", "https://as.example")
                        .add("sub", user)
                        .add("exp", 2)
                        .add("iat", 1)
                        .build(),
                null);
        return tokens.withIdentity(identity);
    }

    @Override
    public TokenResponse requestToken(Scopes scopes) {
        throw new AssertionError("Unexpected call");
    }

    @Override
    public RefreshResponse refresh(TokenResponse earlier, Runnable marker) {
        beforeSend.run();
        for (Runnable failed : failedAttempts) {
            marker.run();
            failed.run();
        }
        marker.run();
        requests++;
        if (!consumed.add(earlier.refreshToken().orElseThrow())) {
            reuses++;
        }
        String number = String.valueOf(requests);
        beforeResponse.run();
        return new RefreshResponse(tokens(number), false);
    }

    @Override
    public TokenResponse complete(TokenResponse earlier, RefreshResponse response) {
        return completion.apply(response.tokens());
    }

    @Override
    public List<Finding> revoke(TokenResponse tokens) {
        tokens.refreshToken().ifPresent(revoked::add);
        revoked.add(tokens.accessToken().value());
        return List.of();
    }

    @Override
    public SignOut signOut(TokenResponse tokens) {
        return SignOut.of(tokens.server(), revoke(tokens));
    }
}
