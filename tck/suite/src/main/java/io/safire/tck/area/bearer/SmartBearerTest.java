package io.safire.tck.area.bearer;

import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.SignInRequiredException;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.bearer.FixedTokens;
import io.safire.tck.bearer.JobApi;
import io.safire.tck.bearer.LaunchTokens;
import io.safire.tck.bearer.LoopbackApi;
import io.safire.tck.bearer.MethodApi;
import io.safire.tck.bearer.MixedApi;
import io.safire.tck.bearer.SignedInUserTokens;
import io.safire.tck.bearer.UnavailableTokenApi;
import io.safire.tck.bearer.UserApi;
import io.safire.tck.bearer.WarningLog;
import io.safire.tck.managed.Polling;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * MicroProfile Rest Client interfaces that send a managed token: the URLs that receive the token, and the retry after a
 * rejected token.
 */
@SharedApplication("tokens")
@Tag("bearer")
@ArquillianTest
public class SmartBearerTest {

    /** Lifetime of the tokens of the sandbox, in seconds. */
    private static final int TOKEN_LIFETIME_SECONDS = 300;

    @Inject
    SmartClients clients;

    @Inject
    @RestClient
    JobApi job;

    @Inject
    @RestClient
    UnavailableTokenApi late;

    @Inject
    @RestClient
    UserApi user;

    @Inject
    @RestClient
    LoopbackApi loopback;

    @Inject
    @RestClient
    MixedApi mixed;

    @Inject
    @RestClient
    MethodApi method;

    @Inject
    SignedInUserTokens signedIn;

