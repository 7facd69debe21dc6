package io.safire.realservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.token.RefreshRequest;
import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.RegistrationException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import io.safire.registration.InitialAccessToken;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.IdToken;
import io.safire.token.Introspection;
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

    private static final String UNKNOWN = "unknown-token-0123456789";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(SpringAuthorizationServerTest.class).with(LoginBrowser.class, Realm.class);
        for (String name : List.of("sas-public", "sas-basic", "sas-rsa", "sas-ec", "sas-silent")) {
            archive.set(name, "base-url", System.getProperty("tck.spring.base"))
                    .set(name, "client-id", name.replace("silent", "rsa"))
                    .set(name, "redirect-uri", Realm.REDIRECT_URI)
                    .set(name, "scopes", "openid patient/*.rs");
        }
        for (String name : List.of("sas-rsa", "sas-silent")) {
            archive.set(name, "client-type", "confidential-asymmetric")
                    .set(name, "private-key", TestKeys.pem(TestKeys.RSA))
                    .set(name, "kid", "rsa-1");
        }
        for (String name : List.of("sas-dyn-basic", "sas-dyn-rsa")) {
            archive.set(name, "base-url", System.getProperty("tck.spring.base"))
                    .set(name, "redirect-uri", Realm.REDIRECT_URI)
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
                .set("sas-basic", "client-secret", Realm.SECRET)
                .set("sas-ec", "client-type", "confidential-asymmetric")
                .set("sas-ec", "private-key", TestKeys.pem(TestKeys.EC))
                .set("sas-ec", "kid", "ec-1")
                .set("sas-rsa", "send-client-id", "true")
                .set("sas-ec", "send-client-id", "true")
                .build();
    }

    @Test
    void publicClientWithPkceGetsNoRefreshToken() throws Exception {
        TokenResponse tokens = launched(clients.client("sas-public"));
        assertThat(tokens.accessToken().scopes().values()).contains("patient/*.rs");
        assertThat(tokens.refreshToken()).isEmpty();
    }

    @Test
    void idTokenIsCheckedAndKeptOverARefresh() throws Exception {
        SmartClient client = clients.client("sas-basic");
        TokenResponse tokens = launched(client);
        IdToken identity = tokens.identity().orElseThrow();
        assertThat(identity.issuer()).isEqualTo(client.metadata().issuer().orElseThrow());
        assertThat(identity.subject()).isEqualTo("ada");
        assertThat(identity.audience()).contains("sas-basic");
        assertThat(identity.nonce()).isPresent();
        assertThat(tokens.findings()).isEmpty();
        TokenResponse refreshed = client.refresh(RefreshRequest.of(tokens));
        assertThat(refreshed.identity().orElseThrow().subject()).isEqualTo("ada");
        assertThat(refreshed.findings()).isEmpty();
    }

    @Test
    void issuerOfTheResponseIsComparedWhenItIsSent() throws Exception {
        SmartClient client = clients.client("sas-public");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = answer(request);
        Map<String, String> mixedUp = new LinkedHashMap<>(response.parameters());
        mixedUp.put("iss", "https://as.attacker.example");
        assertThatThrownBy(() -> client.exchange(request, new AuthorizationResponse(mixedUp)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("https://as.attacker.example");
        assertThat(client.exchange(request, response).identity()).isPresent();
    }

    @Test
    void basicWithASecretOfSpecialCharactersAndRotation() throws Exception {
        SmartClient client = clients.client("sas-basic");
        TokenResponse first = launched(client);
        TokenResponse second = client.refresh(RefreshRequest.of(first));
        assertThat(second.refreshToken()).isPresent().isNotEqualTo(first.refreshToken());
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(first)))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_grant");
    }

    @Test
    void assertionWithRs384AndWithEs384() throws Exception {
        assertThat(launched(clients.client("sas-rsa")).refreshToken()).isPresent();
        assertThat(launched(clients.client("sas-ec")).refreshToken()).isPresent();
    }

    @Test
    void backendServiceWithRs384AndWithEs384() {
        for (String name : List.of("sas-rsa", "sas-ec")) {
            TokenResponse token = clients.client(name).requestToken(Scopes.of("system/*.rs"));
            assertThat(token.accessToken().value()).isNotBlank();
        }
    }

    @Test
    void missingClientIdBesideTheAssertionIsExplained() {
        assertThatThrownBy(() -> clients.client("sas-silent").requestToken(Scopes.of("system/*.rs")))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("safire.sas-silent.send-client-id=true");
    }

    @Test
    void confidentialClientsIntrospect() throws Exception {
        for (String name : List.of("sas-basic", "sas-rsa", "sas-ec")) {
            SmartClient client = clients.client(name);
            TokenResponse tokens = launched(client);
            Introspection introspection = client.tokens().introspect(tokens.accessToken());
            assertThat(introspection.active()).isTrue();
            assertThat(introspection.clientId()).contains(name);
            assertThat(introspection.scopes().values()).contains("patient/*.rs");
            assertThat(introspection.subject()).contains("ada");
            assertThat(introspection.expiresAt()).isPresent();
            assertThat(client.tokens().introspect(UNKNOWN).active()).isFalse();
        }
    }

    @Test
    void signOutRevokesTheTokens() throws Exception {
        for (String name : List.of("sas-basic", "sas-ec")) {
            SmartClient client = clients.client(name);
            TokenResponse tokens = launched(client);
            client.tokens().revoke(tokens);
            assertThat(client.tokens().introspect(tokens.accessToken()).active()).isFalse();
            assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens)))
                    .isInstanceOf(TokenException.class)
                    .hasMessageContaining("invalid_grant");
            assertThat(client.tokens().revokeRefreshToken(UNKNOWN)).isEmpty();
        }
    }

    @Test
    void accessTokenIsRevokedAlone() throws Exception {
        SmartClient client = clients.client("sas-basic");
        TokenResponse tokens = launched(client);
        assertThat(client.tokens().revoke(tokens.accessToken())).isEmpty();
        assertThat(client.tokens().introspect(tokens.accessToken()).active()).isFalse();
        assertThat(client.refresh(RefreshRequest.of(tokens)).accessToken().value()).isNotBlank();
    }

    @Test
    void clientRegistersWithASecretAndReadsItsRegistration() {
        SmartClient client = clients.client("sas-dyn-basic");
        ClientRegistration first = client.registration().register(client.registration().configuredMetadata(), token("sas-dyn-basic"));
        assertThat(first.clientSecret()).isPresent();
        ClientRegistration second = client.registration().read();
        assertThat(second.clientId()).isEqualTo(first.clientId());
        assertThat(second.granted().redirectUris()).containsExactly(Realm.REDIRECT_URI);
        assertThat(client.authorize(Launch.standalone()).parameters()).containsEntry("client_id", first.clientId());
        assertThatThrownBy(() -> client.registration().register(client.registration().configuredMetadata(), token("sas-dyn-basic")))
                .as("token is valid for one registration")
                .isInstanceOf(RegistrationException.class);
    }

    @Test
    void clientRegistersTheUrlOfItsKeysAndRunsAsAService() {
        SmartClient client = clients.client("sas-dyn-rsa");
        ClientMetadata metadata = client.registration().configuredMetadata().toBuilder()
                .member("token_endpoint_auth_signing_alg", Json.createValue("RS384"))
                .build();
        assertThat(metadata.jwksUri()).isPresent();
        client.registration().register(metadata, token("sas-dyn-rsa"));
        assertThat(client.requestToken().accessToken().value()).isNotBlank();
    }

    private static InitialAccessToken token(String name) {
        return InitialAccessToken.of(ConfigProvider.getConfig().getValue("tck." + name, String.class));
    }

    private static TokenResponse launched(SmartClient client) throws Exception {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        return client.exchange(request, answer(request));
    }

    private static AuthorizationResponse answer(AuthorizationRequest request) throws Exception {
        LoginBrowser browser = new LoginBrowser("username=ada&password=lovelace", "");
        return AuthorizationResponse.parse(browser.answerOf(request.uri(), Realm.REDIRECT_URI));
    }
}
