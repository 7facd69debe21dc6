package io.safire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.authentication.Credential;
import io.safire.authentication.JwsSigner;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.error.ValidationException;
import io.safire.event.LaunchCompleted;
import io.safire.event.Subject;
import io.safire.key.KeyState;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.registration.ClientMetadata;
import io.safire.spi.ClientKey;
import io.safire.spi.TokenStore;
import io.safire.token.AccessToken;
import io.safire.token.FhirContext;
import io.safire.token.FhirUser;
import io.safire.token.IdToken;
import io.safire.token.Introspection;
import io.safire.token.LaunchContext;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchRequest;
import io.safire.web.LocalPath;
import io.safire.web.Redirect;
import io.safire.web.RequestCookies;
import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskingTest {

    private static final String SECRET = "the-secret-word";

    private final AuthorizationRequest request = new AuthorizationRequest(
            "epic",
            URI.create("https://as.example/authorize?tenant=1"),
            Map.of("state", SECRET, "redirect_uri", "https://app.example/cb?a=b"),
            SECRET);

    @Test
    void masksSecretsInToString() {
        AccessToken token = new AccessToken("epic", SECRET, Instant.EPOCH, Scopes.of("patient/*.rs"));
        List<Object> objects = List.of(
                Credential.secret(SECRET),
                Credential.key(SECRET),
                Credential.key(SECRET, "kid"),
                Credential.signer("kid", "ES384", new FakeSigner()),
                Launch.ehr("https://fhir.example", SECRET),
                request,
                AuthorizationResponse.parse("code=" + SECRET + "&state=" + SECRET),
                token,
                TokenResponse.of(
                        "epic",
                        token,
                        Scopes.none(),
                        Json.createObjectBuilder().add("access_token", SECRET).build(),
                        JsonValue.EMPTY_JSON_OBJECT),
                Introspection.of(Json.createObjectBuilder().add("sub", SECRET).build()),
                RefreshRequest.of(SECRET),
                IdToken.of(
                        Json.createObjectBuilder()
                                .add("iss", "https://as.example")
                                .add("sub", SECRET)
                                .add("exp", 2)
                                .add("iat", 1)
                                .build(),
                        null),
                ClientKey.of("kid", KeyState.ACTIVE, new FakePublicKey(), new FakePrivateKey()),
                ClientKey.signer("kid", KeyState.ACTIVE, new FakePublicKey(), new FakeSigner()));
        assertThat(objects).noneMatch(object -> object.toString().contains(SECRET));
    }

    @Test
    void masksPersonalDataInToString() {
        String person = "person-4711";
        JsonObject context = Json.createObjectBuilder()
                .add("patient", person)
                .add("encounter", person)
                .add("sub", person)
                .add("username", person)
                .add("refresh_token", SECRET)
                .add("fhirUser", "Patient/" + person)
                .add("fhirContext", Json.createArrayBuilder().add(reference(person)))
                .build();
        AccessToken token = new AccessToken("epic", SECRET, Instant.EPOCH, Scopes.none());
        FhirUser user = FhirUser.of("Patient/" + person, URI.create("https://fhir.example/r4"))
                .orElseThrow();
        JsonObject claims = Json.createObjectBuilder(context)
                .add("iss", "https://as.example")
                .add("exp", 2)
                .add("iat", 1)
                .build();
        TokenResponse tokens =
                TokenResponse.of("epic", token, Scopes.none(), context, context).withIdentity(IdToken.of(claims, user));
        LocalPath path = LocalPath.of("/chart/" + person);
        LaunchRequest launch = LaunchRequest.standalone("epic").withReturnTo(path.value());
        Instant now = Instant.EPOCH;
        List<Object> objects = List.of(
                new LaunchContext(context),
                new FhirContext(reference(person)),
                tokens.context(),
                tokens.context().fhirContext(),
                tokens,
                RefreshRequest.of(tokens),
                Introspection.of(context),
                Introspection.of(context).context(),
                user,
                IdToken.of(claims, user),
                new Subject("https://as.example", person),
                LaunchCompleted.of(now, "epic", "app", "id", new Subject("https://as.example", person), List.of()),
                launch,
                CompletedLaunch.of("id", client(), tokens, path, List.of()),
                Redirect.to(path),
                new TokenStore.TokenKey("epic", person),
                new WebRequest("GET", Map.of("patient", List.of(person)), Map.of("Referer", List.of(person))),
                new WebResponse(303, Map.of("Location", List.of(person)), person));
        assertThat(objects).noneMatch(object -> object.toString().contains(person));
        assertThat(new LaunchContext(context).toString()).contains("patient", "encounter");
    }

    @Test
    void replacesUnprintableCharactersInToString() {
        String name = "a\r\nINFO forged \u202e\u2028";
        JsonObject members = Json.createObjectBuilder()
                .add("iss", name)
                .add("sub", "1")
                .add("exp", 2)
                .add("iat", 1)
                .add("client_id", name)
                .add(name, name)
                .build();
        List<Object> objects = List.of(
                new WebRequest("GET", Map.of(name, List.of("1")), Map.of(name, List.of("1"))),
                new AuthorizationResponse(Map.of(name, "1")),
                LaunchRequest.standalone(name),
                LaunchRequest.ehr(name, "1").withCookies(new RequestCookies(Map.of(name, "1"))),
                new RequestCookies(Map.of(name, "1")),
                Launch.ehr(name, "1"),
                new LaunchContext(members),
                new FhirContext(members),
                Introspection.of(members),
                IdToken.of(members, null),
                TokenResponse.of(
                        "epic",
                        new AccessToken("epic", SECRET, Instant.EPOCH, Scopes.none()),
                        Scopes.none(),
                        members,
                        members),
                new Subject(name, "1"),
                new ClientMetadata(members),
                Finding.builder("SAFIRE-0000", Step.TOKEN, name).member(name).build());
        assertThat(objects)
                .allMatch(object -> object.toString().codePoints().allMatch(c -> c >= ' ' && c < 127))
                .anyMatch(object -> object.toString().contains("a??INFO forged ??"));
    }

    private static JsonObject reference(String id) {
        return Json.createObjectBuilder().add("reference", "ImagingStudy/" + id).build();
    }

    private static SmartClient client() {
        return (SmartClient) Proxy.newProxyInstance(
                SmartClient.class.getClassLoader(),
                new Class<?>[] {SmartClient.class},
                (proxy, method, arguments) -> "epic");
    }

    private record FakePublicKey() implements PublicKey {
        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }

    private record FakeSigner() implements JwsSigner {
        @Override
        public byte[] sign(byte[] signingInput) {
            return signingInput;
        }

        @Override
        public String toString() {
            return SECRET;
        }
    }

    private record FakePrivateKey() implements PrivateKey {
        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return "PKCS#8";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }

        @Override
        public String toString() {
            return SECRET;
        }
    }

    @Test
    void serializesRequestAndKeepsQueryOfEndpoint() throws Exception {
        assertThat(request.uri().toString())
                .startsWith("https://as.example/authorize?tenant=1&")
                .contains("redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Fa%3Db");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(request);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(request);
        }
    }

    @Test
    void rejectsRepeatedOrMalformedParameter() {
        assertThatThrownBy(() -> AuthorizationResponse.parse("code=a&code=b&state=c"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("code");
        assertThatThrownBy(() -> AuthorizationResponse.parse("code=%zz")).isInstanceOf(ValidationException.class);
    }

    @Test
    void keepsOrderOfScopesAndRemovesDuplicates() {
        Scopes scopes = Scopes.parse("  openid  patient/*.rs openid ");
        assertThat(scopes.toString()).isEqualTo("openid patient/*.rs");
        assertThat(scopes.without(Scopes.of("openid"))).isEqualTo(Scopes.of("patient/*.rs"));
        assertThatThrownBy(() -> Scopes.of("patient/*.rs launch")).isInstanceOf(IllegalArgumentException.class);
    }
}
