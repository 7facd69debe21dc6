package io.safire.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.diagnosis.Step;
import io.safire.internal.cache.TokenSnapshot;
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
import java.util.Map;
import java.util.function.Consumer;
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
                        .map(StoredTokensCodec::finding)
                        .toList());
        if (json.get("identity") instanceof JsonObject identity) {
            tokens = tokens.withIdentity(identity(identity));
        }
        TokenSnapshot snapshot = new TokenSnapshot(tokens, number(json, "at"), number(json, "usableUntil"));
        return new StoredTokens(snapshot, lease(json.getJsonObject("lease")), json.getBoolean("consumed"));
    }

    private static JsonArrayBuilder findings(List<Finding> findings) {
        JsonArrayBuilder list = JsonValues.array();
        findings.forEach(finding -> {
            JsonObjectBuilder json = JsonValues.object()
                    .add("id", finding.id())
                    .add("step", finding.step().name())
                    .add("severity", finding.severity().name())
                    .add("confidence", finding.confidence().name())
                    .add("observed", finding.observed());
            finding.member().ifPresent(value -> json.add("member", value));
            finding.expected().ifPresent(value -> json.add("expected", value));
            finding.action().ifPresent(value -> json.add("action", value));
            finding.configurationKey().ifPresent(value -> json.add("key", value));
            finding.section().ifPresent(value -> json.add("section", value));
            finding.administratorRequest().ifPresent(value -> json.add("request", value));
            list.add(json);
        });
        return list;
    }

    private static Finding finding(JsonObject json) {
        Finding.Builder finding = Finding.builder(
                        json.getString("id"), Step.valueOf(json.getString("step")), json.getString("observed"))
                .severity(Severity.valueOf(json.getString("severity")))
                .confidence(Confidence.valueOf(json.getString("confidence")));
        Map<String, Consumer<String>> optional = Map.of(
                "member", finding::member,
                "expected", finding::expected,
                "action", finding::action,
                "key", finding::configurationKey,
                "section", finding::section,
                "request", finding::administratorRequest);
        optional.forEach((name, set) -> {
            if (json.containsKey(name)) {
                set.accept(json.getString(name));
            }
        });
        return finding.build();
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
