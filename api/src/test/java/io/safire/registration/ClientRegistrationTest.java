package io.safire.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.authentication.ClientType;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.token.Scopes;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientRegistrationTest {

    private static final String SECRET = "the-secret-word";

    private final ClientMetadata requested = ClientMetadata.builder()
            .clientName("Growth Chart")
            .redirectUris("https://app.example/a", "https://app.example/b")
            .scope(Scopes.parse("openid patient/*.rs"))
            .clientType(ClientType.CONFIDENTIAL_SYMMETRIC)
            .member("x_vendor", JsonValue.TRUE)
            .build();

    private final JsonObject response = Json.createObjectBuilder(requested.members())
            .add("client_id", "c-1")
            .add("client_secret", SECRET)
            .add("client_secret_expires_at", 0)
            .add("client_id_issued_at", "1700000000")
            .add("registration_access_token", SECRET)
            .add("registration_client_uri", "/register/c-1")
            .build();

    @Test
    void readsResponseLenientlyAndRetainsIt() {
        ClientRegistration registration = registration(response);
        assertThat(registration.clientId()).isEqualTo("c-1");
        assertThat(registration.clientSecret()).contains(SECRET);
        assertThat(registration.clientSecretExpiresAt())
                .as("0 means that the secret does not expire")
                .isEmpty();
        assertThat(registration.clientIdIssuedAt()).contains(Instant.ofEpochSecond(1700000000));
        assertThat(registration.registrationClientUri()).contains(URI.create("https://as.example/register/c-1"));
        assertThat(registration.members()).isEqualTo(response);
        assertThat(registration.granted()).isEqualTo(requested);
        assertThat(registration.findings()).isEmpty();
    }

    @Test
    void reportsDifferencesAsFindings() {
        JsonObject other = Json.createObjectBuilder(response)
                .add(
                        "redirect_uris",
                        Json.createArrayBuilder().add("https://app.example/b").add("https://app.example/a"))
                .add("scope", "patient/*.rs openid")
                .add("token_endpoint_auth_method", "none")
                .add("registration_client_uri", "https://elsewhere.example/c-1")
                .remove("x_vendor")
                .remove("client_secret_expires_at")
                .build();
        assertThat(registration(other).findings())
                .map(finding -> finding.member().orElse(""))
                .as("the order of arrays and scopes is ignored")
                .containsExactly(
                        "token_endpoint_auth_method",
                        "x_vendor",
                        "client_secret_expires_at",
                        "registration_client_uri");
        JsonObject without = Json.createObjectBuilder(response)
                .remove("client_secret")
                .remove("registration_access_token")
                .build();
        assertThat(registration(without).findings())
                .map(finding -> finding.member().orElse(""))
                .containsExactly("client_secret", "registration_access_token");
    }

    @Test
    void acceptsRegistrationUriOnTrustedOrigin() {
        URI trusted = URI.create("https://Manage.example:443/");
        for (String address : new String[] {"https://manage.example/c-1", "https://as.example:443/c-1", "/c-1"}) {
            assertThat(managedAt(address, trusted).findings()).as(address).isEmpty();
        }
        for (String address : new String[] {
            "https://elsewhere.example/c-1",
            "https://manage.example:8443/c-1",
            "http://manage.example/c-1",
            "https://user@manage.example/c-1"
        }) {
            assertThat(managedAt(address, trusted).findings())
                    .as(address)
                    .map(finding -> finding.member().orElse(""))
                    .containsExactly("registration_client_uri");
        }
        assertThat(managedAt("https://manage.example/c-1", null).findings())
                .map(finding -> finding.member().orElse(""))
                .containsExactly("registration_client_uri");
    }

    @Test
    void distinguishesUserNameFromForeignOrigin() {
        assertThat(managedAt("https://user@as.example/c-1", null).findings())
                .extracting(Finding::id)
                .containsExactly("SAFIRE-0037");
        assertThat(managedAt("https://manage.example/c-1", null).findings())
                .extracting(Finding::id)
                .containsExactly("SAFIRE-0036");
    }

    @Test
    void addsFindingsThatMembersDoNotShow() {
        Finding received = Finding.builder("X-1", Step.REGISTRATION, "The response has no Content-Type.")
                .build();
        ClientRegistration registration = registration(response).withFindings(List.of(received));
        assertThat(registration.findings()).containsExactly(received);
        assertThat(registration
                        .withTrustedOrigin(URI.create("https://manage.example"))
                        .findings())
                .containsExactly(received);
        assertThat(ClientRegistration.fromJson(registration.toJson()).findings())
                .isEmpty();
        assertThat(registration.withFindings(List.of())).isEqualTo(registration(response));
    }

    @Test
    void masksSecretsInToString() {
        ClientMetadata metadata =
                requested.toBuilder().softwareStatement(SECRET).build();
        ClientRegistration registration = ClientRegistration.of(
                "epic", URI.create("https://as.example/register"), metadata, response, JsonValue.EMPTY_JSON_OBJECT);
        assertThat(registration.toString()).contains("c-1").doesNotContain(SECRET);
        assertThat(registration.findings().toString()).doesNotContain(SECRET);
        assertThat(metadata.toString()).doesNotContain(SECRET);
        assertThat(RegistrationOptions.defaults().withInitialAccessToken(SECRET + "\n"))
                .hasToString("RegistrationOptions[endpoint=default, authorization=***]")
                .extracting(RegistrationOptions::authorization)
                .isEqualTo("Bearer " + SECRET);
    }

    @Test
    void completesResponseFromEarlierResponses() {
        JsonObject later = Json.createObjectBuilder().add("client_id", "c-1").build();
        ClientRegistration registration =
                ClientRegistration.of("epic", URI.create("https://as.example/register"), requested, later, response);
        assertThat(registration.clientSecret()).contains(SECRET);
        assertThat(registration.registrationAccessToken()).contains(SECRET);
        assertThat(registration.registrationClientUri()).isPresent();
    }

    @Test
    void restoresRegistrationFromJson() {
        ClientRegistration registration = registration(response);
        assertThat(ClientRegistration.fromJson(registration.toJson())).isEqualTo(registration);
        ClientRegistration configured = managedAt("/c-1", URI.create("https://manage.example"));
        assertThat(ClientRegistration.fromJson(configured.toJson()).trustedOrigin())
                .as("the setting is not stored")
                .isEmpty();
        assertThatThrownBy(() -> ClientRegistration.fromJson(response)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rejectsMissingClientId() {
        assertThatThrownBy(() -> registration(JsonValue.EMPTY_JSON_OBJECT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsEitherJwksOrJwksUri() {
        JsonObject keys = Json.createObjectBuilder()
                .add("keys", JsonValue.EMPTY_JSON_ARRAY)
                .build();
        ClientMetadata byUrl = ClientMetadata.builder()
                .jwks(keys)
                .jwksUri("https://app.example/jwks")
                .build();
        assertThat(byUrl.jwks()).isEmpty();
        assertThat(byUrl.jwksUri()).contains(URI.create("https://app.example/jwks"));
        assertThat(byUrl.toBuilder().jwks(keys).build().jwksUri()).isEmpty();
        assertThat(requested.toBuilder().scope(Scopes.none()).build().members()).doesNotContainKey("scope");
    }

    private ClientRegistration managedAt(String address, @Nullable URI trusted) {
        JsonObject members = Json.createObjectBuilder(response)
                .add("registration_client_uri", address)
                .build();
        ClientRegistration registration = registration(members);
        return trusted == null ? registration : registration.withTrustedOrigin(trusted);
    }

    private ClientRegistration registration(JsonObject members) {
        return ClientRegistration.of(
                "epic", URI.create("https://as.example/register"), requested, members, JsonValue.EMPTY_JSON_OBJECT);
    }
}
