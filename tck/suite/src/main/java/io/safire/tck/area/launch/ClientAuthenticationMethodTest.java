package io.safire.tck.area.launch;

import static io.safire.tck.support.SafireMessage.coded;
import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.launch;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.diagnosis.Severity;
import io.safire.error.TokenException;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Setting {@code client-authentication-method}, and the choice of the method from the metadata. */
@SharedApplication("protocol")
@Tag("launch")
@ArquillianTest
public class ClientAuthenticationMethodTest {

    private static final String POST = "client_secret_post";
    private static final String METHOD = "client-authentication-method";
    private static final String BASIC = "client_secret_basic";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        TckArchive archive = TckArchive.of(ClientAuthenticationMethodTest.class);
        for (String name : new String[] {"method-post", "method-basic", "method-unset", "method-both"}) {
            archive.server(name, "confidential-symmetric").set(name, "client-secret", CLIENT_SECRET);
        }
        return archive.set("method-post", "client-authentication-method", POST)
                .set("method-basic", "client-authentication-method", BASIC)
                .build();
    }

    @Test
    void sendsSecretInFormOnly() {
        SandboxServer ehr = postServer("method-post", BASIC, POST);
        Throwable failure = catchThrowable(() -> useAllEndpoints(clients.client("method-post"), ehr));
        assertThat(ehr.requests(Endpoint.TOKEN)).isNotEmpty().allSatisfy(request -> {
            assertThat(request.uri()).isEqualTo("/auth/token");
            assertThat(request.header("authorization")).isEmpty();
        });
        assertThat(failure).isNull();
        assertEach(List.of(Endpoint.TOKEN, Endpoint.INTROSPECT, Endpoint.REVOKE), endpoint -> {
            assertThat(ehr.requests(endpoint)).isNotEmpty().allSatisfy(request -> {
                assertThat(request.parameter("client_id")).isEqualTo("app-method-post");
                assertThat(request.parameter("client_secret")).isEqualTo(CLIENT_SECRET);
                assertThat(request.header("authorization")).isEmpty();
                assertThat(request.uri()).doesNotContain("?");
            });
        });
    }

    @Test
    void sendsSecretInHeaderIfMethodIsBasic() {
        SandboxServer ehr = basicServer("method-basic", BASIC, POST);
        useAllEndpoints(clients.client("method-basic"), ehr);
        assertEach(List.of(Endpoint.TOKEN, Endpoint.INTROSPECT, Endpoint.REVOKE), endpoint -> {
            assertThat(ehr.requests(endpoint)).isNotEmpty().allSatisfy(this::assertBasic);
        });
    }

    @Test
    void failsIfServerRequiresTheOtherMethod() {
        SandboxServer basic = basicServer("method-post", BASIC, POST);
        assertThatThrownBy(() -> launch(clients.client("method-post"), basic))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_client")
                .hasMessageNotContaining(CLIENT_SECRET);
        SandboxServer post = postServer("method-basic", BASIC, POST);
        assertThatThrownBy(() -> launch(clients.client("method-basic"), post))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_client");
        assertThat(basic.requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(post.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    void choosesPostIfServerOffersNoBasic() {
        SandboxServer ehr = postServer("method-unset", POST, "private_key_jwt");
        assertThat(launch(clients.client("method-unset"), ehr).accessToken().value())
                .isNotBlank();
        assertThat(ehr.requests(Endpoint.TOKEN).get(0).parameter("client_secret"))
                .isEqualTo(CLIENT_SECRET);
        assertThat(clients.client("method-unset").diagnose().findings())
                .filteredOn(finding -> finding.message().contains(METHOD))
                .singleElement()
                .satisfies(coded("SAFIRE-1015"), saying(POST))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.INFO));
    }

    @Test
    void choosesBasicIfServerOffersBothMethods() {
        SandboxServer ehr = basicServer("method-both", POST, BASIC);
        assertThat(launch(clients.client("method-both"), ehr).accessToken().value())
                .isNotBlank();
        assertBasic(ehr.requests(Endpoint.TOKEN).get(0));
    }

    private void assertBasic(RecordedRequest request) {
        assertThat(request.basicCredentials()).endsWith(":" + CLIENT_SECRET);
        assertThat(request.form()).doesNotContainKeys("client_id", "client_secret");
    }

    private static TokenResponse useAllEndpoints(SmartClient client, SandboxServer ehr) {
        TokenResponse tokens = client.refresh(RefreshRequest.of(launch(client, ehr)));
        assertThat(client.tokens().introspect(tokens.accessToken()).isActive()).isTrue();
        client.tokens().revoke(tokens);
        return tokens;
    }

    /** Registers the client for {@code client_secret_post}, so that the server accepts no other method. */
    private static SandboxServer postServer(String name, String... offered) {
        return server(name, SandboxClient.postClient("app-" + name, CLIENT_SECRET, TckArchive.REDIRECT_URI), offered);
    }

    /** Registers the client for {@code client_secret_basic}, so that the server accepts no other method. */
    private static SandboxServer basicServer(String name, String... offered) {
        return server(name, SandboxClient.secretClient("app-" + name, CLIENT_SECRET, TckArchive.REDIRECT_URI), offered);
    }

    private static SandboxServer server(String name, SandboxClient client, String... offered) {
        SandboxServer ehr = resetServer(name);
        ehr.registerClient(client);
        JsonArrayBuilder methods = SandboxJson.createArrayBuilder();
        List.of(offered).forEach(methods::add);
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("token_endpoint_auth_methods_supported", methods)
                .build());
        return ehr;
    }
}
