package io.safire.realservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.Finding;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.registration.RegistrationException;
import io.safire.registration.RegistrationOptions;
import io.safire.tck.Assertion;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.IdToken;
import io.safire.token.Introspection;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Tests of the injected client with Spring Authorization Server, which requires {@code client_id} in addition to a client assertion. */
@ArquillianTest
public class SpringAuthorizationServerTest {

    private static final String UNKNOWN_TOKEN = "unknown-token-0123456789";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive =
                TckArchive.of(SpringAuthorizationServerTest.class).with(LoginBrowser.class, KeycloakRealm.class);
        for (String name : List.of("sas-public", "sas-basic", "sas-rsa", "sas-ec", "sas-silent")) {
            archive.set(name, "base-url", System.getProperty("tck.spring.base"))
                    .set(name, "client-id", name.replace("silent", "rsa"))
                    .set(name, "redirect-uri", KeycloakRealm.REDIRECT_URI)
                    .set(name, "scopes", "openid patient/*.rs");
        }
        for (String name : List.of("sas-rsa", "sas-silent")) {
            archive.set(name, "client-type", "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.RSA))
                    .set(name, "kid", "rsa-1");
        }
        for (String name : List.of("sas-dyn-basic", "sas-dyn-rsa")) {
            archive.set(name, "base-url", System.getProperty("tck.spring.base"))
                    .set(name, "redirect-uri", KeycloakRealm.REDIRECT_URI)
                    .set(
                            "tck." + name,
                            System.getProperty("tck.spring.token." + (name.endsWith("rsa") ? "keys" : "basic")));
        }
        return archive.set("sas-dyn-basic", "client-type", "confidential-symmetric")
                .set("sas-dyn-basic", "scopes", "openid patient/*.rs")
                .set("sas-dyn-rsa", "client-type", "confidential-asymmetric")
                .set("sas-dyn-rsa", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("sas-dyn-rsa", "kid", "rsa-1")
                .set("sas-dyn-rsa", "jwks-url", System.getProperty("tck.spring.jwks"))
                .set("sas-dyn-rsa", "send-client-id", "true")
                .set("sas-dyn-rsa", "scopes", "system/*.rs")
                .set("sas-basic", "client-type", "confidential-symmetric")
                .set("sas-basic", "client-secret", KeycloakRealm.SECRET)
                .set("sas-ec", "client-type", "confidential-asymmetric")
                .set("sas-ec", "private-key", TestKeys.pem(TestKeys.EC))
                .set("sas-ec", "kid", "ec-1")
                .set("sas-rsa", "send-client-id", "true")
                .set("sas-ec", "send-client-id", "true")
                .build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/13")
    void authorizesPublicClientWithoutRefreshToken() throws Exception {
        TokenResponse tokens = completeLaunch(clients.client("sas-public"));
        assertThat(tokens.accessToken().scopes().values()).contains("patient/*.rs");
        assertThat(tokens.refreshToken()).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/195", "smart-2.2.0/201", "smart-2.2.0/218"})
    void validatesIdTokenAndKeepsIdentityOnRefresh() throws Exception {
        SmartClient client = clients.client("sas-basic");
        TokenResponse tokens = completeLaunch(client);
        IdToken identity = tokens.identity().orElseThrow();
        assertThat(identity.issuer()).isEqualTo(client.metadata().issuer().orElseThrow());
        assertThat(identity.subject()).isEqualTo("ada");
        assertThat(identity.audience()).contains("sas-basic");
        assertThat(identity.nonce()).isPresent();
        // The client requests patient/*.rs without launch/patient, and this server selects no patient.
        assertThat(tokens.findings()).extracting(Finding::id).containsExactly("SAFIRE-0639");
        TokenResponse refreshed = client.refresh(RefreshRequest.of(tokens));
        assertThat(refreshed.identity().orElseThrow().subject()).isEqualTo("ada");
        assertThat(refreshed.findings()).isEmpty();
    }

    @Test
    void rejectsDifferentIssInAuthorizationResponse() throws Exception {
        SmartClient client = clients.client("sas-public");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorizationResponse(request);
        Map<String, String> mixedUp = new LinkedHashMap<>(response.parameters());
        mixedUp.put("iss", "https://as.attacker.example");
        assertThatThrownBy(() -> client.exchange(request, new AuthorizationResponse(mixedUp)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("https://as.attacker.example");
        assertThat(client.exchange(request, response).identity()).isPresent();
    }

    @Test
    @Assertion(id = "smart-2.2.0/117")
    void rotatesRefreshTokenOfClientWithSecret() throws Exception {
        SmartClient client = clients.client("sas-basic");
        TokenResponse first = completeLaunch(client);
        TokenResponse second = client.refresh(RefreshRequest.of(first));
        assertThat(second.refreshToken()).isPresent().isNotEqualTo(first.refreshToken());
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(first)))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_grant");
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/307",
                "smart-2.2.0/308",
                "smart-2.2.0/309",
                "smart-2.2.0/320",
                "smart-2.2.0/333",
                "smart-2.2.0/334"
            })
    void authenticatesWithRs384AndEs384Assertions() throws Exception {
        assertThat(completeLaunch(clients.client("sas-rsa")).refreshToken()).isPresent();
        assertThat(completeLaunch(clients.client("sas-ec")).refreshToken()).isPresent();
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/233",
                "smart-2.2.0/234",
                "smart-2.2.0/236",
                "smart-2.2.0/237",
                "smart-2.2.0/238",
                "smart-2.2.0/307",
                "smart-2.2.0/308",
                "smart-2.2.0/309",
                "smart-2.2.0/320",
                "smart-2.2.0/321",
                "smart-2.2.0/322",
                "smart-2.2.0/323",
                "smart-2.2.0/327",
                "smart-2.2.0/328",
                "smart-2.2.0/329",
                "smart-2.2.0/333",
                "smart-2.2.0/334"
            })
    void requestsClientCredentialsTokensWithRs384AndEs384() {
        for (String name : List.of("sas-rsa", "sas-ec")) {
            TokenResponse token = clients.client(name).requestToken(Scopes.of("system/*.rs"));
            assertThat(token.accessToken().value()).isNotBlank();
        }
    }

    @Test
    void explainsMissingClientIdWithAssertion() {
        assertThatThrownBy(() -> clients.client("sas-silent").requestToken(Scopes.of("system/*.rs")))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("safire.sas-silent.send-client-id=true");
    }

    @Test
    @Assertion(id = "smart-2.2.0/270")
    void introspectsForConfidentialClients() throws Exception {
        for (String name : List.of("sas-basic", "sas-rsa", "sas-ec")) {
            SmartClient client = clients.client(name);
            TokenResponse tokens = completeLaunch(client);
            Introspection introspection = client.tokens().introspect(tokens.accessToken());
            assertThat(introspection.isActive()).isTrue();
            assertThat(introspection.clientId()).contains(name);
            assertThat(introspection.scopes().values()).contains("patient/*.rs");
            assertThat(introspection.subject()).contains("ada");
            assertThat(introspection.expiresAt()).isPresent();
            assertThat(client.tokens().introspect(UNKNOWN_TOKEN).isActive()).isFalse();
        }
    }

    @Test
    void revokesTokensOnSignOut() throws Exception {
        for (String name : List.of("sas-basic", "sas-ec")) {
            SmartClient client = clients.client(name);
            TokenResponse tokens = completeLaunch(client);
            client.tokens().revoke(tokens);
            assertThat(client.tokens().introspect(tokens.accessToken()).isActive())
                    .isFalse();
            assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens)))
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("invalid_grant");
            assertThat(client.tokens().revokeRefreshToken(UNKNOWN_TOKEN)).isEmpty();
        }
    }

    @Test
    void revokesAccessTokenOnly() throws Exception {
        SmartClient client = clients.client("sas-basic");
        TokenResponse tokens = completeLaunch(client);
        assertThat(client.tokens().revoke(tokens.accessToken())).isEmpty();
        assertThat(client.tokens().introspect(tokens.accessToken()).isActive()).isFalse();
        assertThat(client.refresh(RefreshRequest.of(tokens)).accessToken().value())
                .isNotBlank();
    }

    @Test
    void registersWithSecretAndReadsRegistration() {
        SmartClient client = clients.client("sas-dyn-basic");
        ClientRegistration first = client.registration()
                .register(client.registration().configuredMetadata(), initialAccessToken("sas-dyn-basic"));
        assertThat(first.clientSecret()).isPresent();
        ClientRegistration second = client.registration().read();
        assertThat(second.clientId()).isEqualTo(first.clientId());
        assertThat(second.granted().redirectUris()).containsExactly(KeycloakRealm.REDIRECT_URI);
        assertThat(client.authorize(Launch.standalone()).parameters()).containsEntry("client_id", first.clientId());
        assertThatThrownBy(() -> client.registration()
                        .register(client.registration().configuredMetadata(), initialAccessToken("sas-dyn-basic")))
                .as("token is valid for one registration")
                .isInstanceOf(RegistrationException.class);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/22", "smart-2.2.0/299"})
    void registersJwksUrlAndRequestsClientCredentialsToken() {
        SmartClient client = clients.client("sas-dyn-rsa");
        ClientMetadata metadata = client.registration().configuredMetadata().toBuilder()
                .member("token_endpoint_auth_signing_alg", Json.createValue("RS384"))
                .build();
        assertThat(metadata.jwksUri()).isPresent();
        client.registration().register(metadata, initialAccessToken("sas-dyn-rsa"));
        assertThat(client.requestToken().accessToken().value()).isNotBlank();
    }

    private static RegistrationOptions initialAccessToken(String name) {
        return RegistrationOptions.defaults()
                .withInitialAccessToken(ConfigProvider.getConfig().getValue("tck." + name, String.class));
    }

    private static TokenResponse completeLaunch(SmartClient client) throws Exception {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        return client.exchange(request, authorizationResponse(request));
    }

    private static AuthorizationResponse authorizationResponse(AuthorizationRequest request) throws Exception {
        LoginBrowser browser = new LoginBrowser("username=ada&password=lovelace", "");
        return AuthorizationResponse.parse(browser.authorize(request.uri(), KeycloakRealm.REDIRECT_URI));
    }
}
