package io.safire.tck.diagnosis;

import static io.safire.tck.diagnosis.Fault.Evidence.OUTSIDE;
import static io.safire.tck.diagnosis.Fault.Evidence.TOKEN;
import static io.safire.tck.diagnosis.SetUp.BACKEND;

import io.safire.diagnosis.Step;
import io.safire.sandbox.ClientKeyPair;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.SandboxClient;
import io.safire.sandbox.control.SandboxServer;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.sandbox.control.ServerCertificate;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Faults of the private key, and of the JWKS that the client publishes. */
final class KeyFaults {

    private KeyFaults() {}

    static List<Fault> all() {
        Faults faults = new Faults("K", Step.KEYS);
        privateKeys(faults);
        publishedKeys(faults);
        risks(faults);
        return faults.list();
    }

    private static void privateKeys(Faults faults) {
        privateKey(faults, "the private key is a certificate", "certificate", situation -> situation
                .lab()
                .control()
                .caCertificatePem());
        privateKey(faults, "the private key is a public key", "public key", situation -> TestKeys.publicEc());
        privateKey(faults, "the private key is on P-256", "P-384", situation -> TestKeys.privateEc("secp256r1"));
        privateKey(
                faults, "the private key is RSA with 1,024 bits", "1024|2048", situation -> TestKeys.privateRsa(1024));
        faults.add(
                        "the private key is encrypted",
                        BACKEND,
                        Flow.START,
                        OUTSIDE,
                        "private-key.password",
                        "encrypted",
                        situation -> situation.set("private-key", TestKeys.encrypted()))
                .add(
                        "the file of the private key does not exist",
                        BACKEND,
                        Flow.START,
                        OUTSIDE,
                        "private-key.location",
                        "/run/secrets/none.pem",
                        situation ->
                                situation.remove("private-key").set("private-key.location", "/run/secrets/none.pem"))
                .add("kid is missing", BACKEND, Flow.TOKEN, OUTSIDE, "kid", "kid", situation -> situation.remove("kid"))
                .add(
                        "the server does not accept the algorithm of the key",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "private-key",
                        "ES384|RS384",
                        situation ->
                                situation.metadata("{'token_endpoint_auth_signing_alg_values_supported':['RS384']}"));
    }

    private interface Text {
        String of(Situation situation);
    }

    private static void privateKey(Faults faults, String title, String words, Text pem) {
        faults.add(
                title,
                BACKEND,
                Flow.START,
                OUTSIDE,
                "private-key",
                words,
                situation -> situation.set("private-key", pem.of(situation)));
    }

    private static void publishedKeys(Faults faults) {
        faults.add(
                        "jwks-url responds with 404",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "jwks-url",
                        "404",
                        situation -> situation.publishAt(
                                situation.server().publishedUrl("none.json").toString()))
                .add(
                        "jwks-url requires a login",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "jwks-url",
                        "login",
                        situation -> situation.always(
                                Endpoint.PUBLISHED,
                                ScriptedResponse.status(200)
                                        .body("text/html", "<html><title>Sign in</title><form></form></html>")))
                .add(
                        "no process listens at jwks-url",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "jwks-url",
                        "refused",
                        situation -> situation.publishAt("http://localhost:1/jwks.json"))
                .add(
                        "the published JWKS is empty",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "jwks-url",
                        "keys",
                        situation -> situation.publish("{'keys':[]}"))
                .add(
                        "the published JWKS contains the private key",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "jwks-url",
                        "private",
                        situation ->
                                situation.publish(situation.keys().jwks().replace("\"kty\"", "\"d\":\"AAAA\",\"kty\"")))
                .add(
                        "the published key is for encryption",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "jwks-url",
                        "use",
                        situation -> situation
                                .publish(situation.keys().jwks().replace("\"use\":\"sig\"", "\"use\":\"enc\""))
                                .respondJson(Endpoint.TOKEN, 401, "{'error':'invalid_client'}"))
                .add(
                        "the server still caches the former JWKS",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "",
                        "cache",
                        KeyFaults::rotateTooEarly)
                .add(
                        "the server has registered another URL of the JWKS",
                        BACKEND,
                        Flow.TOKEN,
                        TOKEN,
                        "jwks-url",
                        "jku",
                        KeyFaults::registerOtherUrl);
    }

