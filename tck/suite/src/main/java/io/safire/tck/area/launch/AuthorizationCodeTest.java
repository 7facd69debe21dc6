package io.safire.tck.area.launch;

import static io.safire.tck.support.SafireMessage.saying;
import static io.safire.tck.support.TckContext.CLIENT_SECRET;
import static io.safire.tck.support.TckContext.authorize;
import static io.safire.tck.support.TckContext.resetServer;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.authentication.Credential;
import io.safire.error.TokenException;
import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationCode;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.CodeVerifier;
import io.safire.launch.Launch;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.IdTokenPlan;
import io.safire.sandbox.control.IdTokenPlan.IdTokenSigner;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxJson;
import io.safire.sandbox.control.SandboxServer;
import io.safire.tck.Assertion;
import io.safire.tck.SharedApplication;
import io.safire.tck.support.TckArchive;
import io.safire.tck.support.TestKeys;
import io.safire.token.Scopes;
import io.safire.token.TokenResponse;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Exchange of a code with its verifier and redirect URI, but without the authorization request. */
@SharedApplication("protocol")
@Tag("launch")
@ArquillianTest
public class AuthorizationCodeTest {

    private static final String PUBLIC = "code-public";
    private static final String VERIFIER = "0123456789-abcdefghijklmnopqrstuvwxyz._~ABC";

    @Inject
    SmartClients clients;

    @Deployment
    static WebArchive application() {
        return TckArchive.of(AuthorizationCodeTest.class)
                .server(PUBLIC, "public")
                .server("code-announced", "public")
                .server("code-symmetric", "confidential-symmetric")
                .set("code-symmetric", "client-secret", "not-the-secret-of-this-client")
                .server("code-asymmetric", "confidential-asymmetric")
                .set("code-asymmetric", "private-key", TestKeys.pem(TestKeys.EC))
                .set("code-asymmetric", "kid", "ec-1")
                .build();
    }

    /** A code that the server has issued, with all values of its authorization request and response. */
    private record IssuedCode(AuthorizationRequest request, AuthorizationResponse response) {

        /** Returns the code without {@code nonce}, {@code iss} and scopes. */
        AuthorizationCode bare() {
            return AuthorizationCode.of(response.code().orElseThrow(), request.codeVerifier(), TckArchive.REDIRECT_URI);
        }

        AuthorizationCode bareWithIss() {
            return bare().withIss(response.iss().orElseThrow());
        }

        AuthorizationCode complete() {
            return bareWithIss().withNonce(request.nonce().orElseThrow()).withScopes(request.scopes());
        }
    }

    private IssuedCode issue(SandboxServer ehr, String name) {
        AuthorizationRequest request = clients.client(name).authorize(Launch.standalone());
        return new IssuedCode(request, authorize(ehr, request));
    }

    @Test
    @Assertion(id = {"smart-2.2.0/62", "smart-2.2.0/67", "smart-2.2.0/68", "smart-2.2.0/69"})
    void exchangesCodeWithoutAuthorizationRequest() {
        SandboxServer ehr = resetServer(PUBLIC);
        IssuedCode issued = issue(ehr, PUBLIC);
        TokenResponse tokens = clients.client(PUBLIC).exchange(issued.complete());
        assertThat(tokens.findings()).isEmpty();
        assertThat(tokens.context().patient()).contains("pat-1");
        assertThat(tokens.identity().orElseThrow().nonce())
                .isEqualTo(issued.request().nonce());
        RecordedRequest sent = ehr.requests(Endpoint.TOKEN).get(0);
        assertThat(sent.parameter("grant_type")).isEqualTo("authorization_code");
        assertThat(sent.parameter("code")).isEqualTo(issued.response().code().orElseThrow());
        assertThat(sent.parameter("redirect_uri")).isEqualTo(TckArchive.REDIRECT_URI);
        assertThat(sent.parameter("code_verifier")).isEqualTo(issued.request().codeVerifier());
        assertThat(sent.parameter("client_id")).isEqualTo("app-" + PUBLIC);
        assertThat(issued.complete().toString())
                .doesNotContain(
                        issued.bare().code(),
                        issued.bare().codeVerifier(),
                        issued.request().nonce().orElseThrow());
    }

