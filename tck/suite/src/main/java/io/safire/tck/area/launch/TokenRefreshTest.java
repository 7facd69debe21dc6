package io.safire.tck.area.launch;

import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Refresh of tokens with the three client types: the request, the new tokens and the scopes. */
@SharedApplication("protocol")
@Tag("launch")
@ArquillianTest
public class TokenRefreshTest {

    private static final List<String> ALL_TYPES = List.of("refresh-public", "refresh-symmetric", "refresh-asymmetric");

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(TokenRefreshTest.class)
                .server("refresh-public", "public")
                .server("refresh-symmetric", "confidential-symmetric")
                .set("refresh-symmetric", "client-secret", CLIENT_SECRET)
                .server("refresh-asymmetric", "confidential-asymmetric")
                .set("refresh-asymmetric", "private-key", TestKeys.pem(TestKeys.RSA))
                .set("refresh-asymmetric", "kid", "rsa-1")
                .build();
    }

    @Test
    @Assertion(id = {"smart-2.2.0/105", "smart-2.2.0/106", "smart-2.2.0/107"})
    void sendsRefreshTokenWithoutScope() {
        assertEach(ALL_TYPES, name -> {
            SandboxServer ehr = resetServer(name);
            SmartClient client = clients.client(name);
            TokenResponse first = launch(client, ehr);
            Throwable failure = catchThrowable(() -> client.refresh(RefreshRequest.of(first)));
            RecordedRequest request = ehr.requests(Endpoint.TOKEN).get(1);
            assertThat(request.parameter("grant_type")).isEqualTo("refresh_token");
            assertThat(request.parameter("refresh_token"))
                    .isEqualTo(first.refreshToken().orElseThrow());
            assertThat(request.form()).doesNotContainKey("scope");
            assertThat(failure).isNull();
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/106", "smart-2.2.0/117"})
    void returnsNewTokensOfRefresh() {
        assertEach(ALL_TYPES, name -> {
            SandboxServer ehr = resetServer(name);
            SmartClient client = clients.client(name);
            TokenResponse first = launch(client, ehr);
            TokenResponse second = client.refresh(RefreshRequest.of(first));
            assertThat(second.accessToken().value())
                    .isNotEqualTo(first.accessToken().value());
            assertThat(second.refreshToken()).isPresent().isNotEqualTo(first.refreshToken());
            assertThat(second.context().patient()).contains("pat-1");
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/63", "smart-2.2.0/64", "smart-2.2.0/71", "smart-2.2.0/72"})
    void authenticatesRefreshByClientType() {
        assertEach(ALL_TYPES, name -> {
            SandboxServer ehr = resetServer(name);
            SmartClient client = clients.client(name);
            RefreshRequest refresh = RefreshRequest.of(launch(client, ehr));
            Throwable failure = catchThrowable(() -> client.refresh(refresh));
            RecordedRequest request = ehr.requests(Endpoint.TOKEN).get(1);
            assertThat(request.parameter("client_id"))
                    .isEqualTo(name.equals("refresh-public") ? "app-refresh-public" : "");
            assertThat(request.basicCredentials())
                    .isEqualTo(name.equals("refresh-symmetric") ? "app-refresh-symmetric:" + CLIENT_SECRET : "");
            assertThat(request.form().containsKey("client_assertion")).isEqualTo(name.equals("refresh-asymmetric"));
            assertThat(failure).isNull();
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/106")
    void sendsLatestRefreshToken() {
        SandboxServer ehr = resetServer("refresh-public");
        SmartClient client = clients.client("refresh-public");
        TokenResponse first = launch(client, ehr);
        TokenResponse second = client.refresh(RefreshRequest.of(first));
        Throwable failure = catchThrowable(() -> client.refresh(RefreshRequest.of(second)));
        assertThat(ehr.requests(Endpoint.TOKEN).get(2).parameter("refresh_token"))
                .isEqualTo(second.refreshToken().orElseThrow())
                .isNotEqualTo(first.refreshToken().orElseThrow());
        assertThat(failure).isNull();
    }

    @Test
    @Assertion(id = "smart-2.2.0/106")
    void sendsRefreshTokenExactlyAsReceived() {
        SandboxServer ehr = resetServer("refresh-public");
        RefreshRequest refresh = RefreshRequest.of("a+b/c=&d %41");
        assertThatThrownBy(() -> clients.client("refresh-public").refresh(refresh))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_grant");
        assertThat(ehr.requests(Endpoint.TOKEN))
                .singleElement()
                .satisfies(sent -> assertThat(sent.parameter("refresh_token")).isEqualTo("a+b/c=&d %41"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/106")
    void keepsContextIfServerOmitsIt() {
        SandboxServer ehr = resetServer("refresh-public");
        ehr.setQuirks(Quirk.NO_REFRESH_CONTEXT, Quirk.NO_REFRESH_ROTATION);
        SmartClient client = clients.client("refresh-public");
        TokenResponse third = client.refresh(RefreshRequest.of(client.refresh(RefreshRequest.of(launch(client, ehr)))));
        assertThat(third.members()).doesNotContainKeys("patient");
        assertThat(third.context().patient()).contains("pat-1");
    }

    @Test
    @Assertion(id = "smart-2.2.0/106")
    void keepsRefreshTokenIfServerOmitsIt() {
        SandboxServer ehr = resetServer("refresh-public");
        ehr.setQuirks(Quirk.NO_REFRESH_CONTEXT, Quirk.NO_REFRESH_ROTATION);
        SmartClient client = clients.client("refresh-public");
        TokenResponse first = launch(client, ehr);
        TokenResponse third = client.refresh(RefreshRequest.of(client.refresh(RefreshRequest.of(first))));
        assertThat(third.members()).doesNotContainKeys("refresh_token");
        assertThat(third.refreshToken()).isEqualTo(first.refreshToken());
        String issued = first.refreshToken().orElseThrow();
        assertThat(ehr.requests(Endpoint.TOKEN))
                .extracting(sent -> sent.parameter("refresh_token"))
                .containsExactly("", issued, issued);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/105", "smart-2.2.0/106", "smart-2.2.0/117"})
    void replacesRefreshTokenOnlyWhenServerRotatesIt() {
        assertEach(ALL_TYPES, name -> {
            SandboxServer ehr = resetServer(name);
            SmartClient client = clients.client(name);
            TokenResponse tokens = launch(client, ehr);
            Optional<String> first = tokens.refreshToken();
            tokens = client.refresh(RefreshRequest.of(tokens));
            Optional<String> second = tokens.refreshToken();
            assertThat(second).isPresent().isNotEqualTo(first);
            ehr.setQuirks(Quirk.NO_REFRESH_ROTATION);
            tokens = client.refresh(RefreshRequest.of(tokens));
            assertThat(tokens.members()).doesNotContainKey("refresh_token");
            assertThat(tokens.refreshToken()).isEqualTo(second);
            ehr.setQuirks();
            tokens = client.refresh(RefreshRequest.of(tokens));
            assertThat(tokens.refreshToken()).isPresent().isNotEqualTo(second);
            List<RecordedRequest> requests = ehr.requests(Endpoint.TOKEN);
            assertThat(requests.stream().map(request -> request.parameter("grant_type")))
                    .containsExactly("authorization_code", "refresh_token", "refresh_token", "refresh_token");
            assertThat(requests.stream().skip(1).map(request -> request.parameter("refresh_token")))
                    .containsExactly(first.orElseThrow(), second.orElseThrow(), second.orElseThrow());
        });
    }

    @Test
    void keepsRefreshTokenWhenResponseHasInvalidOne() {
        SandboxServer ehr = resetServer("refresh-public");
        SmartClient client = clients.client("refresh-public");
        TokenResponse tokens = launch(client, ehr);
        ehr.setQuirks(Quirk.NO_REFRESH_ROTATION);
        assertEach(List.of(SandboxJson.createValue(""), SandboxJson.createValue(7)), none -> {
            ehr.script(
                    Endpoint.TOKEN,
                    ScriptedResponse.normal()
                            .patch(SandboxJson.createObjectBuilder()
                                    .add("refresh_token", none)
                                    .build()));
            assertThat(client.refresh(RefreshRequest.of(tokens)).refreshToken()).isEqualTo(tokens.refreshToken());
        });
    }

    @Test
    @Assertion(id = {"smart-2.2.0/107", "smart-2.2.0/108"})
    void rejectsRefreshWithMoreScopes() {
        SandboxServer ehr = resetServer("refresh-public");
        SmartClient client = clients.client("refresh-public");
        RefreshRequest request = RefreshRequest.of(launch(client, ehr)).withScopes(Scopes.of("user/*.cruds"));
        assertThatThrownBy(() -> client.refresh(request))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("user/*.cruds");
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    @Assertion(id = {"smart-2.2.0/107", "smart-2.2.0/108"})
    void refreshesWithFewerScopes() {
        SandboxServer ehr = resetServer("refresh-public");
        SmartClient client = clients.client("refresh-public");
        RefreshRequest request = RefreshRequest.of(launch(client, ehr)).withScopes(Scopes.of("patient/*.rs"));
        ehr.setQuirks(Quirk.NO_REFRESH_CONTEXT);
        TokenResponse less = client.refresh(request);
        assertThat(less.accessToken().scopes()).isEqualTo(Scopes.of("patient/*.rs"));
        assertThat(less.context().patient()).contains("pat-1");
    }

    @Test
    @Assertion(id = "smart-2.2.0/1")
    void rejectsRefreshWithTokensOfAnotherServer() {
        TokenResponse tokens = launch(clients.client("refresh-symmetric"), resetServer("refresh-symmetric"));
        SandboxServer foreign = resetServer("refresh-public");
        assertThatThrownBy(() -> clients.client("refresh-public").refresh(RefreshRequest.of(tokens)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("refresh-symmetric");
        assertThat(foreign.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void throwsTokenExceptionForConsumedRefreshToken() {
        SandboxServer ehr = resetServer("refresh-public");
        SmartClient client = clients.client("refresh-public");
        TokenResponse first = launch(client, ehr);
        client.refresh(RefreshRequest.of(first));
        assertThatThrownBy(() -> client.refresh(RefreshRequest.of(first)))
                .isInstanceOf(TokenException.class)
                .satisfies(thrown ->
                        assertThat(((TokenException) thrown).errorCode()).contains("invalid_grant"));
    }
}