    private static void risks(Faults faults) {
        faults.add(
                "all users of the machine can read the file of the private key",
                BACKEND,
                Flow.TOKEN,
                OUTSIDE,
                "private-key.location",
                "users",
                situation -> situation
                        .set("private-key.location", situation.lab().write("key.pem", situation.get("private-key")))
                        .remove("private-key"));
        faults.add("kid contains a space", BACKEND, Flow.TOKEN, OUTSIDE, "kid", "white space", KeyFaults::kidWithSpace)
                .add(
                        "the host of the JWKS omits the intermediate certificate, which only the client trusts",
                        BACKEND,
                        Flow.TOKEN,
                        OUTSIDE,
                        "jwks-url",
                        "intermediate",
                        KeyFaults::publishWithIncompleteChain)
                .add(
                        "caches may store the JWKS for a week",
                        BACKEND,
                        Flow.TOKEN,
                        OUTSIDE,
                        "key-publication-time",
                        "PT168H",
                        situation -> situation.publish(situation.keys().jwks(), "max-age=604800"))
                .add(
                        "the retiring key is no longer published",
                        BACKEND,
                        Flow.TOKEN,
                        OUTSIDE,
                        "jwks-url",
                        "retiring",
                        situation -> configureOther(situation, "retiring"))
                .add(
                        "the next key is not published yet",
                        BACKEND,
                        Flow.TOKEN,
                        OUTSIDE,
                        "jwks-url",
                        "The next key",
                        situation -> configureOther(situation, "next"));
    }

    private static void kidWithSpace(Situation situation) {
        situation.set("kid", "2026 01").publish(situation.keys().jwks().replace("2026-01", "2026 01"));
    }

    static void publishWithIncompleteChain(Situation situation) {
        Lab lab = situation.lab();
        SandboxServer host = lab.openHttps(ServerCertificate.INCOMPLETE_CHAIN);
        String certificate = lab.certificateOf(host.fhirBase());
        URI jwks = host.publish("jwks.json", Json.of(situation.keys().jwks()), "max-age=3600");
        situation
                .set(
                        "trust-store.location",
                        lab.write("trusted.pem", lab.control().caCertificatePem() + certificate))
                .publishAt(jwks.toString());
    }

    /** Configures another key, which is not published. The configured private key has been published long ago. */
    private static void configureOther(Situation situation, String state) {
        ClientKeyPair other = ClientKeyPair.generate("2025-12");
        situation
                .set(state + "-key", other.privateKeyPem())
                .set(state + "-kid", other.kid())
                .set(
                        "private-key.published-since",
                        Instant.now().minus(Duration.ofDays(3)).toString());
    }

    /** The server has read the JWKS with the former key, and the client signs with the new key at once. */
    private static void rotateTooEarly(Situation situation) {
        ClientKeyPair former = ClientKeyPair.generate("2025-12");
        SandboxServer server = situation.publish(former.jwks()).server();
        Situation before = new Situation(situation.lab())
                .set("base-url", situation.get("base-url"))
                .set("client-id", SetUp.CLIENT_ID)
                .set("client-type", "confidential-asymmetric")
                .set("private-key", former.privateKeyPem())
                .set("kid", former.kid())
                .set("scopes", "system/Patient.rs");
        try (var client = io.safire.SmartClient.create(before.clientSettings())) {
            client.requestToken();
        }
        server.publish("jwks.json", Json.of(situation.keys().jwks()), "max-age=3600");
    }

    private static void registerOtherUrl(Situation situation) {
        String other = situation
                .server()
                .publish("other.json", Json.of(situation.keys().jwks()), "max-age=3600")
                .toString();
        situation.register(SandboxClient.keyUrlClient(SetUp.CLIENT_ID, other, Situation.REDIRECT_URI));
    }
}
