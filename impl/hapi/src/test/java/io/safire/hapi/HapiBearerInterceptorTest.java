package io.safire.hapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.server.exceptions.AuthenticationException;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import io.safire.SmartClient;
import io.safire.bearer.BearerTokens;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Step;
import io.safire.error.TokenException;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.token.AccessToken;
import io.safire.token.ResourceAccess;
import io.safire.token.Scopes;
import jakarta.json.JsonValue;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Test of the HAPI FHIR client against the sandbox. */
class HapiBearerInterceptorTest {

    private static final FhirContext R4 = FhirContext.forR4Cached();

    private static Sandbox sandbox;
    private static SandboxServer ehr;
    private static SandboxServer other;

    private final IGenericClient fhir =
            R4.newRestfulGenericClient(ehr.fhirBase().toString());
    private AccessToken current;
    private int issuedCount;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start();
        ehr = SandboxControl.at(sandbox.control()).open("ehr");
        other = SandboxControl.at(sandbox.control()).open("other");
        R4.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void register() {
        ehr.reset();
        other.reset();
        fhir.registerInterceptor(HapiBearerInterceptor.of(BearerTokens.of(client())));
    }

    @Test
    void sendsTokenWithReadAndSearch() {
        assertThat(patient().getIdElement().getIdPart()).isEqualTo("pat-1");
        Bundle found = fhir.search()
                .forResource(Observation.class)
                .where(Observation.PATIENT.hasId("pat-1"))
                .returnBundle(Bundle.class)
                .execute();
        assertThat(found.getTotal()).isEqualTo(5);
        assertThat(authorizationHeaders(ehr)).hasSize(2).containsOnly("Bearer " + current.value());
        assertThat(issuedCount).isEqualTo(1);
    }

    @Test
    void replacesRejectedTokenAndRetriesOnce() {
        patient();
        ehr.discardAccessTokens();
        assertThat(patient().getIdElement().getIdPart()).isEqualTo("pat-1");
        assertThat(authorizationHeaders(ehr)).hasSize(3);
        assertThat(authorizationHeaders(ehr).get(1))
                .isEqualTo(authorizationHeaders(ehr).get(0))
                .isNotEqualTo(authorizationHeaders(ehr).get(2));
        assertThat(issuedCount).isEqualTo(2);
    }

    @Test
    void sendsGatewayHeadersOnceInEachAttempt() {
        patient();
        ehr.discardAccessTokens();
        patient();
        assertThat(ehr.requests(Endpoint.FHIR)).hasSize(3).allMatch(request -> request.header("x-gateway-key")
                .equals("key-1"));
    }

    @Test
    void keepsGatewayHeaderOfApplication() {
        fhir.read()
                .resource(Patient.class)
                .withId("pat-1")
                .withAdditionalHeader("X-Gateway-Key", "own")
                .execute();
        assertThat(ehr.requests(Endpoint.FHIR)).singleElement().satisfies(request -> assertThat(
                        request.header("x-gateway-key"))
                .isEqualTo("own"));
    }

    @Test
    void returnsSecond401() {
        ehr.script(Endpoint.FHIR, ScriptedResponse.status(401), ScriptedResponse.status(401));
        assertThatThrownBy(this::patient).isInstanceOf(AuthenticationException.class);
        assertThat(authorizationHeaders(ehr)).hasSize(2).doesNotHaveDuplicates();
        assertThat(issuedCount).isEqualTo(2);
        assertThat(patient().getIdElement().getIdPart()).isEqualTo("pat-1");
        assertThat(issuedCount)
                .as("tokens issued: a new token is not invalidated")
                .isEqualTo(2);
    }

    @Test
    void returns403WithoutRetry() {
        ehr.script(Endpoint.FHIR, ScriptedResponse.status(403));
        assertThatThrownBy(this::patient).isInstanceOf(ForbiddenOperationException.class);
        assertThat(authorizationHeaders(ehr)).hasSize(1);
        assertThat(issuedCount).isEqualTo(1);
    }

