package io.safire.internal.store;

import io.safire.internal.TestServers;
import io.safire.internal.cache.AutoRefreshingToken;
import io.safire.internal.cache.ManagedTokenRequests;
import io.safire.internal.cache.RefreshSchedule;
import io.safire.internal.cache.RefreshThreads;
import io.safire.internal.cache.SettableMillis;
import io.safire.internal.cache.UserTokenContext;
import io.safire.internal.config.ServerSettings;
import io.safire.spi.TokenStore;
import io.safire.token.AccessToken;
import io.safire.token.IdToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Settings, keys and tokens for the tests of stored tokens. */
final class TokenFixtures {

    static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    static final String OTHER_KEY = Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes());

    private TokenFixtures() {}

    static ServerSettings settings(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("safire.epic.base-url", "https://fhir.example/r4");
        return TestServers.of(values).read("epic");
    }

    static EncryptedTokenStore encrypted(TokenStore store) {
        return encrypted(store, Map.of("safire.store-key", KEY));
    }

    static EncryptedTokenStore encrypted(TokenStore store, Map<String, String> settings) {
        return new EncryptedTokenStore(settings(settings), store);
    }

    static UserTokenContext context(ServerSettings settings, ManagedTokenRequests requests, LongSupplier clock) {
        RefreshThreads.ServerThreads threads =
                new RefreshThreads(Runnable::run, Runnable::run, (work, delay) -> {}).forServer();
        return new UserTokenContext(
                settings,
                requests,
                refresher -> new AutoRefreshingToken(
                        "epic", refresher, new RefreshSchedule(0.1, 0.2, () -> 0.5), clock, threads),
                clock);
    }

    static TokenResponse tokens(String access, String refresh, long expiry) {
        JsonObject members = refresh.isEmpty()
                ? JsonValue.EMPTY_JSON_OBJECT
                : Json.createObjectBuilder().add("refresh_token", refresh).build();
        Scopes scopes = Scopes.parse("patient/*.rs offline_access");
        return TokenResponse.of(
                "epic",
                new AccessToken("epic", access, Instant.ofEpochMilli(expiry).plusNanos(123), scopes),
                scopes,
                members,
                Json.createObjectBuilder().add("patient", "pat-1").build());
    }

    static TokenResponse signedIn(TokenResponse tokens, String user) {
        IdToken identity = IdToken.of(
                Json.createObjectBuilder()
                        .add("iss", "https://as.example")
                        .add("sub", user)
                        .add("exp", 1_700_000_300)
                        .add("iat", 1_700_000_000)
                        .build(),
                null);
        return tokens.withIdentity(identity);
    }

    static Clock clock(SettableMillis time) {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(time.getAsLong());
            }
        };
    }
}
