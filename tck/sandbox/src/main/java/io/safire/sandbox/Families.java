package io.safire.sandbox;

import io.safire.sandbox.control.TokenFamily;
import jakarta.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The history of each launch, in the order in which the server issued the first tokens. The oldest entries are discarded. */
final class Families {

    private static final int MOST = 10_000;

    private final Map<String, TokenFamily> families = new LinkedHashMap<>();
    private final Map<String, String> unseen = new LinkedHashMap<>();

    synchronized void begun(String family, JsonObject context, String accessToken) {
        if (families.size() == MOST) {
            String oldest = families.keySet().iterator().next();
            families.remove(oldest);
            unseen.remove(oldest);
        }
        families.put(family, new TokenFamily(context, 0, 0, false));
        unseen.put(family, accessToken);
    }

    synchronized void renewed(String family, String accessToken) {
        families.computeIfPresent(
                family,
                (name, before) -> new TokenFamily(before.context(), before.renewals() + 1, before.reuses(), false));
        unseen.put(family, accessToken);
    }

    synchronized void reused(String family) {
        families.computeIfPresent(
                family,
                (name, before) -> new TokenFamily(
                        before.context(), before.renewals(), before.reuses() + 1, before.lastTokenSeen()));
    }

    /** Records that the FHIR server received a valid access token. */
    synchronized void seen(Grants.Token token, String accessToken) {
        @Nullable String last = unseen.get(token.family());
        if (accessToken.equals(last)) {
            unseen.remove(token.family());
            families.computeIfPresent(
                    token.family(),
                    (name, before) -> new TokenFamily(before.context(), before.renewals(), before.reuses(), true));
        }
    }

    synchronized List<TokenFamily> all() {
        return List.copyOf(families.values());
    }
}
