package io.safire.tck.area.observability;

import static io.safire.tck.registration.OpenRegistrationEhr.open;
import static io.safire.tck.support.SafireMessage.coded;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.ClientType;
import io.safire.error.AuthorizationException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.event.KeyFirstUsed;
import io.safire.event.LaunchCompleted;
import io.safire.event.LaunchFailed;
import io.safire.event.LaunchStarted;
import io.safire.event.RegistrationChanged;
import io.safire.event.RegistrationChanged.Change;
import io.safire.event.RequestRefused;
import io.safire.event.SmartRequest;
import io.safire.event.Subject;
import io.safire.event.TokenIssued;
import io.safire.event.TokenReference;
import io.safire.event.TokenRefreshed;
import io.safire.event.TokenRevoked;
import io.safire.launch.AuthorizationCode;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.registration.ClientRegistration;
import io.safire.registration.RegistrationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.event.EventRecorder;
import io.safire.tck.event.RequestRecorder;
import io.safire.tck.registration.OpenRegistrationEhr;
import io.safire.tck.registration.SampleClientMetadata;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.SettingChanges;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.SmartLaunches;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Events for an audit log. The library publishes one event for each step and each rejection, and no event contains a
 * secret.
 */
@SharedApplication("stores")
@Tag("observability")
@ArquillianTest
public class EventsTest {

    @Inject
    SmartClients clients;

    @Inject
    SmartLaunches launches;

    @Inject
    EventRecorder ledger;

