package io.safire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.token.Scopes;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SmartClientSettingsTest {

    @Test
    void containsKeysOfConfiguration() {
        SmartClientSettings settings = SmartClientSettings.builder("https://fhir.example/r4")
                .clientId("app")
                .clientType(ClientType.CONFIDENTIAL_ASYMMETRIC)
                .redirectUri("https://app.example/callback")
                .scopes(Scopes.of("launch", "patient/*.rs"))
                .set("read-timeout", "PT1S")
                .set("read-timeout", "PT2S")
                .set("kid", null)
                .build();
        assertThat(settings.values())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "base-url", "https://fhir.example/r4",
                        "client-id", "app",
                        "client-type", "confidential-asymmetric",
                        "redirect-uri", "https://app.example/callback",
                        "scopes", "launch patient/*.rs",
                        "read-timeout", "PT2S",
                        "kid", ""));
        assertThat(settings.credential()).isNull();
    }

    @Test
    void takesNameFromBaseUrl() {
        Map.of(
                        "https://fhir.example/r4", "fhir.example/r4",
                        "https://fhir.example:8443/r4//", "fhir.example:8443/r4",
                        "HTTPS://fhir.example", "fhir.example",
                        "https://user:word@fhir.example", "created",
                        "https://fhir.example?x=word", "created",
                        "", "created")
                .forEach((baseUrl, name) -> assertThat(
                                SmartClientSettings.builder(baseUrl).build().name())
                        .as(baseUrl)
                        .isEqualTo(name));
        assertThat(SmartClientSettings.builder("https://fhir.example")
                        .name("tenant")
                        .build()
                        .name())
                .isEqualTo("tenant");
    }

    @Test
    void copiesAllSettings() {
        SmartClientSettings settings = SmartClientSettings.builder("https://fhir.example/r4")
                .name("tenant")
                .clientId("app")
                .credential(Credential.secret("word"))
                .build();
        assertThat(settings.toBuilder().build()).isEqualTo(settings);
        assertThat(settings.toBuilder().clientId("other").build().values()).containsEntry("client-id", "other");
    }

    @Test
    void omitsValuesFromToString() {
        SmartClientSettings settings = SmartClientSettings.builder("https://fhir.example/r4")
                .set("client-secret", "the-secret-word")
                .set("line\nbreak", "the-secret-word")
                .credential(Credential.secret("the-secret-word"))
                .build();
        assertThat(settings.toString())
                .contains("fhir.example/r4", "client-secret", "***")
                .doesNotContain("the-secret-word", "\n");
    }

    @Test
    void namesArtifactIfNoImplementationIsFound() {
        SmartClientSettings settings =
                SmartClientSettings.builder("https://fhir.example/r4").build();
        assertThatThrownBy(() -> SmartClient.create(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("SAFIRE-0071 ")
                .hasMessageContaining("io.safire:safire");
    }

    @Test
    void refusesCreationByDefault() {
        SmartClients clients = (SmartClients) java.lang.reflect.Proxy.newProxyInstance(
                SmartClients.class.getClassLoader(),
                new Class<?>[] {SmartClients.class},
                (proxy, method, arguments) ->
                        java.lang.reflect.InvocationHandler.invokeDefault(proxy, method, arguments));
        assertThatThrownBy(() -> clients.create(
                        SmartClientSettings.builder("https://fhir.example/r4").build()))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
