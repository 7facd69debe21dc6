package io.safire.sandbox;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The launches, codes and tokens that a server has issued. If the number of entries exceeds a maximum, the oldest
 * entries are discarded.
 */
final class Grants {

    /** An authorization code. */
    record Code(
            String clientId,
            String redirectUri,
            String challenge,
            String scope,
            String nonce,
            JsonObject context,
            Instant expiresAt,
            String family) {}

    /** An access token or a refresh token. */
    record Token(String clientId, String scope, JsonObject context, Instant expiresAt, String family) {}

    final Map<String, JsonObject> launches = bounded();
    final Map<String, Code> codes = bounded();
    final Map<String, String> consumedCodes = bounded();
    final Map<String, Token> accessTokens = bounded();
    final Map<String, Token> refreshTokens = bounded();
    final Map<String, String> consumedRefreshTokens = bounded();
    final Map<String, String> assertionIds = bounded();
    final TokenFamilies families = new TokenFamilies();

    /** Revokes all tokens that were issued for one authorization. */
    void revoke(String family) {
        accessTokens.values().removeIf(token -> token.family().equals(family));
        refreshTokens.values().removeIf(token -> token.family().equals(family));
    }

    /** Returns the access token, or null if it is unknown or has expired. */
    @Nullable
    Token validAccessToken(String value, Instant now) {
        Token token = accessTokens.get(value);
        return token != null && now.isBefore(token.expiresAt()) ? token : null;
    }

    static Set<String> scopes(String text) {
        return text.isBlank()
                ? Set.of()
                : new LinkedHashSet<>(List.of(text.strip().split("\\s+")));
    }

    private static <V> Map<String, V> bounded() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > 10_000;
            }
        });
    }
}
