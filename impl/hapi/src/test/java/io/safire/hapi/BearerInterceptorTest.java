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
import io.safire.error.TokenException;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.token.AccessToken;
import io.safire.token.Scopes;
import jakarta.json.JsonValue;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Test of the HAPI FHIR client against the sandbox. */
class BearerInterceptorTest {

    private static final FhirContext R4 = FhirContext.forR4Cached();

    private static Sandbox sandbox;
    private static SandboxServer ehr;
    private static SandboxServer other;

    private final IGenericClient fhir =
            R4.newRestfulGenericClient(ehr.fhirBase().toString());
    private AccessToken current;
    private int issued;

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
        fhir.registerInterceptor(BearerInterceptor.of(BearerTokens.of(client())));
    }

    @Test
    void readsAndSearchesWithTheToken() {
        assertThat(patient().getIdElement().getIdPart()).isEqualTo("pat-1");
        Bundle found = fhir.search()
                .forResource(Observation.class)
                .where(Observation.PATIENT.hasId("pat-1"))
                .returnBundle(Bundle.class)
                .execute();
        assertThat(found.getTotal()).isEqualTo(5);
        assertThat(bearers(ehr)).hasSize(2).containsOnly("Bearer " + current.value());
        assertThat(issued).isEqualTo(1);
    }

    @Test
    void refusedTokenIsReplacedAndTheRequestSentOnceMore() {
        patient();
        ehr.forgetAccessTokens();
        assertThat(patient().getIdElement().getIdPart()).isEqualTo("pat-1");
        assertThat(bearers(ehr)).hasSize(3);
        assertThat(bearers(ehr).get(1))
                .isEqualTo(bearers(ehr).get(0))
                .isNotEqualTo(bearers(ehr).get(2));
        assertThat(issued).isEqualTo(2);
    }

    @Test
    void secondRefusalIsTheAnswer() {
        ehr.next(Endpoint.FHIR, Answer.status(401), Answer.status(401));
        assertThatThrownBy(this::patient).isInstanceOf(AuthenticationException.class);
        assertThat(bearers(ehr)).hasSize(2).doesNotHaveDuplicates();
        assertThat(issued).isEqualTo(2);
        assertThat(patient().getIdElement().getIdPart()).isEqualTo("pat-1");
        assertThat(issued).as("tokens issued: a new token is not invalidated").isEqualTo(2);
    }

    @Test
    void forbiddenIsTheAnswer() {
        ehr.next(Endpoint.FHIR, Answer.status(403));
        assertThatThrownBy(this::patient).isInstanceOf(ForbiddenOperationException.class);
        assertThat(bearers(ehr)).hasSize(1);
        assertThat(issued).isEqualTo(1);
    }

    @Test
    void createdResourceIsSentAgain() {
        String created = "{\"resourceType\":\"Patient\",\"id\":\"new\"}";
        ehr.next(Endpoint.FHIR, Answer.status(401), Answer.status(201).body("application/fhir+json", created));
        Patient patient = new Patient();
        patient.addName().setFamily("Repeated");
        fhir.create().resource(patient).execute();
        assertThat(ehr.requests(Endpoint.FHIR).stream().map(RecordedRequest::body))
                .hasSize(2)
                .allMatch(body -> body.contains("Repeated"));
        assertThat(bearers(ehr)).doesNotHaveDuplicates();
    }

    @Test
    void pageAtAnotherServerIsAskedForWithoutAToken() {
        assertThatThrownBy(() -> fhir.loadPage()
                        .byUrl(other.fhirBase() + "/Patient?page=2")
                        .andReturnBundle(Bundle.class)
                        .execute())
                .isInstanceOf(AuthenticationException.class);
        assertThat(bearers(other)).containsExactly("");
        assertThat(issued).isZero();
        fhir.loadPage()
                .byUrl(ehr.fhirBase() + "/Patient?page=2")
                .andReturnBundle(Bundle.class)
                .execute();
        assertThat(bearers(ehr)).containsExactly("Bearer " + current.value());
    }

    @Test
    void redirectIsNotFollowed() {
        ehr.next(Endpoint.FHIR, Answer.redirect(URI.create(other.fhirBase() + "/Patient/pat-1")));
        assertThatThrownBy(this::patient).isInstanceOf(BaseServerResponseException.class);
        assertThat(bearers(ehr)).hasSize(1);
        assertThat(other.requests(Endpoint.FHIR)).isEmpty();
    }

    @Test
    void headerOfTheApplicationIsLeftAlone() {
        assertThatThrownBy(() -> fhir.read()
                        .resource(Patient.class)
                        .withId("pat-1")
                        .withAdditionalHeader("Authorization", "Bearer of-my-own")
                        .execute())
                .isInstanceOf(AuthenticationException.class);
        assertThat(bearers(ehr)).containsExactly("Bearer of-my-own");
        assertThat(issued).isZero();
    }

    @Test
    void missingTokenIsATypedError() {
        IGenericClient without = R4.newRestfulGenericClient(ehr.fhirBase().toString());
        TokenException refusal = new TokenException("ehr", "refused", 400, JsonValue.EMPTY_JSON_OBJECT, List.of());
        without.registerInterceptor(BearerInterceptor.of(BearerTokens.of(client(), () -> {
            throw refusal;
        })));
        assertThatThrownBy(() ->
                        without.read().resource(Patient.class).withId("pat-1").execute())
                .isSameAs(refusal);
        assertThat(bearers(ehr)).isEmpty();
    }

    private Patient patient() {
        return fhir.read().resource(Patient.class).withId("pat-1").execute();
    }

    private static List<String> bearers(SandboxServer server) {
        return server.requests(Endpoint.FHIR).stream()
                .map(request -> request.header("authorization"))
                .toList();
    }

    /** Returns a fake client that supports managed tokens only. */
    private SmartClient client() {
        return (SmartClient) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SmartClient.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "name" -> "ehr";
                    case "accessToken" -> token();
                    case "invalidate" -> {
                        current = null;
                        yield null;
                    }
                    case "authorizationHeader" -> header((AccessToken) arguments[0], (URI) arguments[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private AccessToken token() {
        if (current == null) {
            issued++;
            current = new AccessToken("ehr", ehr.accessToken("system/*.rs"), Instant.MAX, Scopes.none());
        }
        return current;
    }

    private static Optional<String> header(AccessToken token, URI target) {
        return target.toString().startsWith(ehr.fhirBase() + "/")
                ? Optional.of("Bearer " + token.value())
                : Optional.empty();
    }
}
