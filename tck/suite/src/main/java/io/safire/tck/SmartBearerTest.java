package io.safire.tck;

import static io.safire.tck.support.Bench.fresh;
import static io.safire.tck.support.Bench.launched;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.bearer.JobApi;
import io.safire.tck.bearer.LateApi;
import io.safire.tck.bearer.LaunchTokens;
import io.safire.tck.bearer.LogLines;
import io.safire.tck.bearer.LoopbackApi;
import io.safire.tck.bearer.SignedIn;
import io.safire.tck.bearer.UserApi;
import io.safire.tck.managed.Watch;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.AccessToken;
import io.safire.token.ManagedTokens;
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
import org.junit.jupiter.api.Test;

/** MicroProfile Rest Client interfaces that send a managed token: the URLs that receive it, and the retry after a rejected token. */
@Area("tokens")
@ArquillianTest
public class SmartBearerTest {

    /** Lifetime of the tokens of the sandbox, in seconds. */
    private static final int LIFE = 300;

    @Inject
    SmartClients clients;

    @Inject
    @RestClient
    JobApi job;

    @Inject
    @RestClient
    LateApi late;

    @Inject
    @RestClient
    UserApi user;

    @Inject
    @RestClient
    LoopbackApi loopback;

    @Inject
    SignedIn signedIn;

