package io.safire.internal.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.SmartClient;
import io.safire.TokenRequests;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.error.TokenException;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.key.KeyState;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.spi.ClientKey;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the error of a rejected request describes the credential that was sent, and its source. */
class RejectedCredentialTest extends RejectedRequestFixture {

    private static final String CLIENT_ID_APP = "the client_id app (safire.epic.client-id)";

    @Test
    void namesSourceOfSecret() {
        configure("client-type", "confidential-symmetric");
        configure("client-secret", "configured-secret");
        assertThat(rejection(client())).contains("client secret (safire.epic.client-secret)", CLIENT_ID_APP);
        assertThat(rejection(client().with(Credential.secret("other-secret"))))
                .contains("client secret (of this call)", CLIENT_ID_APP)
                .doesNotContain("client-secret", "other-secret");
        sourced = Optional.of(Credential.secret("vault-secret"));
        assertThat(rejection(client()))
                .contains("client secret (of the CredentialSource " + RejectedRequestFixture.class.getName())
                .doesNotContain("client-secret", "vault-secret");
    }

    @Test
    void namesSettingOfPreviousSecret() {
        configure("client-type", "confidential-symmetric");
        configure("client-secret", "configured-secret");
        configure("client-secret.previous", "secret-of-february");
        SmartClient client = client();
        assertThat(rejection(client)).contains("client secret (safire.epic.client-secret)");
        assertThat(rejection(client))
                .contains(
                        "client secret (safire.epic.client-secret.previous)",
                        "rejected the secret in safire.epic.client-secret.previous.");
    }

    @Test
    void namesStoreOfRegisteredClient() {
        values.remove("safire.epic.client-id");
        configure("client-type", "confidential-symmetric");
        registrations.save(
                ClientRegistration.of(
                        "epic",
                        URI.create("https://as.example/register"),
                        ClientMetadata.builder().build(),
                        Json.createObjectBuilder()
                                .add("client_id", "registered")
                                .add("client_secret", "registered-secret")
                                .build(),
                        JsonValue.EMPTY_JSON_OBJECT),
                0);
        String source = "(of the registration in " + InMemoryRegistrationStore.class.getName() + ")";
        assertThat(rejection(client()))
                .contains("client secret " + source, "client_id registered " + source)
                .doesNotContain("safire.epic.client-id", "safire.epic.client-secret");
        configure("client-type", "public");
        assertThat(rejection(client())).contains("client_id registered " + source);
    }

    @Test
    void suggestsEncodingForSentSecretOnly() {
        configure("client-type", "confidential-symmetric");
        configure("client-secret", "needs+encoding");
        assertThat(rejection(client())).contains("safire.epic.client-secret-encoding=raw");
        assertThat(rejection(client().with(Credential.secret("plain")))).doesNotContain("client-secret-encoding");
        configure("client-secret", "plain");
        assertThat(rejection(client())).doesNotContain("client-secret-encoding");
        configure("client-secret", "with a space");
        assertThat(rejection(client())).contains("Try safire.epic.client-secret-encoding=raw", "SAFIRE-2204");
        configure("client-secret", "with a space ");
        assertThat(rejection(client())).contains("Copy the value again", "SAFIRE-0604");
        assertThat(rejection(client().with(Credential.secret("needs+encoding"))))
                .contains("safire.epic.client-secret-encoding=raw");
    }

    @Test
    void namesSourceOfConfiguredKeyAndKid(@TempDir Path folder) throws IOException {
        configureKey();
        assertThat(rejection(client())).contains(signature("app-2026", "safire.epic.kid", "safire.epic.private-key"));
        values.remove("safire.epic.kid");
        configure("private-key", jwk(CONFIGURED, "in-jwk"));
        assertThat(rejection(client()))
                .contains(signature("in-jwk", "in the JWK of safire.epic.private-key", "safire.epic.private-key"));
        values.remove("safire.epic.private-key");
        Path file = Files.writeString(folder.resolve("key.json"), jwk(CONFIGURED, "in-file"));
        configure("private-key.location", file.toString());
        assertThat(rejection(client()))
                .contains(signature(
                        "in-file",
                        "in the JWK of safire.epic.private-key.location",
                        "safire.epic.private-key.location"));
    }

