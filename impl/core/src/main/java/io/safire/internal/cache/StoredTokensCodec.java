package io.safire.internal.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.Finding;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.StrictJsonReader;
import io.safire.token.AccessToken;
import io.safire.token.FhirUser;
import io.safire.token.IdToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON form of stored tokens, before encryption. */
final class StoredTokensCodec {

    private StoredTokensCodec() {}

    static byte[] encode(StoredTokens content) {
        TokenResponse tokens = content.snapshot().tokens();
        AccessToken token = tokens.accessToken();
        JsonObjectBuilder json = JsonValues.object()
                .add("token", token.value())
                .add("expiresAt", token.expiresAt().toString())
                .add("scopes", token.scopes().toString())
                .add("requested", tokens.requestedScopes().toString())
                .add("at", content.snapshot().receivedAt())
                .add("usableUntil", content.snapshot().usableUntil())
                .add("members", tokens.members())
                .add("carriedOver", tokens.carriedOver())
                .add("findings", findings(tokens.findings()))
                .add("consumed", content.refreshTokenConsumed());
        tokens.identity().ifPresent(identity -> json.add("identity", identity(identity)));
        RefreshLease lease = content.lease();
        if (lease != null) {
            json.add(
                    "lease",
                    JsonValues.object()
                            .add("owner", lease.owner())
                            .add("phase", lease.phase().name())
                            .add("until", lease.expiresAt()));
        }
        return json.build().toString().getBytes(UTF_8);
    }

    /**
     * Parses stored tokens.
     *
     * @throws RuntimeException of an unspecified subtype, if {@link #encode} did not create the bytes
     */
    static StoredTokens decode(byte[] bytes, String server) {
        JsonObject json = StrictJsonReader.read(bytes);
        AccessToken token = new AccessToken(
                server,
                json.getString("token"),
                Instant.parse(json.getString("expiresAt")),
                Scopes.parse(json.getString("scopes")));
        TokenResponse tokens = TokenResponse.of(
                        server,
                        token,
                        Scopes.parse(json.getString("requested")),
                        json.getJsonObject("members"),
                        json.getJsonObject("carriedOver"))
                .withFindings(json.getJsonArray("findings").getValuesAs(JsonObject.class).stream()
                        .map(finding -> new Finding(finding.getString("member"), finding.getString("message")))
                        .toList());
        if (json.get("identity") instanceof JsonObject identity) {
            tokens = tokens.withIdentity(identity(identity));
        }
        TokenSnapshot snapshot = new TokenSnapshot(tokens, number(json, "at"), number(json, "usableUntil"));
        return new StoredTokens(snapshot, lease(json.getJsonObject("lease")), json.getBoolean("consumed"));
    }

    private static JsonArrayBuilder findings(List<Finding> findings) {
        JsonArrayBuilder list = JsonValues.array();
        findings.forEach(finding ->
                list.add(JsonValues.object().add("member", finding.member()).add("message", finding.message())));
        return list;
    }

    private static JsonObjectBuilder identity(IdToken identity) {
        JsonObjectBuilder json = JsonValues.object().add("claims", identity.claims());
        identity.fhirUser().ifPresent(user -> json.add("url", user.url().toString())
                .add("type", user.type())
                .add("id", user.id()));
        return json;
    }

    private static IdToken identity(JsonObject json) {
        FhirUser user = json.containsKey("url")
                ? new FhirUser(URI.create(json.getString("url")), json.getString("type"), json.getString("id"))
                : null;
        return IdToken.of(json.getJsonObject("claims"), user);
    }

    private static @Nullable RefreshLease lease(@Nullable JsonObject json) {
        return json == null
                ? null
                : new RefreshLease(
                        json.getString("owner"),
                        RefreshLease.Phase.valueOf(json.getString("phase")),
                        number(json, "until"));
    }

    private static long number(JsonObject json, String name) {
        return json.getJsonNumber(name).longValueExact();
    }
}
