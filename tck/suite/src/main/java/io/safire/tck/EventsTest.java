package io.safire.tck;

import static io.safire.tck.registration.OpenEhr.open;
import static io.safire.tck.support.Bench.SECRET;
import static io.safire.tck.support.Bench.answer;
import static io.safire.tck.support.Bench.fresh;
import static io.safire.tck.support.Bench.launched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.token.RefreshRequest;
import io.safire.ClientType;
import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.SmartLaunches;
import io.safire.error.AuthorizationException;
import io.safire.error.NetworkException;
import io.safire.error.RegistrationException;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.event.KeyFirstUsed;
import io.safire.event.LaunchBegun;
import io.safire.event.LaunchCompleted;
import io.safire.event.LaunchRefused;
import io.safire.event.RegistrationChanged;
import io.safire.event.RegistrationChanged.Change;
import io.safire.event.RequestRefused;
import io.safire.event.SmartRequest;
import io.safire.event.Subject;
import io.safire.event.TokenIssued;
import io.safire.event.TokenReference;
import io.safire.event.TokenRenewed;
import io.safire.event.TokenRevoked;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.CompletedLaunch;
import io.safire.launch.Launch;
import io.safire.launch.LaunchRequest;
import io.safire.launch.StartedLaunch;
import io.safire.registration.ClientRegistration;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.ClientEntry;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.event.Ledger;
import io.safire.tck.event.Watcher;
import io.safire.tck.registration.Metadata;
import io.safire.tck.registration.OpenEhr;
import io.safire.tck.support.Changes;
import io.safire.tck.support.CookieJar;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** Events for an audit log: the library publishes one for each step and each rejection, and none of them contains a secret. */
@Area("stores")
@ArquillianTest
public class EventsTest {

    @Inject
    SmartClients clients;

    @Inject
    SmartLaunches launches;

    @Inject
    Ledger ledger;

