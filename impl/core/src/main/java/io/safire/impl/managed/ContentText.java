package io.safire.impl.managed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.Finding;
import io.safire.impl.transport.Json;
import io.safire.impl.transport.JsonDocument;
import io.safire.launch.FhirUser;
import io.safire.token.AccessToken;
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
final class ContentText {

    private ContentText() {}

    static byte[] write(KeptContent content) {
        TokenResponse tokens = content.obtained().tokens();
        AccessToken token = tokens.accessToken();
        JsonObjectBuilder text = Json.object()
                .add("token", token.value())
                .add("expiresAt", token.expiresAt().toString())
                .add("scopes", token.scopes().toString())
                .add("requested", tokens.requestedScopes().toString())
                .add("at", content.obtained().at())
                .add("usableUntil", content.obtained().usableUntil())
                .add("members", tokens.members())
                .add("carriedOver", tokens.carriedOver())
                .add("findings", findings(tokens.findings()))
                .add("spent", content.spent());
        tokens.identity().ifPresent(identity -> text.add("identity", identity(identity)));
        Claim claim = content.claim();
        if (claim != null) {
            text.add(
                    "claim",
                    Json.object()
                            .add("owner", claim.owner())
                            .add("phase", claim.phase().name())
                            .add("until", claim.until()));
        }
        return text.build().toString().getBytes(UTF_8);
    }

    /**
     * Parses stored tokens.
     *
     * @throws RuntimeException of an unspecified subtype, if {@link #write} did not create the bytes
     */
    static KeptContent read(byte[] bytes, String server) {
        JsonObject text = JsonDocument.read(bytes);
        AccessToken token = new AccessToken(
                server,
                text.getString("token"),
                Instant.parse(text.getString("expiresAt")),
                Scopes.parse(text.getString("scopes")));
        TokenResponse tokens = new TokenResponse(
                server,
                token,
                Scopes.parse(text.getString("requested")),
                text.getJsonObject("members"),
                text.getJsonObject("carriedOver"),
                identity(text.getJsonObject("identity")),
                text.getJsonArray("findings").getValuesAs(JsonObject.class).stream()
                        .map(finding -> new Finding(finding.getString("member"), finding.getString("message")))
                        .toList());
        Obtained obtained = new Obtained(tokens, number(text, "at"), number(text, "usableUntil"));
        return new KeptContent(obtained, claim(text.getJsonObject("claim")), text.getBoolean("spent"));
    }

    private static JsonArrayBuilder findings(List<Finding> findings) {
        JsonArrayBuilder list = Json.array();
        findings.forEach(finding ->
                list.add(Json.object().add("member", finding.member()).add("message", finding.message())));
        return list;
    }

    private static JsonObjectBuilder identity(IdToken identity) {
        JsonObjectBuilder text = Json.object().add("claims", identity.claims());
        identity.fhirUser().ifPresent(user -> text.add("url", user.url().toString())
                .add("type", user.type())
                .add("id", user.id()));
        return text;
    }

    private static @Nullable IdToken identity(@Nullable JsonObject text) {
        if (text == null) {
            return null;
        }
        FhirUser user = text.containsKey("url")
                ? new FhirUser(URI.create(text.getString("url")), text.getString("type"), text.getString("id"))
                : null;
        return new IdToken(text.getJsonObject("claims"), user);
    }

    private static @Nullable Claim claim(@Nullable JsonObject text) {
        return text == null
                ? null
                : new Claim(
                        text.getString("owner"), Claim.Phase.valueOf(text.getString("phase")), number(text, "until"));
    }

    private static long number(JsonObject text, String name) {
        return text.getJsonNumber(name).longValueExact();
    }
}
