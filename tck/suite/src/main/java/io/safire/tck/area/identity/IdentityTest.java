package io.safire.tck.area.identity;

import static io.safire.sandbox.control.IdTokenPlan.normal;
import static io.safire.tck.area.identity.IdTokenLaunch.launch;
import static io.safire.tck.area.identity.IdTokenLaunch.object;
import static io.safire.tck.area.identity.IdTokenLaunch.timeClaim;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TckContext.server;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.IdTokenPlan;
import io.safire.sandbox.control.IdTokenPlan.IdTokenSigner;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.token.FhirUser;
import io.safire.token.IdToken;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Identity of the user: the scopes of the request, the identity in the response and after a refresh, and the FHIR resource of the user. */
@SharedApplication("protocol")
@Tag("identity")
@ArquillianTest
public class IdentityTest {

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(IdentityTest.class)
                .with(IdTokenLaunch.class)
                .server("id", "public")
                .server("id-partner", "public")
                .set("id-partner", "fhir-user-hosts", "fhir.partner.example, other.example:8443")
                .build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/47", "smart-2.2.0/195", "smart-2.2.0/196"})
    void requestsScopesOfIdentity() {
        SandboxServer ehr = resetServer("id");
        ehr.authorize(clients.client("id").authorize(Launch.standalone()).uri());
        assertThat(ehr.requests(Endpoint.AUTHORIZE)
                        .get(0)
                        .query()
                        .getOrDefault("scope", "")
                        .split(" "))
                .contains("openid", "fhirUser");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/47", "smart-2.2.0/201"})
    void returnsIdentityOfValidatedIdToken() {
        SandboxServer ehr = resetServer("id");
        SmartClient client = clients.client("id");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        TokenResponse tokens = client.exchange(request, authorize(ehr, request));
        assertThat(tokens.identity()).isPresent();
        IdToken identity = tokens.identity().orElseThrow();
        assertThat(identity.issuer()).isEqualTo(ehr.issuer().toString());
        assertThat(identity.subject()).isEqualTo("dr-1");
        assertThat(identity.audience()).containsExactly("app-id");
        assertThat(identity.nonce()).isPresent().isEqualTo(request.nonce());
        assertThat(identity.expiresAt()).isAfter(identity.issuedAt());
        assertThat(tokens.findings()).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/47", "smart-2.2.0/202"})
    void returnsFhirUserOfIdToken() {
        SandboxServer ehr = resetServer("id");
        FhirUser user = launch(clients.client("id"), ehr)
                .identity()
                .flatMap(IdToken::fhirUser)
                .orElseThrow();
        assertThat(user.url()).hasToString(ehr.fhirBase() + "/Practitioner/dr-1");
        assertThat(user.reference()).isEqualTo("Practitioner/dr-1");
    }

    @Test
    void masksUserAndIdTokenInText() {
        TokenResponse tokens = launch(clients.client("id"), resetServer("id"));
        assertThat(tokens.identity().orElseThrow().toString() + tokens)
                .doesNotContain("dr-1", tokens.idToken().orElseThrow());
    }

    @Test
    @Assertion(id = {"smart-2.2.0/47", "smart-2.2.0/195"})
    void ignoresIdTokenWithoutOpenidScope() {
        resetServer("id")
                .script(Endpoint.TOKEN, ScriptedResponse.normal().patch(object("id_token", "ignored-id-token")));
        TokenResponse without = launchWithScopes("id", "launch/patient patient/*.rs");
        assertThat(without.identity()).isEmpty();
        assertThat(without.findings()).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/47", "smart-2.2.0/195"})
    void returnsIdentityWithoutFhirUserForOpenidScope() {
        resetServer("id");
        IdToken withoutUser = launchWithScopes("id", "openid").identity().orElseThrow();
        assertThat(withoutUser.fhirUser()).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/211")
    void requestsNoAuthenticationTime() {
        SandboxServer ehr = resetServer("id");
        SmartClient client = clients.client("id");
        Launch ehrLaunch = Launch.ehr(ehr.fhirBase().toString(), ehr.startLaunch(object("patient", "pat-1")));
        for (AuthorizationRequest request : List.of(
                client.authorize(Launch.standalone()),
                client.authorize(ehrLaunch, AuthorizationOptions.withScopes(Scopes.parse("launch openid fhirUser"))),
                client.authorize(
                        Launch.standalone(),
                        AuthorizationOptions.withScopes(Scopes.parse("launch/patient patient/*.rs"))))) {
            ehr.authorize(request.uri());
            ehr.authorizePost(request.endpoint(), request.form());
        }
        assertThat(ehr.requests(Endpoint.AUTHORIZE)).hasSize(6).allSatisfy(request -> {
            assertThat(request.query()).doesNotContainKeys("max_age", "auth_time", "claims");
            assertThat(request.form()).doesNotContainKeys("max_age", "auth_time", "claims");
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/202", "smart-2.2.0/218"})
    void readsFhirUserResource() throws Exception {
        resetServer("id");
        TokenResponse tokens = launchWithScopes("id", "openid fhirUser user/Practitioner.r");
        FhirUser user = tokens.identity().flatMap(IdToken::fhirUser).orElseThrow();
        assertThat(read(clients.client("id"), user, tokens))
                .contains("\"resourceType\":\"Practitioner\"", "\"id\":\"dr-1\"");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/202", "smart-2.2.0/218"})
    void resolvesRelativeFhirUserAgainstFhirBase() {
        SandboxServer ehr = resetServer("id");
        TokenResponse tokens =
                launch(clients.client("id"), ehr, normal().claims(object("fhirUser", "Practitioner/dr-7")));
        assertThat(tokens.identity().flatMap(IdToken::fhirUser).orElseThrow().url())
                .hasToString(ehr.fhirBase() + "/Practitioner/dr-7");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/202", "smart-2.2.0/218"})
    void readsUserFromProfileClaimOfOlderServer() {
        SandboxServer ehr = resetServer("id");
        TokenResponse older = launch(
                clients.client("id"),
                ehr,
                normal().claims(SandboxJson.createObjectBuilder()
                        .addNull("fhirUser")
                        .add("profile", ehr.fhirBase() + "/Patient/pat-1")
                        .build()));
        assertThat(older.identity().flatMap(IdToken::fhirUser).orElseThrow().reference())
                .isEqualTo("Patient/pat-1");
    }

    @Test
    @Assertion(id = "smart-2.2.0/202")
    void ignoresFhirUserOnHostThatIsNotAllowed() {
        List<String> foreign = List.of("https://fhir.partner.example/r4/Practitioner/1", "javascript:Practitioner/1");
        assertEach(foreign, user -> {
            TokenResponse tokens = launchWith(normal().claims(object("fhirUser", user)));
            assertThat(tokens.identity().orElseThrow().fhirUser()).isEmpty();
            assertThat(tokens.findings())
                    .map(finding -> finding.member().orElse(""))
                    .containsExactly("fhirUser");
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/202")
    void reportsWhyFhirUserIsUnusable() {
        Map<String, String> reasons = Map.of(
                "https://fhir.example/{tenant}/Practitioner/1", "is malformed",
                "https://fhir_1.example/Practitioner/1", "has a host name that Java does not accept",
                "https://dr@fhir.example/Practitioner/1", "contains a user name",
                "dr-1", "is not a reference to a FHIR resource");
        assertEach(reasons.keySet(), value -> assertThat(
                        launchWith(normal().claims(object("fhirUser", value))).findings())
                .singleElement()
                .satisfies(saying("The claim fhirUser " + reasons.get(value)))
                .satisfies(finding -> {
                    assertThat(finding.member()).contains("fhirUser");
                    assertThat(finding.message()).doesNotContain("Practitioner", "dr@");
                }));
    }

    @Test
    @Assertion(id = "smart-2.2.0/202")
    void acceptsFhirUserOnConfiguredHost() {
        IdTokenPlan user = normal().claims(object("fhirUser", "https://fhir.partner.example/r4/Practitioner/1"));
        assertThat(launch(clients.client("id-partner"), resetServer("id-partner"), user)
                        .identity()
                        .flatMap(IdToken::fhirUser)
                        .map(FhirUser::url))
                .contains(URI.create("https://fhir.partner.example/r4/Practitioner/1"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/202")
    void namesSettingForFhirUserOnPortThatIsNotAllowed() {
        IdTokenPlan user = normal().claims(object("fhirUser", "https://other.example/r4/Practitioner/1"));
        assertThat(launch(clients.client("id-partner"), resetServer("id-partner"), user)
                        .findings()
                        .toString())
                .contains("safire.id-partner.fhir-user-hosts");
    }

    @Test
    void reportsMissingIdToken() {
        TokenResponse tokens = launchWith(IdTokenPlan.none());
        assertThat(tokens.identity()).isEmpty();
        assertThat(tokens.context().patient()).contains("pat-1");
        assertThat(tokens.conformance(TokenFlow.AUTHORIZATION_CODE))
                .map(finding -> finding.member().orElse(""))
                .containsExactly("id_token");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void keepsIdentityAfterRefreshWithoutIdToken() {
        SandboxServer ehr = resetServer("id");
        SmartClient client = clients.client("id");
        TokenResponse first = launch(client, ehr);
        TokenResponse second = client.refresh(RefreshRequest.of(first));
        assertThat(second.idToken()).isEmpty();
        assertThat(second.identity()).isPresent().isEqualTo(first.identity());
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void returnsIdentityOfRefreshedIdToken() {
        SandboxServer ehr = resetServer("id");
        SmartClient client = clients.client("id");
        TokenResponse first = launch(client, ehr);
        TokenResponse second = client.refresh(RefreshRequest.of(first));
        ehr.setQuirks(Quirk.ID_TOKEN_ON_REFRESH);
        ehr.setIdTokenPlan(normal().claims(timeClaim("exp", Duration.ofHours(3))));
        TokenResponse third = client.refresh(RefreshRequest.of(second));
        IdToken refreshed = third.identity().orElseThrow();
        assertThat(refreshed.nonce()).isEmpty();
        assertThat(refreshed.expiresAt()).isAfter(first.identity().orElseThrow().expiresAt());
        ehr.setIdTokenPlan(normal().claims(object("aud", JsonValue.NULL)));
        TokenResponse fourth = client.refresh(RefreshRequest.of(third));
        assertThat(fourth.identity().orElseThrow().subject()).isEqualTo("dr-1");
        assertThat(fourth.findings())
                .map(finding -> finding.member().orElse(""))
                .containsExactly("id_token");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void ignoresInvalidIdTokenOfRefresh() {
        SandboxServer ehr = resetServer("id");
        SmartClient client = clients.client("id");
        TokenResponse first = launch(client, ehr);
        ehr.setQuirks(Quirk.ID_TOKEN_ON_REFRESH);
        Map<String, IdTokenPlan> invalid = Map.of(
                "unsigned", normal().signedBy(IdTokenSigner.UNSIGNED),
                "unpublished key and another user",
                        normal().signedBy(IdTokenSigner.UNPUBLISHED_KEY).claims(object("sub", "dr-2")),
                "another audience", normal().claims(object("aud", "app-other")),
                "another nonce", normal().claims(object("nonce", "of-another-request")),
                "issued before the launch", normal().claims(timeClaim("iat", Duration.ofHours(-2))));
        AtomicReference<TokenResponse> latest = new AtomicReference<>(first);
        assertEach(invalid, plan -> {
            ehr.setIdTokenPlan(plan);
            TokenResponse tokens = client.refresh(RefreshRequest.of(latest.get()));
            latest.set(tokens);
            assertThat(tokens.identity()).isEqualTo(first.identity());
            assertThat(tokens.findings())
                    .map(finding -> finding.member().orElse(""))
                    .containsExactly("id_token");
        });
        assertThat(latest.get().accessToken().value())
                .isNotEqualTo(first.accessToken().value());
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsRefreshForAnotherUser() {
        SandboxServer ehr = resetServer("id");
        SmartClient client = clients.client("id");
        TokenResponse first = launch(client, ehr);
        ehr.setQuirks(Quirk.ID_TOKEN_ON_REFRESH);
        ehr.setIdTokenPlan(normal().claims(object("sub", "dr-2")));
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(first)))
                .isInstanceOfSatisfying(ValidationException.class, thrown -> assertThat(thrown.attribute())
                        .isEqualTo("id_token"))
                .hasMessageContaining("sub");
    }

    private TokenResponse launchWith(IdTokenPlan plan) {
        return launch(clients.client("id"), resetServer("id"), plan);
    }

    private TokenResponse launchWithScopes(String name, String scopes) {
        SmartClient client = clients.client(name);
        AuthorizationRequest request =
                client.authorize(Launch.standalone(), AuthorizationOptions.withScopes(Scopes.parse(scopes)));
        return client.exchange(request, authorize(server(name), request));
    }

    private static String read(SmartClient client, FhirUser user, TokenResponse tokens)
            throws IOException, InterruptedException {
        String authorization = client.resources()
                .authorization(tokens.accessToken(), user.url())
                .orElseThrow();
        HttpRequest request = HttpRequest.newBuilder(user.url())
                .header("Authorization", authorization)
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