    @Inject
    WarningLog log;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(SmartBearerTest.class)
                .with(JobApi.class, UnavailableTokenApi.class, UserApi.class, LoopbackApi.class)
                .with(MixedApi.class, MethodApi.class, FixedTokens.class)
                .with(SignedInUserTokens.class, LaunchTokens.class, WarningLog.class, Polling.class)
                .server("sb-app", "public")
                .restClient("sb-app")
                .server("sb-loopback", "public")
                .loopbackRestClient("sb-loopback");
        for (String name : List.of("sb-job", "sb-late", "sb-other", "sb-method")) {
            withKey(archive.server(name, "confidential-asymmetric").restClient(name), name);
        }
        return withKey(archive.duplicateRegistration("sb-second", "sb-job"), "sb-second")
                .build();
    }

    private static TckArchive withKey(TckArchive archive, String server) {
        return archive.set(server, "private-key", TestKeys.pem(TestKeys.RSA))
                .set(server, "kid", "rsa-1")
                .set(server, "scopes", "system/*.rs");
    }

    @Test
    @Assertion(id = "smart-2.2.0/264")
    void sendsManagedTokenAsBearer() {
        SandboxServer ehr = withCachedToken("sb-job");
        String token = clients.client("sb-job").accessToken().value();
        assertThat(job.patient("pat-1")).contains("\"pat-1\"");
        assertThat(job.patient("pat-2")).contains("\"pat-2\"");
        assertThat(authorizationHeaders(ehr)).containsExactly("Bearer " + token, "Bearer " + token);
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/97", "smart-2.2.0/98", "smart-2.2.0/267", "smart-2.2.0/268"})
    void sendsTokenOnlyToOwnServer() {
        SandboxServer ehr = withCachedToken("sb-job");
        SandboxServer other = resetServer("sb-other");
        assertThat(callAt(ehr.fhirBase(), api -> status(() -> api.patientResponse("pat-1"))))
                .isEqualTo(200);
        assertThat(callAt(ehr.imagingBase(), api -> status(() -> api.patientResponse("pat-1"))))
                .isEqualTo(200);
        assertThat(callAt(other.fhirBase(), api -> status(() -> api.patientResponse("pat-1"))))
                .isEqualTo(401);
        assertThat(authorizationHeaders(ehr)).hasSize(2).allMatch(bearer -> bearer.startsWith("Bearer "));
        assertThat(authorizationHeaders(other)).containsExactly("");
        assertThat(other.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/97", "smart-2.2.0/267"})
    void followsNoRedirect() {
        SandboxServer ehr = withCachedToken("sb-job");
        SandboxServer other = resetServer("sb-other");
        ScriptedResponse away = ScriptedResponse.redirect(URI.create(other.fhirBase() + "/Patient/pat-1"));
        ehr.script(Endpoint.FHIR, away, away);
        assertThat(status(() -> job.patientResponse("pat-1"))).isEqualTo(302);
        RestClientBuilder follower =
                RestClientBuilder.newBuilder().baseUri(ehr.fhirBase()).followRedirects(true);
        assertThat(callWith(follower, api -> status(() -> api.patientResponse("pat-1"))))
                .isEqualTo(302);
        assertThat(authorizationHeaders(ehr)).hasSize(2).allMatch(bearer -> bearer.startsWith("Bearer "));
        assertThat(other.requests(Endpoint.FHIR)).isEmpty();
    }

    @Test
    void replacesRejectedTokenAndRetriesOnce() {
        SandboxServer ehr = withAgedToken("sb-job");
        ehr.discardAccessTokens();
        assertThat(job.patient("pat-1")).contains("\"pat-1\"");
        assertThat(authorizationHeaders(ehr)).hasSize(2).doesNotHaveDuplicates();
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(authorizationHeaders(ehr).get(1))
                .isEqualTo("Bearer " + clients.client("sb-job").accessToken().value());
    }

    @Test
    void retriesMethodThatReturnsResponse() {
        SandboxServer ehr = withAgedToken("sb-job");
        ehr.discardAccessTokens();
        assertThat(status(job::patientsResponse)).isEqualTo(200);
        assertThat(authorizationHeaders(ehr)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void returnsSecond401() {
        SandboxServer ehr = withAgedToken("sb-job");
        ehr.script(Endpoint.FHIR, ScriptedResponse.status(401), ScriptedResponse.status(401));
        assertThat(status(() -> job.patientResponse("pat-1"))).isEqualTo(401);
        assertThat(authorizationHeaders(ehr)).hasSize(2).doesNotHaveDuplicates();
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        String current = "Bearer " + clients.client("sb-job").accessToken().value();
        assertThat(current)
                .as("a new token is not discarded after a 401")
                .isEqualTo(authorizationHeaders(ehr).get(1));
    }

    @Test
    void returns403WithoutRetry() {
        SandboxServer ehr = withCachedToken("sb-job");
        ehr.script(Endpoint.FHIR, ScriptedResponse.status(403));
        assertThat(status(() -> job.patientResponse("pat-1"))).isEqualTo(403);
        assertThat(ehr.requests(Endpoint.FHIR)).hasSize(1);
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(authorizationHeaders(ehr))
                .containsExactly(
                        "Bearer " + clients.client("sb-job").accessToken().value());
    }

    @Test
    void retriesPostWithBody() {
        SandboxServer ehr = withAgedToken("sb-job");
        ehr.discardAccessTokens();
        assertThat(job.search("_id=pat-1".getBytes(UTF_8))).contains("\"total\":1");
        assertThat(ehr.requests(Endpoint.FHIR).stream().map(request -> request.parameter("_id")))
                .containsExactly("pat-1", "pat-1");
        assertThat(authorizationHeaders(ehr)).doesNotHaveDuplicates();
    }

    @Test
    void discardsTokenWithoutResendingStreamAfter401() {
        SandboxServer ehr = withAgedToken("sb-job");
        ehr.discardAccessTokens();
        assertThat(status(() -> job.stream(new ByteArrayInputStream("_id=pat-1".getBytes(UTF_8)))))
                .isEqualTo(401);
        assertThat(ehr.requests(Endpoint.FHIR)).hasSize(1);
        assertThat(status(() -> job.stream(new ByteArrayInputStream("_id=pat-1".getBytes(UTF_8)))))
                .isEqualTo(200);
        assertThat(authorizationHeaders(ehr)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void keepsAuthorizationHeaderOfApplication() {
        SandboxServer ehr = withCachedToken("sb-job");
        String token = clients.client("sb-job").accessToken().value();
        assertThat(status(() -> job.patientResponseWithOwnToken("Bearer of-my-own", "pat-1")))
                .isEqualTo(401);
        assertThat(authorizationHeaders(ehr)).containsExactly("Bearer of-my-own");
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(clients.client("sb-job").accessToken().value()).isEqualTo(token);
    }

    @Test
    void discardsRejectedTokenOfBuiltClient() {
        SandboxServer ehr = withAgedToken("sb-job");
        ehr.discardAccessTokens();
        callAt(ehr.fhirBase(), api -> status(() -> api.patientResponse("pat-1")));
        assertThat(job.patient("pat-1")).contains("\"pat-1\"");
        List<String> bearers = authorizationHeaders(ehr);
        assertThat(bearers.get(bearers.size() - 1)).startsWith("Bearer ").isNotEqualTo(bearers.get(0));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void throwsTokenExceptionWhenTokenRequestFails() {
        SandboxServer ehr = resetServer("sb-late");
        ehr.script(
                Endpoint.TOKEN, ScriptedResponse.status(400).body("application/json", "{\"error\":\"invalid_scope\"}"));
        assertThatThrownBy(() -> late.patient("pat-1"))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("sb-late");
        assertThat(ehr.requests(Endpoint.FHIR)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/93")
    void sendsTokenOfSignedInUser() {
        SandboxServer ehr = resetServer("sb-app");
        ManagedTokens tokens = signIn(ehr);
        assertThat(user.patient("pat-1")).contains("\"pat-1\"");
        ManagedTokens others = signIn(ehr);
        assertThat(user.patient("pat-1")).contains("\"pat-1\"");
        assertThat(authorizationHeaders(ehr))
                .containsExactly(
                        "Bearer " + tokens.accessToken().value(),
                        "Bearer " + others.accessToken().value())
                .doesNotHaveDuplicates();
    }

    @Test
    void refreshesRejectedUserToken() {
        SandboxServer ehr = resetServer("sb-app");
        ManagedTokens tokens = signIn(ehr);
        ehr.discardAccessTokens();
        assertThat(user.patient("pat-1")).contains("\"pat-1\"");
        assertThat(authorizationHeaders(ehr)).hasSize(2).doesNotHaveDuplicates();
        assertThat(ehr.requests(Endpoint.TOKEN).stream().map(request -> request.parameter("grant_type")))
                .containsExactly("authorization_code", "refresh_token");
        assertThat(authorizationHeaders(ehr).get(1))
                .isEqualTo("Bearer " + tokens.accessToken().value());
    }

    @Test
    void sendsNoRequestWithoutSignedInUser() {
        SandboxServer ehr = resetServer("sb-app");
        signedIn.set(null);
        assertThatThrownBy(() -> user.patient("pat-1")).isInstanceOf(SignInRequiredException.class);
        assertThat(ehr.requests(Endpoint.FHIR)).isEmpty();
    }

    @Test
    void rejectsUserTokenOfAnotherServer() {
        SandboxServer ehr = resetServer("sb-app");
        AccessToken foreign = clients.client("sb-job").accessToken();
        TokenResponse tokens = launch(clients.client("sb-app"), ehr);
        signedIn.set(new LaunchTokens(clients.client("sb-app"), tokens) {
            @Override
            public AccessToken accessToken() {
                return foreign;
            }
        });
        assertThatThrownBy(() -> user.patient("pat-1"))
                .isInstanceOf(ValidationException.class)
                .hasMessageNotContaining(foreign.value());
        assertThat(ehr.requests(Endpoint.FHIR)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/93")
    void annotationOfMethodReplacesThatOfInterface() {
        SandboxServer ehr = withCachedToken("sb-job");
        String job = clients.client("sb-job").accessToken().value();
        String ofUser = signInAtJobServer(ehr);
        assertThat(mixed.patient("pat-1")).contains("\"pat-1\"");
        assertThat(mixed.patientForUser("pat-1")).contains("\"pat-1\"");
        assertThat(mixed.patient("pat-1")).contains("\"pat-1\"");
        assertThat(authorizationHeaders(ehr)).containsExactly("Bearer " + job, "Bearer " + ofUser, "Bearer " + job);
    }

    @Test
    void annotatedMethodSendsTokenOfItsOwnServer() {
        SandboxServer ehr = withCachedToken("sb-job");
        String second = clients.client("sb-second").accessToken().value();
        assertThat(mixed.patientOfSecondServer("pat-1")).contains("\"pat-1\"");
        assertThat(authorizationHeaders(ehr)).containsExactly("Bearer " + second);
        assertThat(second).isNotEqualTo(clients.client("sb-job").accessToken().value());
    }

    @Test
    void annotatedMethodSendsNoRequestWithoutSignedInUser() {
        SandboxServer ehr = withCachedToken("sb-job");
        signedIn.set(null);
        assertThatThrownBy(() -> mixed.patientForUser("pat-1")).isInstanceOf(SignInRequiredException.class);
        assertThat(ehr.requests(Endpoint.FHIR)).isEmpty();
        assertThat(mixed.patient("pat-1")).contains("\"pat-1\"");
    }

    @Test
    @Assertion(id = {"smart-2.2.0/97", "smart-2.2.0/267"})
    void annotatedMethodSendsTokenOnlyToItsOwnServer() {
        SandboxServer ehr = withCachedToken("sb-job");
        clients.client("sb-other").accessToken();
        assertThat(status(() -> mixed.patientOfOtherServer("pat-1"))).isEqualTo(401);
        assertThat(authorizationHeaders(ehr)).containsExactly("");
    }

    @Test
    void replacesRejectedTokenOfAnnotatedMethod() {
        SandboxServer ehr = withAgedToken("sb-method");
        ehr.discardAccessTokens();
        assertThat(method.patientWithToken("pat-1")).contains("\"pat-1\"");
        assertThat(authorizationHeaders(ehr))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .last(STRING)
                .isEqualTo("Bearer " + clients.client("sb-method").accessToken().value());
    }

    @Test
    void sendsNoTokenForMethodWithoutAnnotation() {
        SandboxServer ehr = withCachedToken("sb-method");
        assertThat(status(() -> method.patientWithoutToken("pat-1"))).isEqualTo(401);
        assertThat(authorizationHeaders(ehr)).containsExactly("");
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void sendsNoTokenToOtherNameOfServer() {
        SandboxServer ehr = resetServer("sb-loopback");
        assertThat(status(() -> loopback.patientResponse("pat-1"))).isEqualTo(401);
        assertThat(authorizationHeaders(ehr)).containsExactly("");
    }

    @Test
    @Tag("messages")
    void warnsOnceOfUrlWithoutToken() {
        SandboxServer ehr = resetServer("sb-loopback");
        assertThat(status(() -> loopback.patientResponse("pat-1"))).isEqualTo(401);
        assertThat(status(() -> loopback.patientResponse("pat-2"))).isEqualTo(401);
        String base = ehr.fhirBase().toString();
        assertThat(log.warningsAbout("sb-loopback", "SAFIRE-1301"))
                .singleElement(STRING)
                .contains(base, base.replace("localhost", "127.0.0.1"), "127.0.0.1 and localhost are different hosts")
                .contains("safire.sb-loopback.base-url")
                .doesNotContain("pat-1");
    }

    @Test
    @Tag("messages")
    void warnsAtStartOfUrlWithoutToken() {
        assertThat(log.warningsAbout("sb-loopback", "SAFIRE-1302"))
                .singleElement(STRING)
                .contains(LoopbackApi.class.getName(), "sb-loopback/mp-rest/url", "//127.0.0.1:");
    }

    @Test
    void logsNoWarningForUrlBelowBaseUrl() {
        SandboxServer ehr = resetServer("sb-app");
        signIn(ehr);
        assertThat(user.patient("pat-1")).contains("\"pat-1\"");
        assertThat(authorizationHeaders(ehr)).singleElement(STRING).startsWith("Bearer ");
        assertThat(log.warningsAbout("sb-app")).isEmpty();
    }

    private ManagedTokens signIn(SandboxServer ehr) {
        SmartClient client = clients.client("sb-app");
        ManagedTokens tokens = new LaunchTokens(client, launch(client, ehr));
        signedIn.set(tokens);
        return tokens;
    }

    /** Signs a user in with a token that the server has issued to another client, and returns the token. */
    private String signInAtJobServer(SandboxServer ehr) {
        String value = ehr.issueAccessToken("system/*.rs");
        AccessToken ofUser =
                new AccessToken("sb-job", value, Instant.now().plusSeconds(TOKEN_LIFETIME_SECONDS), Scopes.none());
        signedIn.set(new FixedTokens(ofUser));
        return value;
    }

    /** Returns the sandbox server of a client that already has a cached token. */
    private SandboxServer withCachedToken(String name) {
        clients.client(name).accessToken();
        return resetServer(name);
    }

    /**
     * Waits until the cached token is older than a second, because the client does not discard a newer token after a
     * 401.
     */
    private SandboxServer withAgedToken(String name) {
        Instant expiresAt = clients.client(name).accessToken().expiresAt();
        Polling.until(() -> Instant.now()
                .isAfter(expiresAt.minusSeconds(TOKEN_LIFETIME_SECONDS).plusMillis(1_200)));
        return resetServer(name);
    }

    private static List<String> authorizationHeaders(SandboxServer ehr) {
        return ehr.requests(Endpoint.FHIR).stream()
                .map(request -> request.header("authorization"))
                .toList();
    }

    private static int callAt(URI base, Function<JobApi, Integer> call) {
        return callWith(RestClientBuilder.newBuilder().baseUri(base), call);
    }

    private static int callWith(RestClientBuilder builder, Function<JobApi, Integer> call) {
        JobApi api = builder.build(JobApi.class);
        try {
            return call.apply(api);
        } finally {
            close(api);
        }
    }

    private static void close(JobApi api) {
        if (api instanceof Closeable open) {
            try {
                open.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    /** Returns the status. Some runtimes throw an exception for a 401 even if the method returns the response. */
    private static int status(Supplier<Response> call) {
        try (Response response = call.get()) {
            return response.getStatus();
        } catch (WebApplicationException failure) {
            return failure.getResponse().getStatus();
        }
    }
}
