package io.safire.docs;

import io.safire.SmartClient;
import io.safire.authentication.Credential;
import io.safire.authentication.JwsSigner;
import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.discovery.Support;
import io.safire.key.PublicKeys;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.CodeVerifier;
import io.safire.launch.Launch;
import io.safire.sandbox.ClientKeyPair;
import io.safire.sandbox.Sandbox;
import io.safire.sandbox.control.BulkPlan;
import io.safire.sandbox.control.BulkVersion;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxControl;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.token.IdToken;
import io.safire.token.LaunchContext;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Samples in the Javadoc of the API and the sandbox. */
public class ApiSamples {

    String launch(SmartClient epic, String iss, String launch, UriInfo uriInfo) {
        AuthorizationRequest request = epic.authorize(Launch.ehr(iss, launch));
        // store the request in the user's session and redirect the browser to request.uri(); then, at the redirect URI:
        TokenResponse tokens = epic.exchange(request, AuthorizationResponse.of(uriInfo.getQueryParameters()));
        String patient = tokens.context().patient().orElseThrow();
        return patient;
    }

    TokenResponse signed(SmartClient epic, KeyManagement keyManagement) {
        JwsSigner signer = input -> keyManagement.sign("growth-chart", "ECDSA_SHA_384", input);
        TokenResponse token =
                epic.with(Credential.signer("2026-01", "ES384", signer)).requestToken();
        return token;
    }

    String assertion(SmartClient epic, URI endpoint) {
        String assertion = epic.clientAssertion(endpoint);
        // send it as client_assertion, with the client_assertion_type of RFC 7523
        return assertion;
    }

    String codeChallenge() {
        CodeVerifier verifier = CodeVerifier.random(new SecureRandom());
        String challenge = verifier.challenge(); // code_challenge, with code_challenge_method S256
        return challenge;
    }

    List<Finding> check(Map<String, Object> members) {
        List<Finding> violations = TokenResponse.conformance(members, TokenFlow.CLIENT_CREDENTIALS);
        return violations;
    }

    /** The client of a cloud key management service. */
    interface KeyManagement {

        byte[] sign(String key, String algorithm, byte[] input);
    }

    String user(SmartClient epic, TokenResponse tokens) {
        IdToken identity = tokens.identity().orElseThrow();
        // server, issuer and subject together identify the user permanently
        String account = tokens.server() + " " + identity.issuer() + " " + identity.subject();
        URI user = identity.fhirUser().orElseThrow().url();
        // empty if the token must not be sent to this URL
        Optional<String> authorization = epic.resources().authorization(tokens.accessToken(), user);
        return account + authorization;
    }

    List<String> context(TokenResponse tokens) {
        LaunchContext context = tokens.context();
        String patient = context.patient().orElseThrow();
        boolean banner = context.needPatientBanner().orElse(true);
        List<String> reports = context.fhirContext().stream()
                .flatMap(item -> item.reference().stream())
                .toList();
        return banner ? List.of(patient) : reports;
    }

    List<Finding> metadata(SmartClient epic) {
        SmartMetadata metadata = epic.metadata();
        boolean backend = metadata.supportsBackendServices();
        List<Finding> findings = metadata.conformance();
        return backend ? findings : List.of();
    }

    void requireBackendServices(SmartMetadata metadata) {
        if (metadata.backendServicesSupport() == Support.NOT_SUPPORTED) {
            throw new IllegalStateException("This server has no SMART Backend Services");
        }
    }

    TokenResponse refreshWithFewerScopes(SmartClient epic, TokenResponse tokens) {
        RefreshRequest less = RefreshRequest.of(tokens).withScopes(Scopes.of("patient/Observation.rs"));
        TokenResponse narrower = epic.refresh(less);
        return narrower;
    }

    Response keySet(SmartClient epic) {
        PublicKeys keys = epic.jwks();
        return Response.ok(keys.jwkSet().toString(), "application/json")
                .header("Cache-Control", keys.cacheControl())
                .build();
    }

    void testWithFaults() {
        try (Sandbox sandbox = Sandbox.start()) {
            SandboxServer ehr = SandboxControl.at(sandbox.control()).open("ehr");
            ehr.registerClient(SandboxClient.publicClient("app", "https://app.example/callback"));
            ehr.script(Endpoint.TOKEN, ScriptedResponse.status(503), ScriptedResponse.drop());
            ehr.setQuirks(Quirk.NO_REFRESH_ROTATION);
        }
    }

    void bulkPlan(SandboxServer ehr) {
        ehr.setBulkPlan(
                BulkPlan.version(BulkVersion.STU3).polls(3).filesPerType(4).filesPerPage(2));
        ehr.script(Endpoint.BULK_FILE, ScriptedResponse.normal().interruptAfter(1000));
    }

    void keyPair(SandboxServer ehr, Path folder) throws IOException {
        ClientKeyPair pair = ClientKeyPair.generate("2026-01");
        ehr.registerClient(SandboxClient.keyClient("nightly-job", pair.jwks(), ""));
        Files.writeString(folder.resolve("key.pem"), pair.privateKeyPem());
    }

    void sandbox() {
        try (Sandbox sandbox = Sandbox.start()) {
            SandboxServer ehr = SandboxControl.at(sandbox.control()).open("ehr");
            ehr.registerClient(SandboxClient.publicClient("app", "https://app.example/callback"));
        }
    }

    TokenResponse launchInTest(SandboxServer ehr, SmartClient client) {
        String launch = ehr.startLaunch(
                Json.createObjectBuilder().add("patient", "pat-1").build());
        AuthorizationRequest request =
                client.authorize(Launch.ehr(ehr.fhirBase().toString(), launch));
        String query = ehr.authorize(request.uri()).query();
        TokenResponse tokens = client.exchange(request, AuthorizationResponse.parse(query));
        return tokens;
    }
}