    @Test
    void namesSettingOfRetiringKey() {
        configureKey();
        SmartClient client = client();
        rejection(client);
        configure("private-key", pem(OTHER));
        configure("kid", "app-2027");
        configure("retiring-key", pem(CONFIGURED));
        configure("retiring-kid", "app-2026");
        assertThat(rejection(client))
                .contains(signature("app-2026", "safire.epic.retiring-kid", "safire.epic.retiring-key"));
    }

    @Test
    void namesKeySource() {
        configureKey();
        sourcedKeys = List.of(ClientKey.of("hsm", KeyState.ACTIVE, OTHER.getPublic(), OTHER.getPrivate()));
        String source = "of the KeySource " + RejectedRequestFixture.class.getName();
        assertThat(rejection(client()))
                .contains("kid hsm (" + source, "thumbprint " + thumbprint(OTHER), "public key (" + source)
                .doesNotContain("safire.epic.kid", "safire.epic.private-key");
    }

    @Test
    void describesKeyAndKidOfCall() {
        configureKey();
        Map<Credential, String> expected = Map.of(
                Credential.kid("of-the-call"),
                signature("of-the-call", "of this call", "safire.epic.private-key"),
                Credential.key(OTHER.getPrivate(), "of-the-call"),
                signatureOfOther("of-the-call", "of this call"),
                Credential.key(pem(OTHER), "of-the-call"),
                signatureOfOther("of-the-call", "of this call"),
                Credential.key(jwk(OTHER, "in-jwk")),
                signatureOfOther("in-jwk", "in the JWK of this call"),
                Credential.key(pem(OTHER)),
                signatureOfOther("app-2026", "safire.epic.kid"),
                Credential.signer("kms", "ES384", input -> new byte[96]),
                "kid kms (of this call); it was signed with a key of unknown thumbprint.");
        expected.forEach((credential, text) -> assertThat(rejection(client().with(credential)))
                .as(credential.toString())
                .contains(text));
        assertThat(rejection(client().with(Credential.key(OTHER.getPrivate(), "of-the-call"))))
                .doesNotContain("safire.epic.kid", "safire.epic.private-key");
    }

    @Test
    void namesKeyOfCallIfServerOffersOtherAlgorithm() {
        List.of("authorization", "token", "introspection", "revocation")
                .forEach(name -> values.remove("safire.epic." + name + "-endpoint"));
        configureKey();
        body = """
                {"token_endpoint":"https://fhir.example/token","authorization_endpoint":"https://fhir.example/authorize",
                "capabilities":[],"grant_types_supported":[],"code_challenge_methods_supported":["S256"],
                "token_endpoint_auth_signing_alg_values_supported":["RS384"]}""";
        status = 200;
        assertThat(catchThrowableOfType(ConfigurationException.class, () -> client().requestToken()))
                .hasMessageContaining("The private key (safire.epic.private-key) signs with ES384");
        TokenRequests other = client().with(Credential.key(OTHER.getPrivate(), "k"));
        assertThat(catchThrowableOfType(ConfigurationException.class, other::requestToken))
                .hasMessageContaining("The private key (of this call) signs with ES384");
    }

    @Test
    void blamesEndpointForSuccessWithoutTokenAndError() {
        configureKey();
        for (String empty : List.of("{}", "{\"access_token\":null}", "{\"error\":null}")) {
            respond(200, empty);
            assertThat(rejection(client()))
                    .as(empty)
                    .startsWith("SAFIRE-0502 epic: Missing access token in response; received fields: "
                            + (empty.equals("{}") ? "none" : empty.substring(2, empty.indexOf('"', 2)))
                            + " (https://as.example/token).")
                    .contains("set safire.epic.token-endpoint")
                    .doesNotContain("kid", "clock", "private-key");
        }
        respond(200, "{\"error\":{\"code\":401}}");
        assertThat(rejection(client()))
                .contains("HTTP 200", "is not an OAuth error code", "safire.epic.token-endpoint")
                .doesNotContain("kid", "clock", "private-key");
    }