    @Test
    void retriesCreateWithBody() {
        String created = "{\"resourceType\":\"Patient\",\"id\":\"new\"}";
        ehr.script(
                Endpoint.FHIR,
                ScriptedResponse.status(401),
                ScriptedResponse.status(201).body("application/fhir+json", created));
        Patient patient = new Patient();
        patient.addName().setFamily("Repeated");
        fhir.create().resource(patient).execute();
        assertThat(ehr.requests(Endpoint.FHIR).stream().map(RecordedRequest::body))
                .hasSize(2)
                .allMatch(body -> body.contains("Repeated"));
        assertThat(authorizationHeaders(ehr)).doesNotHaveDuplicates();
    }

    @Test
    void sendsNoTokenForPageAtOtherServer() {
        assertThatThrownBy(() -> fhir.loadPage()
                        .byUrl(other.fhirBase() + "/Patient?page=2")
                        .andReturnBundle(Bundle.class)
                        .execute())
                .isInstanceOf(AuthenticationException.class);
        assertThat(authorizationHeaders(other)).containsExactly("");
        assertThat(issuedCount).isZero();
        fhir.loadPage()
                .byUrl(ehr.fhirBase() + "/Patient?page=2")
                .andReturnBundle(Bundle.class)
                .execute();
        assertThat(authorizationHeaders(ehr)).containsExactly("Bearer " + current.value());
    }

    @Test
    void followsNoRedirect() {
        ehr.script(Endpoint.FHIR, ScriptedResponse.redirect(URI.create(other.fhirBase() + "/Patient/pat-1")));
        assertThatThrownBy(this::patient).isInstanceOf(BaseServerResponseException.class);
        assertThat(authorizationHeaders(ehr)).hasSize(1);
        assertThat(other.requests(Endpoint.FHIR)).isEmpty();
    }

    @Test
    void keepsAuthorizationHeaderOfApplication() {
        assertThatThrownBy(() -> fhir.read()
                        .resource(Patient.class)
                        .withId("pat-1")
                        .withAdditionalHeader("Authorization", "Bearer of-my-own")
                        .execute())
                .isInstanceOf(AuthenticationException.class);
        assertThat(authorizationHeaders(ehr)).containsExactly("Bearer of-my-own");
        assertThat(issuedCount).isZero();
    }

    @Test
    void throwsTokenExceptionWhenTokenRequestFails() {
        IGenericClient clientWithoutToken =
                R4.newRestfulGenericClient(ehr.fhirBase().toString());
        TokenException tokenException = new TokenException(
                Failure.of("SAFIRE-0000", "ehr", Step.TOKEN, "refused"), 400, JsonValue.EMPTY_JSON_OBJECT, List.of());
        clientWithoutToken.registerInterceptor(HapiBearerInterceptor.of(BearerTokens.of(client(), () -> {
            throw tokenException;
        })));
        assertThatThrownBy(() -> clientWithoutToken
                        .read()
                        .resource(Patient.class)
                        .withId("pat-1")
                        .execute())
                .isSameAs(tokenException);
        assertThat(authorizationHeaders(ehr)).isEmpty();
    }

    private Patient patient() {
        return fhir.read().resource(Patient.class).withId("pat-1").execute();
    }

    private static List<String> authorizationHeaders(SandboxServer server) {
        return server.requests(Endpoint.FHIR).stream()
                .map(request -> request.header("authorization"))
                .toList();
    }

    /** Returns a fake client that supports only managed tokens. */
    private SmartClient client() {
        return (SmartClient) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SmartClient.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "name" -> "ehr";
                    case "accessToken" -> token();
                    case "resources" -> resources();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private ResourceAccess resources() {
        return (ResourceAccess) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ResourceAccess.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "invalidate" -> {
                        current = null;
                        yield null;
                    }
                    case "authorization" -> header((AccessToken) arguments[0], (URI) arguments[1]);
                    case "gatewayHeaders" -> Map.of("X-Gateway-Key", "key-1");
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private AccessToken token() {
        if (current == null) {
            issuedCount++;
            current = new AccessToken("ehr", ehr.issueAccessToken("system/*.rs"), Instant.MAX, Scopes.none());
        }
        return current;
    }

    private static Optional<String> header(AccessToken token, URI target) {
        return target.toString().startsWith(ehr.fhirBase() + "/")
                ? Optional.of("Bearer " + token.value())
                : Optional.empty();
    }
}
