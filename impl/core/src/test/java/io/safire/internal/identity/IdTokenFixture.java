package io.safire.internal.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.ServerClock;
import io.safire.internal.http.TransportException;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.spi.RegistrationStore;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** A simulated issuer and the validator of its ID tokens. */
final class IdTokenFixture {

    static final String ISSUER = "https://as.example/auth";
    static final String CONFIGURATION_URL = ISSUER + "/.well-known/openid-configuration";
    static final String JWKS_URL = "https://as.example/keys";
    static final String NONCE = "n-0123456789012345678901";
    static final PublicJsonWebKey ISSUER_KEY = rsa("one");
    static final PublicJsonWebKey OTHER_KEY = rsa("two");

    final SettableClock clock = new SettableClock();
    final ServerClock serverClock = new ServerClock(clock);
    final Map<String, String> documents = new LinkedHashMap<>();
    final Map<String, String> contentTypes = new HashMap<>();
    final Map<String, Integer> statuses = new HashMap<>();
    final List<String> requests = new ArrayList<>();
    MixUpDefense mixUpDefense = new MixUpDefense(List::of);
    String cacheControl = "max-age=600";
    JsonObject metadata = Json.createObjectBuilder()
            .add("issuer", ISSUER)
            .add("jwks_uri", "https://fhir.example/keys")
            .build();

    IdTokenFixture() {
        documents.put(CONFIGURATION_URL, configuration(ISSUER, JWKS_URL));
        publishJwks(ISSUER_KEY);
    }

    IdTokenValidator createValidator(String... additional) {
        return createValidator(new InMemoryRegistrationStore(), additional);
    }

    IdTokenValidator createValidator(RegistrationStore registrations, String... additional) {
        ServerSettings settings = settings(additional);
        return new IdTokenValidator(
                settings,
                new ClientIdentity(settings, registrations),
                () -> new SmartMetadata(settings.endpoints().baseUrl(), metadata),
                mixUpDefense,
                new RecordingHttpSender(),
                clock,
                serverClock);
    }

    /** Reads the key set of the issuer without a cache, as the diagnosis does. */
    List<Finding> findKeyProblems() {
        return new IssuerKeys(
                        settings(),
                        new RecordingHttpSender(),
                        mixUpDefense,
                        new SmartMetadata(settings().endpoints().baseUrl(), metadata))
                .findings(ISSUER);
    }

    /** Configures another server, with one setting. */
    void share(String baseUrl, String setting, String value) {
        Map<String, String> values = Map.of("safire.other.base-url", baseUrl, "safire.other." + setting, value);
        mixUpDefense = new MixUpDefense(
                () -> List.of(settings(), TestServers.of(values).read("other")));
    }

    void publishJwks(PublicJsonWebKey... keys) {
        documents.put(JWKS_URL, new JsonWebKeySet(keys).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
    }

    /** Simulates a token endpoint whose {@code Date} header differs from the clock by the given duration. */
    void setServerClockDifference(Duration difference) {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().plus(difference).atZone(ZoneOffset.UTC));
        serverClock.learn(
                new InboundResponse(URI.create("https://as.example/token"), 200, Map.of("date", date), new byte[0]));
    }

    long requests(String address) {
        return requests.stream().filter(address::equals).count();
    }

    JsonObjectBuilder claims() {
        long now = clock.instant().getEpochSecond();
        return Json.createObjectBuilder()
                .add("iss", ISSUER)
                .add("sub", "user-1")
                .add("aud", "app")
                .add("nonce", NONCE)
                .add("iat", now)
                .add("exp", now + 300);
    }

    static String configuration(String issuer, String jwksUri) {
        return Json.createObjectBuilder()
                .add("issuer", issuer)
                .add("jwks_uri", jwksUri)
                .build()
                .toString();
    }

    static String sign(JsonObject claims) {
        return sign(claims.toString(), ISSUER_KEY, "RS256");
    }

    static String sign(String payload, PublicJsonWebKey key, String algorithm, String... header) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(algorithm);
        if (key.getKeyId() != null) {
            signature.setKeyIdHeaderValue(key.getKeyId());
        }
        for (int index = 0; index < header.length; index += 2) {
            signature.setHeader(header[index], header[index + 1]);
        }
        signature.setPayload(payload);
        signature.setKey(key.getPrivateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static ExpectedIdToken expected() {
        return new ExpectedIdToken(Scopes.of("openid", "fhirUser"), "app", Optional.of(NONCE));
    }

    static TokenResponse tokenResponse(String idToken) {
        return tokenResponse(Json.createObjectBuilder().add("id_token", idToken).build());
    }

    static TokenResponse tokenResponse(JsonObject members) {
        AccessToken token = new AccessToken("epic", "at", Instant.EPOCH, Scopes.of("openid"));
        return TokenResponse.of("epic", token, Scopes.of("openid"), members, JsonValue.EMPTY_JSON_OBJECT);
    }

    static PublicJsonWebKey rsa(String kid) {
        try {
            PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(kid);
            return key;
        } catch (JoseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static ServerSettings settings(String... additional) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("client-id", "app");
        for (int index = 0; index < additional.length; index += 2) {
            values.put(additional[index], additional[index + 1]);
        }
        return TestServers.epic(values);
    }

    private final class RecordingHttpSender implements HttpSender {
        @Override
        public InboundResponse send(OutboundRequest request) {
            URI target = request.target();
            requests.add(target.toString());
            String document = documents.get(target.toString());
            if (document == null) {
                throw new TransportException(
                        TransportException.FailureKind.NOT_CONNECTED, "Connection refused", target);
            }
            int status = statuses.getOrDefault(target.toString(), document.isEmpty() ? 404 : 200);
            return new InboundResponse(
                    target,
                    status,
                    Map.of(
                            "cache-control",
                            cacheControl,
                            "content-type",
                            contentTypes.getOrDefault(target.toString(), "application/json")),
                    document.getBytes(UTF_8));
        }
    }
}