    @Test
    void keepsErrorBesideMissingToken() {
        configureKey();
        respond(200, "{\"access_token\":null,\"error\":\"invalid_client\"}");
        assertThat(rejection(client())).contains("HTTP 200 — invalid_client", "kid app-2026 (safire.epic.kid)");
    }

    @Test
    void blamesCredentialOnlyIfServerMayHaveRejectedClient() {
        configureKey();
        for (int rejected : List.of(400, 401, 403)) {
            respond(rejected, "");
            assertThat(rejection(client())).as("HTTP " + rejected).contains("kid app-2026");
        }
        for (int other : List.of(404, 405, 406, 410, 415, 501)) {
            respond(other, "<html>");
            assertThat(rejection(client()))
                    .contains("no such endpoint", "Set safire.epic.token-endpoint")
                    .doesNotContain("kid", "clock");
        }
        Map<Integer, String> failures = Map.of(
                408, "overloaded or under maintenance",
                429, "too many requests",
                500, "failed to process",
                503, "overloaded or under maintenance");
        failures.forEach((failed, cause) -> {
            respond(failed, "");
            assertThat(rejection(client())).contains(cause).doesNotContain("kid", "clock");
        });
        Map<String, String> errors = Map.of(
                "server_error", "failed to process", "temporarily_unavailable", "overloaded or under maintenance");
        errors.forEach((error, cause) -> {
            respond(400, "{\"error\":\"" + error + "\"}");
            assertThat(rejection(client())).contains(cause).doesNotContain("kid", "clock");
        });
        respond(404, "{\"error\":\"invalid_client\"}");
        assertThat(rejection(client())).contains("kid app-2026").doesNotContain("no such endpoint");
    }

    @Test
    void appliesSameCausesToIntrospectionAndRevocation() {
        configureKey();
        for (String endpoint : List.of("introspection", "revocation")) {
            Runnable call = endpoint.startsWith("i")
                    ? () -> client().tokens().introspect("t-1")
                    : () -> client().tokens().revokeRefreshToken("r-1");
            respond(405, "");
            assertThat(catchThrowableOfType(TokenException.class, call::run))
                    .hasMessageContaining("Set safire.epic." + endpoint + "-endpoint to the address")
                    .hasMessageNotContaining("kid");
            respond(200, "{\"error\":{\"code\":401}}");
            assertThat(catchThrowableOfType(TokenException.class, call::run))
                    .hasMessageContaining("is not an OAuth error code")
                    .hasMessageContaining("set safire.epic." + endpoint + "-endpoint to the correct address")
                    .hasMessageNotContaining("kid");
        }
        respond(200, "{\"error\":null}");
        assertThat(client().tokens().revokeRefreshToken("r-1")).isEmpty();
    }

    @Test
    void namesBearerTokenFirstIfErrorNamesIt() {
        configureKey();
        respond(401, "{\"error\":\"invalid_client\",\"error_description\":\"a bearer token is required\"}");
        assertThat(rejectionOfIntrospection()).contains("Call introspect(token, bearer)");
        respond(401, "{\"error\":\"invalid_client\"}");
        assertThat(rejectionOfIntrospection()).contains("SAFIRE-0912").doesNotContain("Call introspect(token, bearer)");
    }

    private String rejectionOfIntrospection() {
        SmartClient client = client();
        return catchThrowableOfType(TokenException.class, () -> client.tokens().introspect("t-1"))
                .getMessage();
    }

    private void respond(int newStatus, String newBody) {
        status = newStatus;
        body = newBody;
    }

    private static String jwk(KeyPair pair, String kid) {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        ECPrivateKey secret = (ECPrivateKey) pair.getPrivate();
        return "{\"crv\":\"P-384\",\"kty\":\"EC\",\"kid\":\"" + kid + "\",\"x\":\""
                + coordinate(key.getW().getAffineX()) + "\",\"y\":\""
                + coordinate(key.getW().getAffineY())
                + "\",\"d\":\"" + coordinate(secret.getS()) + "\"}";
    }
}
