package io.safire.tck.diagnosis;

import static io.safire.tck.diagnosis.Fault.Evidence.ERROR;
import static io.safire.tck.diagnosis.Fault.Evidence.OUTSIDE;
import static io.safire.tck.diagnosis.Fault.Evidence.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.safire.SmartClient;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.sandbox.ClientKeyPair;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.Quirk;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.sandbox.control.ServerCertificate;
import io.safire.tck.diagnosis.Fault.Evidence;
import io.safire.token.RefreshRequest;
import io.safire.token.TokenResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The faults of the reference guide. {@code faults-of-the-guide.tsv} was written before the checks: it contains the
 * faults, and the keys and words that the first finding must contain. This class seeds the faults.
 */
final class GuideFaults {

    private static final String LIST = "faults-of-the-guide.tsv";

    private final Map<String, String[]> lines = lines();
    private final Map<String, Fault> faults = new LinkedHashMap<>();

    private GuideFaults() {
        discoveryAndNetwork();
        secrets();
        assertions();
        launches();
    }

    static List<Fault> all() {
        GuideFaults guide = new GuideFaults();
        return guide.lines.keySet().stream()
                .map(id -> requireNonNull(guide.faults.get(id), id))
                .toList();
    }

    private void discoveryAndNetwork() {
        add("G01", Step.DISCOVERY, SetUp.BACKEND, Flow.DISCOVERY, OUTSIDE, GuideFaults::endInResourceType);
        add(
                "G02",
                Step.DISCOVERY,
                SetUp.BACKEND,
                Flow.DISCOVERY,
                OUTSIDE,
                situation -> situation.always(
                        Endpoint.SMART_CONFIGURATION,
                        ScriptedResponse.status(200)
                                .body("text/html", "<html><head><title>Welcome</title></head></html>")));
        add(
                "G11",
                Step.NETWORK,
                SetUp.BACKEND,
                Flow.DISCOVERY,
                OUTSIDE,
                situation -> situation.set("base-url", "http://localhost:1/fhir"));
        add("G12", Step.NETWORK, SetUp.BACKEND, Flow.DISCOVERY, OUTSIDE, situation -> situation
                .set("read-timeout", "PT0.3S")
                .always(Endpoint.SMART_CONFIGURATION, ScriptedResponse.normal().hold()));
        add("G13", Step.NETWORK, SetUp.BACKEND, Flow.DISCOVERY, OUTSIDE, situation -> situation
                .moveTo(situation.lab().openHttps(ServerCertificate.VALID))
                .set("trust-store.location", situation.lab().authorityFile())
                .always(Endpoint.SMART_CONFIGURATION, ScriptedResponse.redirect(URI.create("http://fhir.example/r4"))));
        add(
                "G23",
                Step.NETWORK,
                SetUp.BACKEND,
                Flow.DISCOVERY,
                OUTSIDE,
                situation -> situation.always(
                        Endpoint.SMART_CONFIGURATION,
                        ScriptedResponse.status(407).header("Proxy-Authenticate", "Basic realm=\"hospital\"")));
    }

    private static void endInResourceType(Situation situation) {
        situation.set("base-url", situation.get("base-url") + "/Patient");
    }

    private void secrets() {
        add(
                "G03",
                Step.CONFIGURATION,
                SetUp.SECRET,
                Flow.LAUNCH,
                OUTSIDE,
                situation -> situation.remove("client-secret"));
        add("G04", Step.TOKEN, SetUp.SECRET, Flow.LAUNCH, OUTSIDE, situation -> situation
                .set("client-authentication-method", "client_secret_basic")
                .metadata("{'token_endpoint_auth_methods_supported':['client_secret_post']}"));
        add(
                "G05",
                Step.TOKEN,
                SetUp.SECRET,
                Flow.LAUNCH,
                ERROR,
                situation -> situation.set("client-secret", "outdated-Value-1"));
        add(
                "G21",
                Step.CONFIGURATION,
                SetUp.SECRET,
                Flow.LAUNCH,
                OUTSIDE,
                situation -> situation.set("client-secret", "${vault.growth-chart}"));
    }