    @Test
    void authenticatesByCredentialOfServerOrCall() {
        SandboxServer symmetric = resetServer("code-symmetric");
        SmartClient client = clients.client("code-symmetric");
        AuthorizationCode code = issue(symmetric, "code-symmetric").bare();
        assertThatThrownBy(() -> client.exchange(code))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_client");
        AuthorizationCode next = issue(symmetric, "code-symmetric").bare();
        TokenResponse tokens = client.with(Credential.secret(CLIENT_SECRET)).exchange(next);
        assertThat(tokens.accessToken().value()).isNotBlank();
        SandboxServer asymmetric = resetServer("code-asymmetric");
        clients.client("code-asymmetric")
                .exchange(issue(asymmetric, "code-asymmetric").complete());
        assertThat(asymmetric.requests(Endpoint.TOKEN).get(0).assertionClaims().getString("iss"))
                .isEqualTo("app-code-asymmetric");
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void rejectsIdTokenWithAnotherNonce() {
        SandboxServer ehr = resetServer(PUBLIC);
        SmartClient client = clients.client(PUBLIC);
        assertEach(List.of("nonce-of-another-request", ""), nonce -> {
            AuthorizationCode code = issue(ehr, PUBLIC).complete().withNonce(nonce);
            assertThatThrownBy(() -> client.exchange(code))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("nonce");
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).hasSize(1);
    }

    @Test
    @Assertion(id = "smart-2.2.0/201")
    void validatesIdTokenWithoutNonceOfApplication() {
        SandboxServer ehr = resetServer(PUBLIC);
        SmartClient client = clients.client(PUBLIC);
        TokenResponse tokens = client.exchange(issue(ehr, PUBLIC).bareWithIss());
        assertThat(tokens.identity()).isPresent();
        assertThat(tokens.findings())
                .singleElement()
                .satisfies(saying("passed the code without nonce"))
                .satisfies(finding -> assertThat(finding.message()).contains("nonce"));
        ehr.setIdTokenPlan(IdTokenPlan.normal().signedBy(IdTokenSigner.UNPUBLISHED_KEY));
        AuthorizationCode forged = issue(ehr, PUBLIC).bare();
        assertThatThrownBy(() -> client.exchange(forged))
                .isInstanceOf(ValidationException.class)
                .satisfies(thrown ->
                        assertThat(((ValidationException) thrown).attribute()).isEqualTo("id_token"));
    }

    @Test
    @Assertion(id = "smart-2.2.0/47")
    void reportsMissingIdTokenOnlyIfOpenidWasRequested() {
        SandboxServer ehr = resetServer(PUBLIC);
        SmartClient client = clients.client(PUBLIC);
        ehr.setIdTokenPlan(IdTokenPlan.none());
        assertThat(client.exchange(issue(ehr, PUBLIC).bareWithIss()).findings()).isEmpty();
        assertThat(client.exchange(issue(ehr, PUBLIC).complete()).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.member()).contains("id_token"));
        ehr.setIdTokenPlan(IdTokenPlan.normal());
        TokenResponse unrequested = client.exchange(issue(ehr, PUBLIC).bare().withScopes(Scopes.of("patient/*.rs")));
        assertThat(unrequested.identity()).isEmpty();
    }

    @Test
    void rejectsCodeFromAnotherIssuer() {
        SandboxServer ehr = resetServer(PUBLIC);
        SmartClient client = clients.client(PUBLIC);
        assertEach(List.of("https://as.attacker.example", ""), iss -> {
            AuthorizationCode code = issue(ehr, PUBLIC).complete().withIss(iss);
            assertThatThrownBy(() -> client.exchange(code))
                    .isInstanceOf(ValidationException.class)
                    .satisfies(thrown -> assertThat(((ValidationException) thrown).attribute())
                            .isEqualTo("iss"));
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void reportsAnnouncedIssThatApplicationDidNotPass() {
        SandboxServer ehr = resetServer("code-announced");
        SmartClient client = clients.client("code-announced");
        ehr.setIdTokenPlan(IdTokenPlan.none());
        ehr.patchMetadata(SandboxJson.createObjectBuilder()
                .add("authorization_response_iss_parameter_supported", true)
                .build());
        assertThat(client.exchange(issue(ehr, "code-announced").bare()).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.action().orElse(""))
                        .contains("iss")
                        .satisfies(saying("AuthorizationCode.withIss")));
        AuthorizationCode withIss = issue(ehr, "code-announced").bareWithIss();
        assertThat(client.exchange(withIss).findings()).isEmpty();
    }

    @Test
    void rejectsMalformedValuesWithoutRequest() {
        SandboxServer ehr = resetServer(PUBLIC);
        AuthorizationCode valid = issue(ehr, PUBLIC).complete();
        Map<AuthorizationCode, String> malformed = new LinkedHashMap<>();
        for (String verifier : List.of(
                "", " ", VERIFIER.substring(1), VERIFIER.repeat(3), VERIFIER + "+", VERIFIER + " ", VERIFIER + "é")) {
            malformed.put(AuthorizationCode.of(valid.code(), verifier, valid.redirectUri()), "code_verifier");
        }
        malformed.put(AuthorizationCode.of("", VERIFIER, valid.redirectUri()), "code");
        malformed.put(AuthorizationCode.of("line\nbreak", VERIFIER, valid.redirectUri()), "code");
        malformed.put(AuthorizationCode.of(valid.code(), VERIFIER, " "), "redirect_uri");
        malformed.put(valid.withNonce(" "), "nonce");
        malformed.forEach((code, attribute) -> {
            ValidationException thrown = catchThrowableOfType(
                    ValidationException.class, () -> clients.client(PUBLIC).exchange(code));
            assertThat(thrown)
                    .as(attribute + " of " + code.codeVerifier().length())
                    .isNotNull();
            assertThat(thrown.attribute()).as(attribute).isEqualTo(attribute);
            assertThat(thrown).as(attribute).hasMessageNotContaining(VERIFIER.substring(1));
        });
        assertThat(ehr.requests(Endpoint.TOKEN)).isEmpty();
    }

    @Test
    void acceptsVerifiersOf43To128Characters() {
        SandboxServer ehr = resetServer(PUBLIC);
        SmartClient client = clients.client(PUBLIC);
        assertEach(List.of(VERIFIER, VERIFIER.repeat(3).substring(0, 128)), verifier -> {
            AuthorizationRequest request = withVerifier(client.authorize(Launch.standalone()), verifier);
            String code = authorize(ehr, request).code().orElseThrow();
            assertThat(client.exchange(AuthorizationCode.of(code, verifier, TckArchive.REDIRECT_URI))
                            .accessToken()
                            .value())
                    .isNotBlank();
        });
    }

    @Test
    @Assertion(id = "smart-2.2.0/70")
    void letsServerRejectWrongVerifier() {
        SandboxServer ehr = resetServer(PUBLIC);
        AuthorizationCode issued = issue(ehr, PUBLIC).bare();
        AuthorizationCode wrong = AuthorizationCode.of(issued.code(), VERIFIER, issued.redirectUri());
        assertThatThrownBy(() -> clients.client(PUBLIC).exchange(wrong))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_grant")
                .hasMessageNotContaining(VERIFIER);
        assertThat(ehr.requests(Endpoint.TOKEN).get(0).parameter("code_verifier"))
                .isEqualTo(VERIFIER);
    }

    @Test
    @Assertion(id = "smart-2.2.0/69")
    void letsServerRejectWrongRedirectUri() {
        SandboxServer ehr = resetServer(PUBLIC);
        AuthorizationCode issued = issue(ehr, PUBLIC).bare();
        String other = "https://app.example/other";
        AuthorizationCode wrong = AuthorizationCode.of(issued.code(), issued.codeVerifier(), other);
        assertThatThrownBy(() -> clients.client(PUBLIC).exchange(wrong))
                .isInstanceOf(TokenException.class)
                .hasMessageContaining("invalid_grant");
        assertThat(ehr.requests(Endpoint.TOKEN).get(0).parameter("redirect_uri"))
                .isEqualTo(other);
    }

    private static AuthorizationRequest withVerifier(AuthorizationRequest request, String verifier) {
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        parameters.put("code_challenge", new CodeVerifier(verifier).challenge());
        return new AuthorizationRequest(request.server(), request.endpoint(), parameters, verifier);
    }
}
