package io.safire.internal.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.TestServers;
import io.safire.internal.authentication.ClientIdentity.AssertionIssuer;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientMetadataBuilder;
import io.safire.registration.ClientRegistration;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssertionIssuerTest {

    private static final String CONFIGURED = "https://app.example/jwks.json";

    private final Map<String, String> values = new HashMap<>(Map.of(
            "base-url", "https://fhir.example/r4",
            "client-type", "confidential-asymmetric",
            "jwks-url", CONFIGURED));

    private ClientMetadataBuilder requested = ClientMetadata.builder();

    @Test
    void usesConfiguredUrlForConfiguredClient() {
        values.put("client-id", "app");
        assertThat(issuer(null)).isEqualTo(new AssertionIssuer("app", CONFIGURED));
    }

    @Test
    void usesRegisteredUrlForRegisteredClient() {
        ClientMetadataBuilder metadata = ClientMetadata.builder().jwksUri("https://app.example/other.json");
        assertThat(issuer(metadata)).isEqualTo(new AssertionIssuer("dyn", "https://app.example/other.json"));
    }

    @Test
    void sendsNoUrlIfKeysWereRegistered() {
        ClientMetadataBuilder metadata = ClientMetadata.builder()
                .jwks(Json.createObjectBuilder()
                        .add("keys", Json.createArrayBuilder())
                        .build());
        assertThat(issuer(metadata)).isEqualTo(new AssertionIssuer("dyn", null));
    }

    @Test
    void usesConfiguredUrlIfRegistrationHasNoKeys() {
        assertThat(issuer(ClientMetadata.builder())).isEqualTo(new AssertionIssuer("dyn", CONFIGURED));
    }

    @Test
    void sendsNoUrlIfNoneIsConfigured() {
        values.remove("jwks-url");
        ClientMetadataBuilder metadata = ClientMetadata.builder().jwksUri("https://app.example/other.json");
        assertThat(issuer(metadata)).isEqualTo(new AssertionIssuer("dyn", null));
    }

    @Test
    void usesRequestedUrlIfResponseHasNoKeys() {
        requested = ClientMetadata.builder().jwksUri("https://app.example/requested.json");
        assertThat(issuer(ClientMetadata.builder()))
                .isEqualTo(new AssertionIssuer("dyn", "https://app.example/requested.json"));
    }

    private AssertionIssuer issuer(@Nullable ClientMetadataBuilder registered) {
        Map<String, String> prefixed = new HashMap<>();
        values.forEach((key, value) -> prefixed.put("safire.epic." + key, value));
        ServerSettings settings = TestServers.of(prefixed).read("epic");
        InMemoryRegistrationStore store = new InMemoryRegistrationStore();
        if (registered != null) {
            store.save(registration(registered.build()), 0);
        }
        return new ClientIdentity(settings, store).assertionIssuer();
    }

    private ClientRegistration registration(ClientMetadata granted) {
        JsonObjectBuilder response = Json.createObjectBuilder(granted.members()).add("client_id", "dyn");
        return ClientRegistration.of(
                "epic",
                URI.create("https://as.example/register"),
                requested.build(),
                response.build(),
                JsonValue.EMPTY_JSON_OBJECT);
    }
}
