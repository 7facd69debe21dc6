package io.safire.sandbox;

import io.safire.sandbox.control.TokenFamily;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The history of each launch, in the order in which the server issued the first tokens. If the number of entries
 * reaches a maximum, the oldest entry is discarded.
 */
final class TokenFamilies {

    private static final int MAX_FAMILIES = 10_000;

    private final Map<String, TokenFamily> families = new LinkedHashMap<>();
    private final Map<String, String> unseenTokens = new LinkedHashMap<>();

    synchronized void add(String family, JsonObject context, String accessToken) {
        if (families.size() == MAX_FAMILIES) {
            String oldest = families.keySet().iterator().next();
            families.remove(oldest);
            unseenTokens.remove(oldest);
        }
        families.put(family, new TokenFamily(context, 0, 0, false));
        unseenTokens.put(family, accessToken);
    }

    synchronized void recordRefresh(String family, String accessToken) {
        families.computeIfPresent(
                family,
                (name, before) -> new TokenFamily(before.context(), before.refreshes() + 1, before.reuses(), false));
        unseenTokens.put(family, accessToken);
    }

    synchronized void recordReuse(String family) {
        families.computeIfPresent(
                family,
                (name, before) -> new TokenFamily(
                        before.context(), before.refreshes(), before.reuses() + 1, before.lastTokenSeen()));
    }

    /** Records that the FHIR server received a valid access token. */
    synchronized void recordUse(Grants.Token token, String accessToken) {
        @Nullable String last = unseenTokens.get(token.family());
        if (accessToken.equals(last)) {
            unseenTokens.remove(token.family());
            families.computeIfPresent(
                    token.family(),
                    (name, before) -> new TokenFamily(before.context(), before.refreshes(), before.reuses(), true));
        }
    }

    synchronized List<TokenFamily> all() {
        return List.copyOf(families.values());
    }
}