    @Inject
    RequestRecorder watcher;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(EventsTest.class)
                .withSettingChanges()
                .with(EventRecorder.class, RequestRecorder.class, SampleClientMetadata.class, OpenRegistrationEhr.class)
                .server("audit", "confidential-symmetric")
                .set("audit", "client-secret", CLIENT_SECRET)
                .set("audit", "store-key", Base64.getEncoder().encodeToString(new byte[32]))
                .server("audit-slow", "public")
                .server("audit-job", "confidential-asymmetric")
                .set("audit-job", "scopes", "system/*.rs")
                .unregisteredServer("audit-new", "confidential-symmetric")
                .build();
    }

    @Test
    void publishesEventsAtStartAndEndOfLaunch() {
        SandboxServer ehr = resetServer("audit");
        ledger.clear();
        Instant before = Instant.now();
        CookieJar browser = new CookieJar();
        CompletedLaunch completed = completeLaunch(ehr, startLaunch(browser), browser);
        assertThat(ledger.kinds()).containsExactly("LaunchStarted", "TokenIssued", "LaunchCompleted");
        assertThat(ledger.events()).allSatisfy(event -> {
            assertThat(event.server()).contains("audit");
            assertThat(event.clientId()).contains("app-audit");
            assertThat(event.at()).isBetween(before, Instant.now());
        });
        LaunchStarted startEvent = ledger.of(LaunchStarted.class).get(0);
        assertThat(startEvent.launchId()).isEqualTo(completed.id());
        assertThat(startEvent.ehrLaunch()).isFalse();
        assertThat(startEvent.scopes().contains("offline_access")).isTrue();
        LaunchCompleted endEvent = ledger.of(LaunchCompleted.class).get(0);
        assertThat(endEvent.launchId()).isEqualTo(completed.id());
        assertThat(endEvent.subject()).isPresent().isEqualTo(Subject.of(completed.tokens()));
        assertIssued(ledger.of(TokenIssued.class).get(0), completed.tokens(), TokenFlow.AUTHORIZATION_CODE);
        assertThat(ledger.issued()).isEqualTo(ledger.of(TokenIssued.class));
    }

    @Test
    void publishesEventsOfCodeWithoutAuthorizationRequest() {
        SandboxServer ehr = resetServer("audit");
        SmartClient client = clients.client("audit");
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationCode code = AuthorizationCode.of(
                authorize(ehr, request).code().orElseThrow(), request.codeVerifier(), request.redirectUri());
        ledger.clear();
        TokenResponse tokens = client.exchange(code);
        assertThat(ledger.kinds()).containsExactly("TokenIssued");
        assertIssued(ledger.of(TokenIssued.class).get(0), tokens, TokenFlow.AUTHORIZATION_CODE);
        ledger.clear();
        assertThatThrownBy(() -> client.exchange(code)).isInstanceOf(TokenException.class);
        assertThat(ledger.kinds()).containsExactly("RequestRefused", "LaunchFailed");
        assertThat(ledger.of(LaunchFailed.class).get(0).launchId()).isEmpty();
        assertThat(ledger.texts()).noneMatch(text -> text.contains(code.code()) || text.contains(code.codeVerifier()));
    }

    @Test
    void publishesRejectedLaunchOfUnknownIss() {
        SandboxServer ehr = resetServer("audit");
        ledger.clear();
        assertThatThrownBy(() -> launches.start(LaunchRequest.ehr("https://fhir.attacker.example", "xyz")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() ->
                        clients.client("audit").authorize(Launch.ehr("https://fhir.attacker.example", "launch-handle")))
                .isInstanceOf(ValidationException.class);
        List<LaunchFailed> refused = ledger.of(LaunchFailed.class);
        assertThat(ledger.kinds()).containsOnly("LaunchFailed").hasSize(2);
        assertThat(refused).extracting(LaunchFailed::code).satisfiesExactly(coded("SAFIRE-0407"), coded("SAFIRE-0401"));
        assertThat(refused).extracting(LaunchFailed::server).containsExactly(Optional.empty(), Optional.of("audit"));
        assertThat(refused).allSatisfy(event -> {
            assertThat(event.launchId()).isEmpty();
            assertThat(event.message()).contains("https://fhir.attacker.example");
        });
        assertThat(ledger.texts()).noneMatch(text -> text.contains("launch-handle"));
        clients.client("audit").authorize(Launch.ehr(ehr.fhirBase().toString(), "launch-handle"));
        assertThat(ledger.of(LaunchStarted.class)).singleElement().satisfies(event -> assertThat(event.ehrLaunch())
                .isTrue());
    }

    @Test
    void publishesEachRejectedAuthorizationResponse() {
        SandboxServer ehr = resetServer("audit");
        ledger.clear();
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(browser);
        AuthorizationResponse response = AuthorizationResponse.parse(
                ehr.authorize(started.request().uri()).query());
        assertLaunchRejected(AuthorizationResponse.parse("code=abc"), browser);
        assertLaunchRejected(AuthorizationResponse.parse("code=abc&state=state-of-another-browser"), browser);
        assertLaunchRejected(response, new CookieJar());
        launches.complete(response, browser.cookies());
        assertLaunchRejected(response, browser);
        assertThat(ledger.of(LaunchFailed.class))
                .extracting(LaunchFailed::code)
                .satisfiesExactly(
                        coded("SAFIRE-1103"), coded("SAFIRE-1107"), coded("SAFIRE-1107"), coded("SAFIRE-1105"));
        assertThat(ledger.of(LaunchFailed.class).get(0).launchId()).isEmpty();
        assertThat(ledger.of(LaunchFailed.class).get(1).launchId()).isPresent().isNotEqualTo(Optional.of(started.id()));
        assertThat(ledger.of(LaunchFailed.class).subList(2, 4))
                .extracting(LaunchFailed::launchId)
                .containsOnly(Optional.of(started.id()));
        assertThat(ledger.of(LaunchCompleted.class)).hasSize(1);
    }

    @Test
    void publishesLaunchEndedByUserServerOrNetwork() {
        SandboxServer ehr = resetServer("audit");
        SmartClient client = clients.client("audit");
        ledger.clear();
        ehr.setConsentDenied(true);
        AuthorizationRequest denied = client.authorize(Launch.standalone());
        AuthorizationResponse denial = authorize(ehr, denied);
        assertThatThrownBy(() -> client.exchange(denied, denial)).isInstanceOf(AuthorizationException.class);
        assertThat(ledger.kinds()).containsExactly("LaunchStarted", "LaunchFailed");
        assertThat(ledger.of(LaunchFailed.class).get(0).message()).contains("access_denied");
        ehr.setConsentDenied(false);
        ledger.clear();
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = authorize(ehr, request);
        ehr.script(
                Endpoint.TOKEN, ScriptedResponse.status(400).body("application/json", "{\"error\":\"invalid_grant\"}"));
        assertThatThrownBy(() -> client.exchange(request, response)).isInstanceOf(TokenException.class);
        assertThat(ledger.kinds()).containsExactly("LaunchStarted", "RequestRefused", "LaunchFailed");
        assertRequestRejected(SmartRequest.CODE_EXCHANGE, "SAFIRE-0501", 400, "invalid_grant");
        assertThat(ledger.of(LaunchFailed.class).get(0).launchId())
                .contains(ledger.of(LaunchStarted.class).get(0).launchId());
        SandboxServer slow = resetServer("audit-slow");
        SmartClient other = clients.client("audit-slow");
        AuthorizationRequest lost = other.authorize(Launch.standalone());
        AuthorizationResponse late = authorize(slow, lost);
        slow.script(Endpoint.TOKEN, ScriptedResponse.drop());
        ledger.clear();
        assertThatThrownBy(() -> other.exchange(lost, late)).isInstanceOf(NetworkException.class);
        assertThat(ledger.kinds()).containsExactly("LaunchFailed");
        assertThat(ledger.of(LaunchFailed.class).get(0).code()).satisfies(saying("SAFIRE-02"));
    }

    @Test
    void publishesRefresh() {
        SandboxServer ehr = resetServer("audit");
        SmartClient client = clients.client("audit");
        TokenResponse tokens = launch(client, ehr);
        ledger.clear();
        TokenResponse refreshed = client.refresh(RefreshRequest.of(tokens));
        assertThat(ledger.kinds()).containsExactly("TokenRefreshed");
        TokenRefreshed event = ledger.of(TokenRefreshed.class).get(0);
        assertThat(event.usedRefreshToken())
                .isEqualTo(TokenReference.of(tokens.refreshToken().orElseThrow()));
        assertThat(event.token().refreshToken())
                .contains(TokenReference.of(refreshed.refreshToken().orElseThrow()))
                .isNotEqualTo(Optional.of(event.usedRefreshToken()));
        assertThat(event.subject()).isPresent().isEqualTo(Subject.of(tokens));
    }

    @Test
    void publishesRejectedRefresh() {
        SandboxServer ehr = resetServer("audit");
        SmartClient client = clients.client("audit");
        TokenResponse tokens = launch(client, ehr);
        client.refresh(RefreshRequest.of(tokens));
        ledger.clear();
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens))).isInstanceOf(TokenException.class);
        assertThat(ledger.kinds()).containsExactly("RequestRefused");
        assertRequestRejected(SmartRequest.REFRESH, "SAFIRE-0501", 400, "invalid_grant");
    }

    @Test
    void publishesClientCredentialsRequestAndFirstUseOfKey() {
        SandboxServer ehr = resetServer("audit-job");
        // each JVM generates its own test keys, so a runtime in a separate JVM must register them again
        ehr.registerClient(SandboxClient.keyClient("app-audit-job", TestKeys.jwks(), TckArchive.REDIRECT_URI));
        SmartClient client = clients.client("audit-job");
        try (SettingChanges settings = SettingChanges.of("audit-job")) {
            settings.set("private-key", TestKeys.pem(TestKeys.RSA));
            settings.set("kid", "rsa-1");
            client.requestToken();
            ledger.clear();
            TokenResponse tokens = client.requestToken();
            assertThat(ledger.kinds()).as("the key was used before").containsExactly("TokenIssued");
            assertIssued(ledger.of(TokenIssued.class).get(0), tokens, TokenFlow.CLIENT_CREDENTIALS);
            ledger.clear();
            settings.set("private-key", TestKeys.pem(TestKeys.EC));
            settings.set("kid", "ec-1");
            client.requestToken();
            assertThat(ledger.kinds()).containsExactly("KeyFirstUsed", "TokenIssued");
            KeyFirstUsed used = ledger.of(KeyFirstUsed.class).get(0);
            assertThat(used.kid()).isEqualTo("ec-1");
            assertThat(used.previousKid()).contains("rsa-1");
            ledger.clear();
            ehr.script(
                    Endpoint.TOKEN,
                    ScriptedResponse.status(401).body("application/json", "{\"error\":\"invalid_client\"}"));
            assertThatThrownBy(client::requestToken).isInstanceOf(TokenException.class);
            assertRequestRejected(SmartRequest.CLIENT_CREDENTIALS, "SAFIRE-0501", 401, "invalid_client");
        }
    }

    @Test
    void publishesRevocationOfEachToken() {
        SandboxServer ehr = resetServer("audit");
        SmartClient client = clients.client("audit");
        TokenResponse tokens = launch(client, ehr);
        ledger.clear();
        client.tokens().revoke(tokens);
        assertThat(ledger.kinds()).containsOnly("TokenRevoked").hasSize(2);
        assertThat(ledger.of(TokenRevoked.class))
                .extracting(TokenRevoked::refreshToken)
                .containsExactly(true, false);
        assertThat(ledger.of(TokenRevoked.class))
                .extracting(TokenRevoked::token)
                .containsExactly(
                        TokenReference.of(tokens.refreshToken().orElseThrow()),
                        TokenReference.of(tokens.accessToken().value()));
        ledger.clear();
        ehr.script(Endpoint.REVOKE, ScriptedResponse.status(401));
        assertThatThrownBy(() -> client.tokens().revoke(tokens.accessToken())).isInstanceOf(TokenException.class);
        assertThat(ledger.kinds()).containsExactly("RequestRefused");
        assertRequestRejected(SmartRequest.REVOCATION, "SAFIRE-0902", 401, null);
        ledger.clear();
        ehr.script(Endpoint.INTROSPECT, ScriptedResponse.status(403));
        assertThatThrownBy(() -> client.tokens().introspect(tokens.accessToken()))
                .isInstanceOf(TokenException.class);
        assertRequestRejected(SmartRequest.INTROSPECTION, "SAFIRE-0901", 403, null);
    }

    @Test
    void publishesEachRegistrationChange() {
        SandboxServer ehr = open("audit-new");
        SmartClient client = clients.client("audit-new");
        ledger.clear();
        ClientRegistration registration = register(client);
        client.registration()
                .update(registration.granted().toBuilder()
                        .clientName("Growth Chart 2")
                        .build());
        client.registration().delete();
        assertThat(ledger.of(RegistrationChanged.class))
                .extracting(RegistrationChanged::change)
                .containsExactly(Change.CREATED, Change.UPDATED, Change.DELETED);
        assertThat(ledger.events()).hasSize(3).allSatisfy(event -> assertThat(event.clientId())
                .contains(registration.clientId()));
        ledger.clear();
        ehr.script(Endpoint.REGISTER, ScriptedResponse.status(403));
        assertThatThrownBy(() -> register(client)).isInstanceOf(RegistrationException.class);
        assertThat(ledger.kinds()).containsExactly("RequestRefused");
        assertRequestRejected(SmartRequest.REGISTRATION, "SAFIRE-0703", 403, null);
        assertThat(ledger.of(RequestRefused.class).get(0).clientId()).isEmpty();
    }

    @Test
    void completesCallWhenObserverThrows() {
        SandboxServer ehr = resetServer("audit");
        SmartClient client = clients.client("audit");
        ledger.clear();
        ledger.setFailing(true);
        try {
            TokenResponse tokens = launch(client, ehr);
            client.tokens().revoke(client.refresh(RefreshRequest.of(tokens)));
            AuthorizationRequest request = client.authorize(Launch.standalone());
            AuthorizationResponse forged = AuthorizationResponse.parse("code=abc&state=forged-state-0");
            assertThatThrownBy(() -> client.exchange(request, forged))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageNotContaining(EventRecorder.FAILURE_MESSAGE);
        } finally {
            ledger.setFailing(false);
        }
        assertThat(ledger.kinds())
                .containsExactly(
                        "LaunchStarted",
                        "TokenIssued",
                        "LaunchCompleted",
                        "TokenRefreshed",
                        "TokenRevoked",
                        "TokenRevoked",
                        "LaunchStarted",
                        "LaunchFailed");
    }

    @Test
    void observesRequestWithRetriesAndOutcome() {
        SandboxServer ehr = resetServer("audit-job");
        // each JVM generates its own test keys, so a runtime in a separate JVM must register them again
        ehr.registerClient(SandboxClient.keyClient("app-audit-job", TestKeys.jwks(), TckArchive.REDIRECT_URI));
        SmartClient client = clients.client("audit-job");
        try (SettingChanges settings = SettingChanges.of("audit-job")) {
            settings.set("private-key", TestKeys.pem(TestKeys.EC));
            settings.set("kid", "ec-1");
            client.metadata();
            watcher.clear();
            ehr.script(
                    Endpoint.TOKEN,
                    ScriptedResponse.status(503),
                    ScriptedResponse.normal(),
                    ScriptedResponse.status(400),
                    ScriptedResponse.status(500));
            client.requestToken();
            assertThat(watcher.requests()).containsExactly("audit-job again", "audit-job CLIENT_CREDENTIALS DONE");
            watcher.clear();
            assertThatThrownBy(client::requestToken).isInstanceOf(TokenException.class);
            assertThatThrownBy(client::requestToken).isInstanceOf(TokenException.class);
            assertThat(watcher.requests())
                    .containsExactly(
                            "audit-job CLIENT_CREDENTIALS REFUSED", "audit-job CLIENT_CREDENTIALS UNAVAILABLE");
            watcher.setFailing(true);
            assertThat(client.requestToken().accessToken().value()).isNotBlank();
        } finally {
            watcher.setFailing(false);
        }
    }

    @Test
    @Assertion(id = {"smart-2.2.0/9", "smart-2.2.0/90"})
    void publishesNoSecrets() {
        SandboxServer ehr = resetServer("audit");
        SmartClient client = clients.client("audit");
        ledger.clear();
        List<String> secrets = new ArrayList<>(List.of(CLIENT_SECRET));
        CookieJar browser = new CookieJar();
        LaunchRedirect started = startLaunch(browser);
        secrets.add(started.request().state());
        secrets.add(started.request().codeVerifier());
        secrets.add(started.request().nonce().orElseThrow());
        browser.cookies().values().values().forEach(secrets::add);
        TokenResponse tokens = completeLaunch(ehr, started, browser).tokens();
        TokenResponse refreshed = client.refresh(RefreshRequest.of(tokens));
        String consumed = tokens.refreshToken().orElseThrow();
        ehr.script(
                Endpoint.TOKEN,
                ScriptedResponse.status(400)
                        .body(
                                "application/json",
                                "{\"error\":\"" + consumed + "\",\"error_description\":\"no " + consumed + "\"}"));
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens))).isInstanceOf(TokenException.class);
        client.tokens().revoke(refreshed);
        SandboxServer registrar = open("audit-new");
        ClientRegistration registration = register(clients.client("audit-new"));
        clients.client("audit-new").registration().delete();
        secrets.add(registration.clientSecret().orElseThrow());
        secrets.add(registration.registrationAccessToken().orElseThrow());
        for (TokenResponse response : List.of(tokens, refreshed)) {
            secrets.add(response.accessToken().value());
            secrets.add(response.refreshToken().orElseThrow());
            response.idToken().ifPresent(secrets::add);
        }
        Stream.of(ehr, registrar)
                .flatMap(server -> Stream.of(Endpoint.values()).flatMap(endpoint -> server.requests(endpoint).stream()))
                .forEach(request -> secrets.addAll(secretsOf(request)));
        assertThat(secrets).hasSizeGreaterThan(12).allMatch(Predicate.not(String::isBlank));
        assertThat(ledger.of(TokenRefreshed.class)).hasSize(1);
        assertThat(ledger.texts()).hasSizeGreaterThan(50).allSatisfy(text -> assertThat(text)
                .doesNotContain(secrets));
    }

    private LaunchRedirect startLaunch(CookieJar browser) {
        LaunchRedirect started = launches.start(LaunchRequest.standalone("audit"));
        browser.receive(started.response().header("Set-Cookie"));
        return started;
    }

    private CompletedLaunch completeLaunch(SandboxServer ehr, LaunchRedirect started, CookieJar browser) {
        String query = ehr.authorize(started.request().uri()).query();
        return launches.complete(AuthorizationResponse.parse(query), browser.cookies());
    }

    private void assertLaunchRejected(AuthorizationResponse response, CookieJar browser) {
        assertThatThrownBy(() -> launches.complete(response, browser.cookies())).isInstanceOf(SmartException.class);
    }

    private static ClientRegistration register(SmartClient client) {
        return client.registration()
                .register(SampleClientMetadata.app(ClientType.CONFIDENTIAL_SYMMETRIC)
                        .build());
    }

    private static void assertIssued(TokenIssued event, TokenResponse tokens, TokenFlow flow) {
        assertThat(event.flow()).isEqualTo(flow);
        assertThat(event.token().accessToken())
                .isEqualTo(TokenReference.of(tokens.accessToken().value()));
        assertThat(event.token().scopes()).isEqualTo(tokens.accessToken().scopes());
        assertThat(event.token().expiresAt())
                .isEqualTo(tokens.accessToken().expiresAt())
                .isAfter(event.at().plus(Duration.ofSeconds(1)));
    }

    private void assertRequestRejected(SmartRequest request, String reason, int status, String error) {
        assertThat(ledger.of(RequestRefused.class)).singleElement().satisfies(event -> {
            assertThat(event.request()).isEqualTo(request);
            assertThat(event.code()).isNotBlank().satisfies(coded(reason));
            assertThat(event.message()).startsWith(event.code());
            assertThat(event.status()).isEqualTo(status);
            assertThat(event.error()).isEqualTo(Optional.ofNullable(error));
        });
    }

    private static List<String> secretsOf(RecordedRequest request) {
        List<String> secrets = new ArrayList<>();
        for (String name : List.of("code", "code_verifier", "refresh_token", "client_assertion", "token")) {
            secrets.add(request.parameter(name));
        }
        secrets.add(request.header("authorization").replaceFirst("^[A-Za-z]+ ", ""));
        secrets.removeIf(String::isBlank);
        return secrets;
    }
}