    @Inject
    Watcher watcher;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(EventsTest.class)
                .withChanges()
                .with(Ledger.class, Watcher.class, Metadata.class, OpenEhr.class)
                .server("audit", "confidential-symmetric")
                .set("audit", "client-secret", SECRET)
                .set("audit", "store-key", Base64.getEncoder().encodeToString(new byte[32]))
                .server("audit-slow", "public")
                .server("audit-job", "confidential-asymmetric")
                .set("audit-job", "scopes", "system/*.rs")
                .unregistered("audit-new", "confidential-symmetric")
                .build();
    }

    @Test
    void launchIsToldWhenItBeginsAndWhenItEnds() {
        SandboxServer ehr = fresh("audit");
        ledger.clear();
        Instant before = Instant.now();
        CookieJar browser = new CookieJar();
        CompletedLaunch completed = completed(ehr, begun(browser), browser);
        assertThat(ledger.kinds()).containsExactly("LaunchBegun", "TokenIssued", "LaunchCompleted");
        assertThat(ledger.events()).allSatisfy(event -> {
            assertThat(event.server()).isEqualTo("audit");
            assertThat(event.clientId()).isEqualTo("app-audit");
            assertThat(event.at()).isBetween(before, Instant.now());
        });
        LaunchBegun begun = ledger.of(LaunchBegun.class).get(0);
        assertThat(begun.launch()).isEqualTo(completed.id());
        assertThat(begun.byEhr()).isFalse();
        assertThat(begun.scopes().contains("offline_access")).isTrue();
        LaunchCompleted end = ledger.of(LaunchCompleted.class).get(0);
        assertThat(end.launch()).isEqualTo(completed.id());
        assertThat(end.subject()).isEqualTo(Subject.of(completed.tokens()).orElseThrow());
        assertIssued(ledger.of(TokenIssued.class).get(0), completed.tokens(), TokenFlow.APP_LAUNCH);
        assertThat(ledger.issued()).isEqualTo(ledger.of(TokenIssued.class));
    }

    @Test
    void launchOfAStrangerIsToldWithWhatItSaid() {
        SandboxServer ehr = fresh("audit");
        ledger.clear();
        assertThatThrownBy(() -> launches.begin(LaunchRequest.ehr("https://fhir.attacker.example", "xyz")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() ->
                        clients.client("audit").authorize(Launch.ehr("https://fhir.attacker.example", "launch-handle")))
                .isInstanceOf(ValidationException.class);
        List<LaunchRefused> refused = ledger.of(LaunchRefused.class);
        assertThat(ledger.kinds()).containsOnly("LaunchRefused").hasSize(2);
        assertThat(refused).extracting(LaunchRefused::reason).containsExactly("SAFIRE-0407", "SAFIRE-0401");
        assertThat(refused).extracting(LaunchRefused::server).containsExactly(null, "audit");
        assertThat(refused).allSatisfy(event -> {
            assertThat(event.launch()).isNull();
            assertThat(event.message()).contains("https://fhir.attacker.example");
        });
        assertThat(ledger.texts()).noneMatch(text -> text.contains("launch-handle"));
        clients.client("audit").authorize(Launch.ehr(ehr.fhirBase().toString(), "launch-handle"));
        assertThat(ledger.of(LaunchBegun.class)).singleElement().satisfies(event -> assertThat(event.byEhr())
                .isTrue());
    }

    @Test
    void eachAnswerThatIsNotTakenIsTold() {
        SandboxServer ehr = fresh("audit");
        ledger.clear();
        CookieJar browser = new CookieJar();
        StartedLaunch started = begun(browser);
        AuthorizationResponse response = AuthorizationResponse.parse(
                ehr.authorize(started.request().uri()).query());
        refused(AuthorizationResponse.parse("code=abc"), browser);
        refused(AuthorizationResponse.parse("code=abc&state=state-of-another-browser"), browser);
        refused(response, new CookieJar());
        launches.complete(response, browser.cookies());
        refused(response, browser);
        assertThat(ledger.of(LaunchRefused.class))
                .extracting(LaunchRefused::reason)
                .containsExactly("SAFIRE-1103", "SAFIRE-1107", "SAFIRE-1107", "SAFIRE-1105");
        assertThat(ledger.of(LaunchRefused.class).get(0).launch()).isNull();
        assertThat(ledger.of(LaunchRefused.class).get(1).launch()).isNotBlank().isNotEqualTo(started.id());
        assertThat(ledger.of(LaunchRefused.class).subList(2, 4))
                .extracting(LaunchRefused::launch)
                .containsOnly(started.id());
        assertThat(ledger.of(LaunchCompleted.class)).hasSize(1);
    }

    @Test
    void launchThatUserServerOrNetworkEndIsTold() {
        SandboxServer ehr = fresh("audit");
        SmartClient client = clients.client("audit");
        ledger.clear();
        ehr.deny(true);
        AuthorizationRequest denied = client.authorize(Launch.standalone());
        AuthorizationResponse no = answer(ehr, denied);
        assertThatThrownBy(() -> client.exchange(denied, no)).isInstanceOf(AuthorizationException.class);
        assertThat(ledger.kinds()).containsExactly("LaunchBegun", "LaunchRefused");
        assertThat(ledger.of(LaunchRefused.class).get(0).message()).contains("access_denied");
        ehr.deny(false);
        ledger.clear();
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = answer(ehr, request);
        ehr.next(Endpoint.TOKEN, Answer.status(400).body("application/json", "{\"error\":\"invalid_grant\"}"));
        assertThatThrownBy(() -> client.exchange(request, response)).isInstanceOf(TokenException.class);
        assertThat(ledger.kinds()).containsExactly("LaunchBegun", "RequestRefused", "LaunchRefused");
        assertRefused(SmartRequest.CODE_EXCHANGE, "SAFIRE-0501", 400, "invalid_grant");
        assertThat(ledger.of(LaunchRefused.class).get(0).launch())
                .isEqualTo(ledger.of(LaunchBegun.class).get(0).launch());
        SandboxServer slow = fresh("audit-slow");
        SmartClient other = clients.client("audit-slow");
        AuthorizationRequest lost = other.authorize(Launch.standalone());
        AuthorizationResponse late = answer(slow, lost);
        slow.next(Endpoint.TOKEN, Answer.drop());
        ledger.clear();
        assertThatThrownBy(() -> other.exchange(lost, late)).isInstanceOf(NetworkException.class);
        assertThat(ledger.kinds()).containsExactly("LaunchRefused");
        assertThat(ledger.of(LaunchRefused.class).get(0).reason()).startsWith("SAFIRE-02");
    }

    @Test
    void renewalIsToldAndSoIsItsRefusal() {
        SandboxServer ehr = fresh("audit");
        SmartClient client = clients.client("audit");
        TokenResponse tokens = launched(client, ehr);
        ledger.clear();
        TokenResponse renewed = client.refresh(RefreshRequest.of(tokens));
        assertThat(ledger.kinds()).containsExactly("TokenRenewed");
        TokenRenewed event = ledger.of(TokenRenewed.class).get(0);
        assertThat(event.renewedBy())
                .isEqualTo(TokenReference.of(tokens.refreshToken().orElseThrow()));
        assertThat(event.token().refreshToken())
                .isEqualTo(TokenReference.of(renewed.refreshToken().orElseThrow()))
                .isNotEqualTo(event.renewedBy());
        assertThat(event.subject()).isEqualTo(Subject.of(tokens).orElseThrow());
        ledger.clear();
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens))).isInstanceOf(TokenException.class);
        assertThat(ledger.kinds()).containsExactly("RequestRefused");
        assertRefused(SmartRequest.REFRESH, "SAFIRE-0501", 400, "invalid_grant");
    }

    @Test
    void backendTokenAndTheKeyThatSignedForItAreTold() {
        SandboxServer ehr = fresh("audit-job");
        // each JVM generates its own test keys, so a runtime in a separate JVM must register them again
        ehr.client(ClientEntry.keyClient("app-audit-job", TestKeys.jwks(), TckArchive.REDIRECT_URI));
        SmartClient client = clients.client("audit-job");
        try (Changes settings = Changes.of("audit-job")) {
            settings.set("private-key", TestKeys.pem(TestKeys.RSA));
            settings.set("kid", "rsa-1");
            client.requestToken();
            ledger.clear();
            TokenResponse tokens = client.requestToken();
            assertThat(ledger.kinds()).as("the key was used before").containsExactly("TokenIssued");
            assertIssued(ledger.of(TokenIssued.class).get(0), tokens, TokenFlow.BACKEND_SERVICES);
            ledger.clear();
            settings.set("private-key", TestKeys.pem(TestKeys.EC));
            settings.set("kid", "ec-1");
            client.requestToken();
            assertThat(ledger.kinds()).containsExactly("KeyFirstUsed", "TokenIssued");
            KeyFirstUsed used = ledger.of(KeyFirstUsed.class).get(0);
            assertThat(used.kid()).isEqualTo("ec-1");
            assertThat(used.former()).isEqualTo("rsa-1");
            ledger.clear();
            ehr.next(Endpoint.TOKEN, Answer.status(401).body("application/json", "{\"error\":\"invalid_client\"}"));
            assertThatThrownBy(client::requestToken).isInstanceOf(TokenException.class);
            assertRefused(SmartRequest.BACKEND_TOKEN, "SAFIRE-0501", 401, "invalid_client");
        }
    }

    @Test
    void revocationIsToldForEachToken() {
        SandboxServer ehr = fresh("audit");
        SmartClient client = clients.client("audit");
        TokenResponse tokens = launched(client, ehr);
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
        ehr.next(Endpoint.REVOKE, Answer.status(401));
        assertThatThrownBy(() -> client.tokens().revoke(tokens.accessToken())).isInstanceOf(TokenException.class);
        assertThat(ledger.kinds()).containsExactly("RequestRefused");
        assertRefused(SmartRequest.REVOCATION, "SAFIRE-0902", 401, null);
        ledger.clear();
        ehr.next(Endpoint.INTROSPECT, Answer.status(403));
        assertThatThrownBy(() -> client.tokens().introspect(tokens.accessToken())).isInstanceOf(TokenException.class);
        assertRefused(SmartRequest.INTROSPECTION, "SAFIRE-0901", 403, null);
    }

    @Test
    void registrationIsToldWhenItIsMadeChangedAndDeleted() {
        SandboxServer ehr = open("audit-new");
        SmartClient client = clients.client("audit-new");
        ledger.clear();
        ClientRegistration registration = registered(client);
        client.registration().update(
                registration.granted().toBuilder().clientName("Growth Chart 2").build());
        client.registration().delete();
        assertThat(ledger.of(RegistrationChanged.class))
                .extracting(RegistrationChanged::change)
                .containsExactly(Change.MADE, Change.UPDATED, Change.DELETED);
        assertThat(ledger.events()).hasSize(3).allSatisfy(event -> assertThat(event.clientId())
                .isEqualTo(registration.clientId()));
        ledger.clear();
        ehr.next(Endpoint.REGISTER, Answer.status(403));
        assertThatThrownBy(() -> registered(client)).isInstanceOf(RegistrationException.class);
        assertThat(ledger.kinds()).containsExactly("RequestRefused");
        assertRefused(SmartRequest.REGISTRATION, "SAFIRE-0703", 403, null);
        assertThat(ledger.of(RequestRefused.class).get(0).clientId()).isNull();
    }

    @Test
    void observerThatThrowsDoesNotEndTheCall() {
        SandboxServer ehr = fresh("audit");
        SmartClient client = clients.client("audit");
        ledger.clear();
        ledger.failing(true);
        try {
            TokenResponse tokens = launched(client, ehr);
            client.tokens().revoke(client.refresh(RefreshRequest.of(tokens)));
            AuthorizationRequest request = client.authorize(Launch.standalone());
            AuthorizationResponse forged = AuthorizationResponse.parse("code=abc&state=forged-state-0");
            assertThatThrownBy(() -> client.exchange(request, forged))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageNotContaining(Ledger.OUTCRY);
        } finally {
            ledger.failing(false);
        }
        assertThat(ledger.kinds())
                .containsExactly(
                        "LaunchBegun",
                        "TokenIssued",
                        "LaunchCompleted",
                        "TokenRenewed",
                        "TokenRevoked",
                        "TokenRevoked",
                        "LaunchBegun",
                        "LaunchRefused");
    }

    @Test
    void requestIsWatchedWithItsRepetitionsToItsEnd() {
        SandboxServer ehr = fresh("audit-job");
        // each JVM generates its own test keys, so a runtime in a separate JVM must register them again
        ehr.client(ClientEntry.keyClient("app-audit-job", TestKeys.jwks(), TckArchive.REDIRECT_URI));
        SmartClient client = clients.client("audit-job");
        try (Changes settings = Changes.of("audit-job")) {
            settings.set("private-key", TestKeys.pem(TestKeys.EC));
            settings.set("kid", "ec-1");
            client.metadata();
            watcher.clear();
            ehr.next(Endpoint.TOKEN, Answer.status(503), Answer.normal(), Answer.status(400), Answer.status(500));
            client.requestToken();
            assertThat(watcher.seen()).containsExactly("audit-job again", "audit-job BACKEND_TOKEN DONE");
            watcher.clear();
            assertThatThrownBy(client::requestToken).isInstanceOf(TokenException.class);
            assertThatThrownBy(client::requestToken).isInstanceOf(TokenException.class);
            assertThat(watcher.seen())
                    .containsExactly("audit-job BACKEND_TOKEN REFUSED", "audit-job BACKEND_TOKEN UNAVAILABLE");
            watcher.failing(true);
            assertThat(client.requestToken().accessToken().value()).isNotBlank();
        } finally {
            watcher.failing(false);
        }
    }

    @Test
    void nothingSecretIsTold() {
        SandboxServer ehr = fresh("audit");
        SmartClient client = clients.client("audit");
        ledger.clear();
        List<String> secrets = new ArrayList<>(List.of(SECRET));
        CookieJar browser = new CookieJar();
        StartedLaunch started = begun(browser);
        secrets.add(started.request().state());
        secrets.add(started.request().codeVerifier());
        secrets.add(started.request().nonce().orElseThrow());
        browser.cookies().values().values().forEach(secrets::add);
        TokenResponse tokens = completed(ehr, started, browser).tokens();
        TokenResponse renewed = client.refresh(RefreshRequest.of(tokens));
        String used = tokens.refreshToken().orElseThrow();
        ehr.next(
                Endpoint.TOKEN,
                Answer.status(400)
                        .body(
                                "application/json",
                                "{\"error\":\"" + used + "\",\"error_description\":\"no " + used + "\"}"));
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(tokens))).isInstanceOf(TokenException.class);
        client.tokens().revoke(renewed);
        SandboxServer registrar = open("audit-new");
        ClientRegistration registration = registered(clients.client("audit-new"));
        clients.client("audit-new").registration().delete();
        secrets.add(registration.clientSecret().orElseThrow());
        secrets.add(registration.registrationAccessToken().orElseThrow());
        for (TokenResponse answer : List.of(tokens, renewed)) {
            secrets.add(answer.accessToken().value());
            secrets.add(answer.refreshToken().orElseThrow());
            answer.idToken().ifPresent(secrets::add);
        }
        Stream.of(ehr, registrar)
                .flatMap(server -> Stream.of(Endpoint.values()).flatMap(endpoint -> server.requests(endpoint).stream()))
                .forEach(request -> secrets.addAll(secretsOf(request)));
        assertThat(secrets).hasSizeGreaterThan(12).allMatch(Predicate.not(String::isBlank));
        assertThat(ledger.of(TokenRenewed.class)).hasSize(1);
        assertThat(ledger.texts()).hasSizeGreaterThan(50).allSatisfy(text -> assertThat(text)
                .doesNotContain(secrets));
    }

    private StartedLaunch begun(CookieJar browser) {
        StartedLaunch started = launches.begin(LaunchRequest.standalone("audit"));
        browser.receive(started.answer().header("Set-Cookie"));
        return started;
    }

    private CompletedLaunch completed(SandboxServer ehr, StartedLaunch started, CookieJar browser) {
        String query = ehr.authorize(started.request().uri()).query();
        return launches.complete(AuthorizationResponse.parse(query), browser.cookies());
    }

    private void refused(AuthorizationResponse response, CookieJar browser) {
        assertThatThrownBy(() -> launches.complete(response, browser.cookies())).isInstanceOf(SmartException.class);
    }

    private static ClientRegistration registered(SmartClient client) {
        return client.registration().register(Metadata.app(ClientType.CONFIDENTIAL_SYMMETRIC).build());
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

    private void assertRefused(SmartRequest request, String reason, int status, String error) {
        assertThat(ledger.of(RequestRefused.class)).singleElement().satisfies(event -> {
            assertThat(event.request()).isEqualTo(request);
            assertThat(event.reason()).isEqualTo(reason);
            assertThat(event.message()).startsWith(reason);
            assertThat(event.status()).isEqualTo(status);
            assertThat(event.error()).isEqualTo(error);
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
