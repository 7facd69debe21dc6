package io.safire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ValidationException;
import io.safire.key.KeyState;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.spi.ClientKey;
import io.safire.token.AccessToken;
import io.safire.token.IdToken;
import io.safire.token.Introspection;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
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
    void nothingSecretIsPrinted() {
        AccessToken token = new AccessToken("epic", SECRET, Instant.EPOCH, Scopes.of("patient/*.rs"));
        List<Object> objects = List.of(
                Credential.secret(SECRET),
                Credential.key(SECRET),
                Credential.key(SECRET, "kid"),
                Launch.ehr("https://fhir.example", SECRET),
                request,
                AuthorizationResponse.parse("code=" + SECRET + "&state=" + SECRET),
                token,
                new TokenResponse(
                        "epic",
                        token,
                        Scopes.none(),
                        Json.createObjectBuilder().add("access_token", SECRET).build(),
                        JsonValue.EMPTY_JSON_OBJECT),
                new Introspection(Json.createObjectBuilder().add("sub", SECRET).build()),
                RefreshRequest.of(SECRET),
                new IdToken(
                        Json.createObjectBuilder()
                                .add("iss", "https://as.example")
                                .add("sub", SECRET)
                                .add("exp", 2)
                                .add("iat", 1)
                                .build(),
                        null),
                new ClientKey("kid", KeyState.ACTIVE, new PublicPart(), new PrivatePart(), null));
        assertThat(objects).noneMatch(object -> object.toString().contains(SECRET));
    }

    private record PublicPart() implements PublicKey {
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

    private record PrivatePart() implements PrivateKey {
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
    void requestKeepsTheQueryOfTheEndpointAndCanBeSerialized() throws Exception {
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
    void responseWithAParameterTwiceIsRefused() {
        assertThatThrownBy(() -> AuthorizationResponse.parse("code=a&code=b&state=c"))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("code");
        assertThatThrownBy(() -> AuthorizationResponse.parse("code=%zz")).isInstanceOf(ValidationException.class);
    }

    @Test
    void scopesAreASetInOrder() {
        Scopes scopes = Scopes.parse("  openid  patient/*.rs openid ");
        assertThat(scopes.toString()).isEqualTo("openid patient/*.rs");
        assertThat(scopes.without(Scopes.of("openid"))).isEqualTo(Scopes.of("patient/*.rs"));
        assertThatThrownBy(() -> Scopes.of("patient/*.rs launch")).isInstanceOf(IllegalArgumentException.class);
    }
}