    private void assertions() {
        add("G06", Step.KEYS, SetUp.BACKEND, Flow.TOKEN, OUTSIDE, situation -> situation
                .remove("private-key")
                .remove("kid"));
        add(
                "G07",
                Step.TOKEN,
                SetUp.BACKEND,
                Flow.TOKEN,
                TOKEN,
                situation -> situation.metadata("{'token_endpoint_auth_methods_supported':['client_secret_basic']}"));
        add("G08", Step.KEYS, SetUp.BACKEND, Flow.TOKEN, TOKEN, situation -> situation.set("kid", "2026-02"));
        add(
                "G09",
                Step.KEYS,
                SetUp.BACKEND,
                Flow.TOKEN,
                TOKEN,
                situation -> situation.publish(
                        ClientKeyPair.generate(situation.keys().kid()).jwks()));
        add("G10", Step.NETWORK, SetUp.BACKEND, Flow.TOKEN, TOKEN, situation -> situation
                .server()
                .setClockOffset(Duration.ofMinutes(-10)));
        add(
                "G16",
                Step.TOKEN,
                SetUp.BACKEND,
                Flow.TOKEN,
                TOKEN,
                situation -> situation.respondJson(
                        Endpoint.TOKEN,
                        200,
                        "{'error':'invalid_scope','error_description':'system scopes are not allowed'}"));
        add("G19", Step.TOKEN, SetUp.BACKEND, Flow.TOKEN, TOKEN, situation -> situation
                .server()
                .setQuirks(Quirk.ISSUER_AS_ASSERTION_AUDIENCE, Quirk.BARE_INVALID_CLIENT));
        add(
                "G20",
                Step.KEYS,
                SetUp.BACKEND,
                Flow.TOKEN,
                TOKEN,
                situation -> situation.publishAt(situation
                        .lab()
                        .openHttps(ServerCertificate.INCOMPLETE_CHAIN)
                        .publish("jwks.json", Json.of(situation.keys().jwks()), "max-age=3600")
                        .toString()));
        add("G22", Step.TOKEN, SetUp.BACKEND, Flow.TOKEN, TOKEN, situation -> situation
                .set("scopes", "system/Patient.read")
                .metadata("{'capabilities':['client-confidential-asymmetric','permission-v2'],"
                        + "'scopes_supported':['system/*.rs']}")
                .respondJson(Endpoint.TOKEN, 400, "{'error':'invalid_scope'}"));
    }

    private void launches() {
        add(
                "G14",
                Step.AUTHORIZATION,
                SetUp.PUBLIC,
                Flow.LAUNCH,
                OUTSIDE,
                situation -> situation.set("redirect-uri", Situation.REDIRECT_URI + "/"));
        add(
                "G15",
                Step.TOKEN,
                SetUp.PUBLIC,
                Flow.of("code exchange", GuideFaults::exchangeTwice),
                ERROR,
                situation -> {});
        add("G17", Step.TOKEN, SetUp.PUBLIC, Flow.of("refresh", GuideFaults::refreshRevoked), ERROR, situation -> {});
        add(
                "G18",
                Step.AUTHORIZATION,
                SetUp.PUBLIC,
                Flow.callback("code=abcdefghijklmnop&state=another-state-of-another-tab&iss={iss}"),
                ERROR,
                situation -> {});
        add(
                "G24",
                Step.TOKEN,
                SetUp.SECRET,
                Flow.LAUNCH,
                ERROR,
                situation -> situation.respondJson(
                        Endpoint.TOKEN,
                        400,
                        "{'error':'invalid_grant','error_uri':'https://authorization.cerner.com/errors/"
                                + "urn%3Acerner%3Aerror%3Aauthorization-server%3Aoauth2%3Agrant%3A"
                                + "invalid-redirect-uri-trailing-slash'}"));
    }

    private static List<Finding> exchangeTwice(SmartClient client, Situation situation) {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        AuthorizationResponse response = Flow.response(situation.server(), request);
        client.exchange(request, response);
        return client.exchange(request, response).findings();
    }

    private static List<Finding> refreshRevoked(SmartClient client, Situation situation) {
        TokenResponse tokens = Flow.launch(client, situation);
        client.tokens().revoke(tokens);
        return client.refresh(RefreshRequest.of(tokens)).findings();
    }

    private void add(String id, Step step, SetUp setUp, Flow flow, Evidence evidence, Consumer<Situation> seed) {
        String[] line = requireNonNull(lines.get(id), id);
        if (!line[3].equals(flow.label())) {
            flow = Flow.of(line[3], flow.action());
        }
        faults.put(id, new Fault(id, step, line[2], setUp, seed, flow, evidence, Cause.of(line[4], line[5])));
    }

    private static Map<String, String[]> lines() {
        Map<String, String[]> lines = new LinkedHashMap<>();
        try (InputStream in = requireNonNull(GuideFaults.class.getResourceAsStream(LIST), LIST)) {
            new String(in.readAllBytes(), UTF_8).lines().skip(1).forEach(line -> {
                String[] columns = line.split("\t", -1);
                lines.put(columns[0], columns);
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return lines;
    }

    /** Registers a public client with a redirect URI. */
    static SandboxClient publicClient(String redirectUri) {
        return SandboxClient.publicClient(SetUp.CLIENT_ID, redirectUri);
    }
}