    @Inject
    LogLines log;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(SmartBearerTest.class)
                .with(JobApi.class, LateApi.class, UserApi.class, LoopbackApi.class)
                .with(SignedIn.class, LaunchTokens.class, LogLines.class, Watch.class)
                .server("sb-app", "public")
                .restClient("sb-app")
                .server("sb-loopback", "public")
                .loopbackRestClient("sb-loopback");
        for (String name : List.of("sb-job", "sb-late", "sb-other")) {
            archive.server(name, "confidential-asymmetric")
                    .restClient(name)
                    .set(name, "private-key", TestKeys.pem(TestKeys.RSA))
                    .set(name, "kid", "rsa-1")
                    .set(name, "scopes", "system/*.rs");
        }
        return archive.build();
    }

    @Test
    @Assertion(id = "smart-2.2.0/264")
    void jobReadsWithTheManagedTokenAsBearer() {
        SandboxServer ehr = ready("sb-job");
        String token = clients.client("sb-job").accessToken().value();
        assertThat(job.patient("pat-1")).contains("\"pat-1\"");
        assertThat(job.patient("pat-2")).contains("\"pat-2\"");
        assertThat(bearers(ehr)).containsExactly("Bearer " + token, "Bearer " + token);
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/97", "smart-2.2.0/98", "smart-2.2.0/267", "smart-2.2.0/268"})
    void tokenGoesToItsOwnServerOnly() {
        SandboxServer ehr = ready("sb-job");
        SandboxServer other = fresh("sb-other");
        assertThat(at(ehr.fhirBase(), api -> status(() -> api.answer("pat-1")))).isEqualTo(200);
        assertThat(at(ehr.imagingBase(), api -> status(() -> api.answer("pat-1"))))
                .isEqualTo(200);
        assertThat(at(other.fhirBase(), api -> status(() -> api.answer("pat-1"))))
                .isEqualTo(401);
        assertThat(bearers(ehr)).hasSize(2).allMatch(bearer -> bearer.startsWith("Bearer "));
        assertThat(bearers(other)).containsExactly("");
        assertThat(other.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/97", "smart-2.2.0/267"})
    void redirectIsNotFollowed() {
        SandboxServer ehr = ready("sb-job");
        SandboxServer other = fresh("sb-other");
        Answer away = Answer.redirect(URI.create(other.fhirBase() + "/Patient/pat-1"));
        ehr.next(Endpoint.FHIR, away, away);
        assertThat(status(() -> job.answer("pat-1"))).isEqualTo(302);
        RestClientBuilder follower =
                RestClientBuilder.newBuilder().baseUri(ehr.fhirBase()).followRedirects(true);
        assertThat(with(follower, api -> status(() -> api.answer("pat-1")))).isEqualTo(302);
        assertThat(bearers(ehr)).hasSize(2).allMatch(bearer -> bearer.startsWith("Bearer "));
        assertThat(other.requests(Endpoint.FHIR)).isEmpty();
    }

    @Test
    void refusedTokenIsRenewedOnceAndTheRequestSentOnceMore() {
        SandboxServer ehr = aged("sb-job");
        ehr.forgetAccessTokens();
        assertThat(job.patient("pat-1")).contains("\"pat-1\"");
        assertThat(bearers(ehr)).hasSize(2).doesNotHaveDuplicates();
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(bearers(ehr).get(1))
                .isEqualTo("Bearer " + clients.client("sb-job").accessToken().value());
    }

    @Test
    void answerOfARefusedRequestIsRepeatedToo() {
        SandboxServer ehr = aged("sb-job");
        ehr.forgetAccessTokens();
        assertThat(status(job::answerToAll)).isEqualTo(200);
        assertThat(bearers(ehr)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void secondRefusalIsTheAnswer() {
        SandboxServer ehr = aged("sb-job");
        ehr.next(Endpoint.FHIR, Answer.status(401), Answer.status(401));
        assertThat(status(() -> job.answer("pat-1"))).isEqualTo(401);
        assertThat(bearers(ehr)).hasSize(2).doesNotHaveDuplicates();
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
        String kept = "Bearer " + clients.client("sb-job").accessToken().value();
        assertThat(kept)
                .as("a new token is not discarded after a 401")
                .isEqualTo(bearers(ehr).get(1));
    }

    @Test
    void forbiddenIsTheAnswer() {
        SandboxServer ehr = ready("sb-job");
        ehr.next(Endpoint.FHIR, Answer.status(403));
        assertThat(status(() -> job.answer("pat-1"))).isEqualTo(403);
        assertThat(ehr.requests(Endpoint.FHIR)).hasSize(1);
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(bearers(ehr))
                .containsExactly(
                        "Bearer " + clients.client("sb-job").accessToken().value());
    }

    @Test
    void postedBodyIsSentAgain() {
        SandboxServer ehr = aged("sb-job");
        ehr.forgetAccessTokens();
        assertThat(job.search("_id=pat-1".getBytes(UTF_8))).contains("\"total\":1");
        assertThat(ehr.requests(Endpoint.FHIR).stream().map(request -> request.parameter("_id")))
                .containsExactly("pat-1", "pat-1");
        assertThat(bearers(ehr)).doesNotHaveDuplicates();
    }

    @Test
    void streamIsNotSentAgainAndItsTokenIsDropped() {
        SandboxServer ehr = aged("sb-job");
        ehr.forgetAccessTokens();
        assertThat(status(() -> job.stream(new ByteArrayInputStream("_id=pat-1".getBytes(UTF_8)))))
                .isEqualTo(401);
        assertThat(ehr.requests(Endpoint.FHIR)).hasSize(1);
        assertThat(status(() -> job.stream(new ByteArrayInputStream("_id=pat-1".getBytes(UTF_8)))))
                .isEqualTo(200);
        assertThat(bearers(ehr)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void headerOfTheApplicationIsLeftAlone() {
        SandboxServer ehr = ready("sb-job");
        String token = clients.client("sb-job").accessToken().value();
        assertThat(status(() -> job.answerTo("Bearer of-my-own", "pat-1"))).isEqualTo(401);
        assertThat(bearers(ehr)).containsExactly("Bearer of-my-own");
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
        assertThat(clients.client("sb-job").accessToken().value()).isEqualTo(token);
    }

    @Test
    void clientThatIsBuiltDropsARefusedToken() {
        SandboxServer ehr = aged("sb-job");
        ehr.forgetAccessTokens();
        at(ehr.fhirBase(), api -> status(() -> api.answer("pat-1")));
        assertThat(job.patient("pat-1")).contains("\"pat-1\"");
        List<String> bearers = bearers(ehr);
        assertThat(bearers.get(bearers.size() - 1)).startsWith("Bearer ").isNotEqualTo(bearers.get(0));
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void tokenThatCannotBeHadIsATypedError() {
        SandboxServer ehr = fresh("sb-late");
        ehr.next(Endpoint.TOKEN, Answer.status(400).body("application/json", "{\"error\":\"invalid_scope\"}"));
        assertThatThrownBy(() -> late.patient("pat-1"))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("sb-late");
        assertThat(ehr.requests(Endpoint.FHIR)).isEmpty();
    }

    @Test
    @Assertion(id = "smart-2.2.0/93")
    void userReadsWithTheTokenOfTheLaunch() {
        SandboxServer ehr = fresh("sb-app");
        ManagedTokens tokens = signIn(ehr);
        assertThat(user.patient("pat-1")).contains("\"pat-1\"");
        ManagedTokens others = signIn(ehr);
        assertThat(user.patient("pat-1")).contains("\"pat-1\"");
        assertThat(bearers(ehr))
                .containsExactly(
                        "Bearer " + tokens.accessToken().value(),
                        "Bearer " + others.accessToken().value())
                .doesNotHaveDuplicates();
    }

    @Test
    void refusedTokenOfAUserIsRefreshed() {
        SandboxServer ehr = fresh("sb-app");
        ManagedTokens tokens = signIn(ehr);
        ehr.forgetAccessTokens();
        assertThat(user.patient("pat-1")).contains("\"pat-1\"");
        assertThat(bearers(ehr)).hasSize(2).doesNotHaveDuplicates();
        assertThat(ehr.requests(Endpoint.TOKEN).stream().map(request -> request.parameter("grant_type")))
                .containsExactly("authorization_code", "refresh_token");
        assertThat(bearers(ehr).get(1))
                .isEqualTo("Bearer " + tokens.accessToken().value());
    }

    @Test
    void nothingIsSentForNobody() {
        SandboxServer ehr = fresh("sb-app");
        signedIn.is(null);
        assertThatThrownBy(() -> user.patient("pat-1")).isInstanceOf(ValidationException.class);
        assertThat(ehr.requests(Endpoint.FHIR)).isEmpty();
    }

    @Test
    void tokensOfAnotherServerAreNotSent() {
        SandboxServer ehr = fresh("sb-app");
        AccessToken foreign = clients.client("sb-job").accessToken();
        TokenResponse tokens = launched(clients.client("sb-app"), ehr);
        signedIn.is(new LaunchTokens(clients.client("sb-app"), tokens) {
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
    void addressWithoutTokenIsWarnedOfOnce() {
        SandboxServer ehr = fresh("sb-loopback");
        assertThat(status(() -> loopback.answer("pat-1"))).isEqualTo(401);
        assertThat(status(() -> loopback.answer("pat-2"))).isEqualTo(401);
        assertThat(bearers(ehr)).containsExactly("", "");
        String base = ehr.fhirBase().toString();
        assertThat(log.of("sb-loopback", "SAFIRE-1604"))
                .singleElement(STRING)
                .contains(base, base.replace("localhost", "127.0.0.1"), "127.0.0.1 and localhost are different hosts")
                .contains("safire.sb-loopback.base-url")
                .doesNotContain("pat-1");
    }

    @Test
    void addressThatCanGetNoTokenIsWarnedOfAtStart() {
        assertThat(log.of("sb-loopback", "SAFIRE-1605"))
                .singleElement(STRING)
                .contains(LoopbackApi.class.getName(), "sb-loopback/mp-rest/url", "//127.0.0.1:");
    }

    @Test
    void addressBelowBaseUrlIsNotWarnedOf() {
        SandboxServer ehr = fresh("sb-app");
        signIn(ehr);
        assertThat(user.patient("pat-1")).contains("\"pat-1\"");
        assertThat(bearers(ehr)).singleElement(STRING).startsWith("Bearer ");
        assertThat(log.of("sb-app")).isEmpty();
    }

    private ManagedTokens signIn(SandboxServer ehr) {
        SmartClient client = clients.client("sb-app");
        ManagedTokens tokens = new LaunchTokens(client, launched(client, ehr));
        signedIn.is(tokens);
        return tokens;
    }

    /** Returns the sandbox server of a client that already has a cached token. */
    private SandboxServer ready(String name) {
        clients.client(name).accessToken();
        return fresh(name);
    }

    /** Waits until the cached token is older than a second: the client does not discard a newer token after a 401. */
    private SandboxServer aged(String name) {
        Instant end = clients.client(name).accessToken().expiresAt();
        Watch.until(() -> Instant.now().isAfter(end.minusSeconds(LIFE).plusMillis(1_200)));
        return fresh(name);
    }

    private static List<String> bearers(SandboxServer ehr) {
        return ehr.requests(Endpoint.FHIR).stream()
                .map(request -> request.header("authorization"))
                .toList();
    }

    private static int at(URI base, Function<JobApi, Integer> call) {
        return with(RestClientBuilder.newBuilder().baseUri(base), call);
    }

    private static int with(RestClientBuilder builder, Function<JobApi, Integer> call) {
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
            } catch (IOException stays) {
                throw new UncheckedIOException(stays);
            }
        }
    }

    /** Returns the status. Some runtimes throw an exception for a 401 even if the method returns the response. */
    private static int status(Supplier<Response> call) {
        try (Response response = call.get()) {
            return response.getStatus();
        } catch (WebApplicationException refusal) {
            return refusal.getResponse().getStatus();
        }
    }
}
