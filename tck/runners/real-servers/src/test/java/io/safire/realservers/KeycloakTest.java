package io.safire.realservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.Credential;
import io.safire.error.AuthorizationException;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Tests of the injected client with Keycloak. */
@ArquillianTest
public class KeycloakTest {

    private static final String UNKNOWN_TOKEN = "unknown-token-0123456789";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(KeycloakTest.class).with(LoginBrowser.class, KeycloakRealm.class);
        for (String name : List.of("kc-public", "kc-consent", "kc-basic", "kc-rsa", "kc-ec", "kc-stranger")) {
            archive.set(name, "base-url", System.getProperty("tck.keycloak.base"))
                    .set(name, "client-id", name.replace("stranger", "rsa"))
                    .set(name, "redirect-uri", KeycloakRealm.REDIRECT_URI)
                    .set(name, "scopes", "openid launch/patient patient/*.rs offline_access");
        }
        for (String name : List.of("kc-dyn-basic", "kc-dyn-rsa")) {
            archive.set(name, "base-url", System.getProperty("tck.keycloak.base"))
                    .set(name, "redirect-uri", KeycloakRealm.REDIRECT_URI)
                    .set(name, "scopes", "openid");
        }
        return archive.set("tck.token", System.getProperty("tck.keycloak.token"))
                .set("kc-dyn-basic", "client-type", "confidential-symmetric")
                .set("kc-dyn-rsa", "client-type", "confidential-asymmetric")
                .set("kc-dyn-rsa", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("kc-dyn-rsa", "kid", "rsa-1")
                .set("kc-consent", "scopes", "openid launch/patient patient/*.rs")
                .set("kc-basic", "client-type", "confidential-symmetric")
                .set("kc-basic", "client-secret", KeycloakRealm.SECRET)
                .set("kc-rsa", "client-type", "confidential-asymmetric")
                .set("kc-rsa", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("kc-rsa", "kid", "rsa-1")
                .set("kc-ec", "client-type", "confidential-asymmetric")
                .set("kc-ec", "private-key", TestKeys.pem(TestKeys.EC))
                .set("kc-ec", "kid", "ec-1")
                .set("kc-stranger", "client-type", "confidential-asymmetric")
                .set("kc-stranger", "private-key", TestKeys.pem(TestKeys.UNREGISTERED))
                .set("kc-stranger", "kid", "rsa-1")
                .build();
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/13",
                "smart-2.2.0/44",
                "smart-2.2.0/45",
                "smart-2.2.0/62",
                "smart-2.2.0/67",
                "smart-2.2.0/68",
                "smart-2.2.0/69",
                "smart-2.2.0/70",
                "smart-2.2.0/71"
            })
    void authorizesPublicClientWithPkce() throws Exception {
        TokenResponse tokens = completeLaunch(clients.client("kc-public"));
        assertThat(tokens.context().patient()).contains("pat-9");
        assertThat(tokens.accessToken().scopes().values()).contains("patient/*.rs", "launch/patient");
        assertThat(tokens.idToken()).isPresent();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/195", "smart-2.2.0/201", "smart-2.2.0/218"})
    void validatesIdTokenAndKeepsIdentityOnRefresh() throws Exception {
        SmartClient client = clients.client("kc-public");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        TokenResponse tokens = client.exchange(request, authorizationResponse(request, "accept=Yes"));
        IdToken identity = tokens.identity().orElseThrow();
        assertThat(identity.issuer()).isEqualTo(client.metadata().issuer().orElseThrow());
        assertThat(identity.audience()).contains("kc-public");
        assertThat(identity.nonce()).isPresent().isEqualTo(request.nonce());
        assertThat(tokens.findings()).isEmpty();
        TokenResponse refreshed = client.refresh(RefreshRequest.of(tokens));
        assertThat(refreshed.identity().orElseThrow().subject()).isEqualTo(identity.subject());
        assertThat(refreshed.findings()).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsIdTokenOfAnotherRequest() throws Exception {
        SmartClient client = clients.client("kc-public");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorizationResponse(request, "accept=Yes");
        Map<String, String> otherNonce = new LinkedHashMap<>(request.parameters());
        otherNonce.put("nonce", "of-another-request-000000");
        AuthorizationRequest mixed =
                new AuthorizationRequest(request.server(), request.endpoint(), otherNonce, request.codeVerifier());
        assertThatThrownBy(() -> client.exchange(mixed, response))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("nonce");
    }

    @Test
    void rejectsDifferentIssInAuthorizationResponse() throws Exception {
        SmartClient client = clients.client("kc-public");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorizationResponse(request, "accept=Yes");
        assertThat(response.iss()).isPresent().isEqualTo(client.metadata().issuer());
        Map<String, String> mixedUp = new LinkedHashMap<>(response.parameters());
        mixedUp.put("iss", "https://as.attacker.example");
        assertThatThrownBy(() -> client.exchange(request, new AuthorizationResponse(mixedUp)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("https://as.attacker.example");
        assertThat(client.exchange(request, response).identity()).isPresent();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/64", "smart-2.2.0/66", "smart-2.2.0/345"})
    void authenticatesWithSecretOfSpecialCharacters() throws Exception {
        TokenResponse tokens = completeLaunch(clients.client("kc-basic"));
        assertThat(tokens.refreshToken()).isPresent();
        assertThat(tokens.accessToken().scopes().values()).contains("offline_access");
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/64",
                "smart-2.2.0/307",
                "smart-2.2.0/308",
                "smart-2.2.0/309",
                "smart-2.2.0/320",
                "smart-2.2.0/333",
                "smart-2.2.0/334"
            })
    void authenticatesWithRs384AndEs384Assertions() throws Exception {
        assertThat(completeLaunch(clients.client("kc-rsa")).context().patient()).contains("pat-9");
        assertThat(completeLaunch(clients.client("kc-ec")).context().patient()).contains("pat-9");
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
        for (String name : List.of("kc-rsa", "kc-ec")) {
            TokenResponse token = clients.client(name).requestToken(Scopes.of("system/*.rs"));
            assertThat(token.accessToken().scopes().values()).contains("system/*.rs");
        }
    }

    @Test
    @Assertion(id = {"smart-2.2.0/105", "smart-2.2.0/106", "smart-2.2.0/117"})
    void rotatesRefreshTokenAndRejectsItsReuse() throws Exception {
        for (String name : List.of("kc-public", "kc-basic", "kc-ec")) {
            SmartClient client = clients.client(name);
            TokenResponse first = completeLaunch(client);
            TokenResponse second = client.refresh(RefreshRequest.of(first));
            assertThat(second.refreshToken()).isPresent().isNotEqualTo(first.refreshToken());
            assertThat(second.context().patient()).contains("pat-9");
            TokenResponse third = client.refresh(RefreshRequest.of(second));
            assertThat(third.accessToken().value()).isNotBlank();
            // Keycloak compares times in whole seconds and would accept a refresh token that was issued in the same
            // second
            assertThatThrownBy(() -> client.refresh(RefreshRequest.of(second)))
                    .isInstanceOf(TokenException.class)
                    .satisfies(thrown ->
                            assertThat(((TokenException) thrown).errorCode()).contains("invalid_grant"));
        }
    }

    @Test
    @Assertion(id = "smart-2.2.0/270")
    void introspectsForConfidentialClientsOnly() throws Exception {
        for (String name : List.of("kc-basic", "kc-rsa", "kc-ec")) {
            SmartClient client = clients.client(name);
            TokenResponse tokens = completeLaunch(client);
            Introspection introspection = client.tokens().introspect(tokens.accessToken());
            assertThat(introspection.isActive()).isTrue();
            assertThat(introspection.clientId()).contains(name);
            assertThat(introspection.scopes().values()).contains("patient/*.rs");
            assertThat(introspection.expiresAt()).isPresent();
            assertThat(introspection.issuer()).isEqualTo(client.metadata().issuer());
            assertThat(client.tokens().introspect(UNKNOWN_TOKEN).isActive()).isFalse();
        }
        SmartClient publicClient = clients.client("kc-public");
        TokenResponse tokens = completeLaunch(publicClient);
        assertThatThrownBy(() -> publicClient.tokens().introspect(tokens.accessToken()))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("Introspection failed")
                .hasMessageNotContaining(tokens.accessToken().value());
    }

    @Test
    void rejectsIntrospectionWithBearerToken() throws Exception {
        SmartClient client = clients.client("kc-basic");
        TokenResponse tokens = completeLaunch(client);
        assertThatThrownBy(() -> client.tokens().introspect(UNKNOWN_TOKEN, tokens.accessToken()))
                .isInstanceOfSatisfying(TokenException.class, thrown -> {
                    assertThat(thrown.status()).hasValue(401);
                    assertThat(thrown.errorCode()).contains("invalid_request");
                })
                .hasMessageContaining("bearer");
    }

    @Test
    void revokesTokensOfAllClientTypes() throws Exception {
        for (String name : List.of("kc-public", "kc-basic", "kc-ec")) {
            SmartClient client = clients.client(name);
            TokenResponse tokens = completeLaunch(client);
            client.tokens().revoke(tokens);
            assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens)))
                    .isInstanceOf(TokenException.class)
                    .satisfies(thrown ->
                            assertThat(((TokenException) thrown).errorCode()).contains("invalid_grant"));
            if (!name.equals("kc-public")) {
                assertThat(client.tokens().introspect(tokens.accessToken()).isActive())
                        .isFalse();
            }
        }
    }

    @Test
    void revokesAccessTokenAndToleratesUnknownToken() throws Exception {
        SmartClient client = clients.client("kc-basic");
        TokenResponse tokens = completeLaunch(client);
        client.tokens().revoke(tokens.accessToken());
        assertThat(client.tokens().introspect(tokens.accessToken()).isActive()).isFalse();
        assertThat(client.tokens().revokeRefreshToken(UNKNOWN_TOKEN)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void explainsWrongSecret() throws Exception {
        SmartClient client = clients.client("kc-basic");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorizationResponse(request, "accept=Yes");
        assertThatThrownBy(() -> client.with(Credential.secret("wrong-secret")).exchange(request, response))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("the client secret (of this call)")
                .hasMessageContaining("safire.kc-basic.client-id")
                .hasMessageNotContaining("safire.kc-basic.client-secret")
                .hasMessageNotContaining("wrong-secret");
    }

    @Test
    @Assertion(id = "smart-2.2.0/320")
    void explainsWrongKey() {
        assertThatThrownBy(() -> clients.client("kc-stranger").requestToken(Scopes.of("system/*.rs")))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("safire.kc-stranger.private-key")
                .satisfies(thrown ->
                        assertThat(((TokenException) thrown).errorCode()).contains("invalid_client"));
    }

    @Test
    void handlesGrantedAndDeniedConsent() throws Exception {
        SmartClient client = clients.client("kc-consent");
        AuthorizationRequest deniedRequest = client.authorize(Launch.standalone());
        AuthorizationResponse denial = authorizationResponse(deniedRequest, "cancel=No");
        assertThatThrownBy(() -> client.exchange(deniedRequest, denial))
                .isInstanceOf(AuthorizationException.class)
                .hasMessageContaining("access_denied");
        assertThat(completeLaunch(client).accessToken().value()).isNotBlank();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/21", "smart-2.2.0/23"})
    void registersWithSecretAndManagesRegistration() throws Exception {
        SmartClient client = clients.client("kc-dyn-basic");
        ClientMetadata metadata = client.registration().configuredMetadata().toBuilder()
                .without("scope")
                .clientName("Growth Chart")
                .build();
        ClientRegistration first = client.registration().register(metadata, initialAccessToken());
        assertThat(first.clientSecret()).isPresent();
        assertThat(completeLaunch(client).accessToken().value()).isNotBlank();
        ClientRegistration second = client.registration().read();
        assertThat(second.clientId()).isEqualTo(first.clientId());
        ClientRegistration third = client.registration()
                .update(second.granted().toBuilder()
                        .without("scope")
                        .clientName("Growth Chart 2")
                        .build());
        assertThat(third.granted().clientName()).contains("Growth Chart 2");
        assertThat(completeLaunch(client).accessToken().value()).isNotBlank();
        client.registration().delete();
        assertThat(client.registration().current()).isEmpty();
    }

    @Test
    @Assertion(
            id = {
                "smart-2.2.0/22",
                "smart-2.2.0/291",
                "smart-2.2.0/293",
                "smart-2.2.0/294",
                "smart-2.2.0/300",
                "smart-2.2.0/304",
                "smart-2.2.0/317"
            })
    void registersKeysAndRequestsClientCredentialsToken() {
        SmartClient client = clients.client("kc-dyn-rsa");
        ClientMetadata metadata = client.registration().configuredMetadata().toBuilder()
                .without("scope")
                .grantTypes("authorization_code", "client_credentials")
                .build();
        assertThat(metadata.jwks()).isPresent();
        ClientRegistration registration = client.registration().register(metadata, initialAccessToken());
        assertThat(registration.granted().tokenEndpointAuthMethod()).contains("private_key_jwt");
        TokenResponse token = client.requestToken(Scopes.of("system/*.rs"));
        assertThat(token.accessToken().value()).isNotBlank();
        client.registration().delete();
    }

    @Test
    void explainsRejectedRegistration() {
        SmartClient client = clients.client("kc-dyn-basic");
        ClientMetadata metadata = client.registration().configuredMetadata().toBuilder()
                .without("scope")
                .build();
        assertThatThrownBy(() -> client.registration().register(metadata))
                .isInstanceOf(RegistrationException.class)
                .hasMessageContaining("HTTP 403")
                .hasMessageContaining("initial access token");
        ClientMetadata withScope =
                metadata.toBuilder().scope(Scopes.of("user/*.rs")).build();
        assertThatThrownBy(() -> client.registration().register(withScope, initialAccessToken()))
                .isInstanceOf(RegistrationException.class)
                .hasMessageContaining("HTTP 403")
                .hasMessageContaining("Omit scope");
    }

    private static RegistrationOptions initialAccessToken() {
        return RegistrationOptions.defaults()
                .withInitialAccessToken(ConfigProvider.getConfig().getValue("tck.token", String.class));
    }

    private static TokenResponse completeLaunch(SmartClient client) throws Exception {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        return client.exchange(request, authorizationResponse(request, "accept=Yes"));
    }

    private static AuthorizationResponse authorizationResponse(AuthorizationRequest request, String consent)
            throws Exception {
        LoginBrowser browser = new LoginBrowser("username=ada&password=lovelace", consent);
        return AuthorizationResponse.parse(browser.authorize(request.uri(), KeycloakRealm.REDIRECT_URI));
    }
}
