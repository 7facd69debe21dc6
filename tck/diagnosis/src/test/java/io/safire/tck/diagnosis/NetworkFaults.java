package io.safire.tck.diagnosis;

import static io.safire.tck.diagnosis.Fault.Evidence.OUTSIDE;
import static io.safire.tck.diagnosis.SetUp.BACKEND;

import io.safire.diagnosis.Step;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.sandbox.control.ServerCertificate;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;

/** Faults of the network and of TLS. */
final class NetworkFaults {

    private NetworkFaults() {}

    static List<Fault> all() {
        Faults faults = new Faults("N", Step.NETWORK);
        connections(faults);
        statuses(faults);
        tls(faults);
        clientCertificates(faults);
        return faults.list();
    }

    private static void connections(Faults faults) {
        add(faults, "the host name does not exist", "base-url", "host", situation -> situation
                .set("base-url", "https://fhir.hospital.invalid/r4")
                .set("redirect-uri", "http://localhost:8080/callback")
                .set("allow-insecure-localhost", "true"));
        add(faults, "a firewall discards the packets", "connect-timeout", "firewall", situation -> situation
                .set("base-url", situation.lab().control().openUnresponsive() + "/fhir")
                .set("connect-timeout", "PT0.3S"));
        add(
                faults,
                "the server closes the connection without a response",
                "",
                "closed",
                situation -> situation.always(Endpoint.SMART_CONFIGURATION, ScriptedResponse.drop()));
        add(
                faults,
                "the server redirects to another host",
                "endpoint-hosts",
                "https://login.example",
                situation -> situation
                        .moveTo(situation.lab().openHttps(ServerCertificate.VALID))
                        .set("trust-store.location", situation.lab().authorityFile())
                        .always(
                                Endpoint.SMART_CONFIGURATION,
                                ScriptedResponse.redirect(URI.create("https://login.example/start"))));
    }

    private static void statuses(Faults faults) {
        add(
                faults,
                "the server is under maintenance",
                "",
                "503|maintenance",
                situation -> situation.always(Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(503)));
        add(
                faults,
                "the server limits the number of requests",
                "",
                "429|limit",
                situation -> situation.always(Endpoint.SMART_CONFIGURATION, ScriptedResponse.status(429)));
        add(
                faults,
                "a firewall rejects the request",
                "user-agent",
                "403|firewall",
                situation -> situation.always(
                        Endpoint.SMART_CONFIGURATION,
                        ScriptedResponse.status(403).body("text/html", "<html><title>Request blocked</title></html>")));
    }

    private static void tls(Faults faults) {
        tls(faults, "the certificate of the server has expired", "", "expired", ServerCertificate.EXPIRED);
        tls(faults, "the certificate is for another host", "base-url", "ehr.example", ServerCertificate.WRONG_HOST);
        tls(
                faults,
                "the certificate is self-signed",
                "trust-store.location",
                "self-signed",
                ServerCertificate.SELF_SIGNED);
        tls(
                faults,
                "the certificate is from an unknown authority",
                "trust-store.location",
                "Safire Sandbox CA",
                ServerCertificate.UNTRUSTED_AUTHORITY);
        tls(
                faults,
                "the server omits the intermediate certificate",
                "",
                "intermediate",
                ServerCertificate.INCOMPLETE_CHAIN);
        add(
                faults,
                "the trust store lacks the authority of the hospital",
                "trust-store.location",
                "Safire Sandbox CA",
                situation -> situation.moveTo(situation.lab().openHttps(ServerCertificate.VALID)));
        add(faults, "the server supports TLS 1.1 only", "", "TLS 1.2", situation -> situation
                .set("trust-store.location", situation.lab().authorityFile())
                .set("allow-insecure-localhost", "true")
                .set("base-url", situation.lab().control().openOldTls() + "/fhir"));
        faults.add(
                "the trust store does not exist",
                BACKEND,
                Flow.START,
                OUTSIDE,
                "trust-store.location",
                "/etc/ssl/none.pem",
                situation -> situation.set("trust-store.location", "/etc/ssl/none.pem"));
    }

    private static void clientCertificates(Faults faults) {
        add(
                faults,
                "the server requires a client certificate",
                "key-store.location",
                "client certificate",
                situation -> mutualTls(situation, "TLSv1.3"));
        add(
                faults,
                "the server requires a client certificate, with TLS 1.2",
                "key-store.location",
                "client certificate",
                situation -> mutualTls(situation, "TLSv1.2"));
        add(
                faults,
                "the server does not trust the client certificate",
                "key-store.location",
                "client certificate",
                situation -> mutualTls(situation, "TLSv1.2")
                        .set("key-store.password", "changeit-please")
                        .set(
                                "key-store.location",
                                situation
                                        .lab()
                                        .write(
                                                "client.p12",
                                                situation
                                                        .lab()
                                                        .control()
                                                        .untrustedClientKeyStore("growth-chart", "changeit-please"))));
        faults.add(
                "the password of the key store is wrong",
                BACKEND,
                Flow.START,
                OUTSIDE,
                "key-store.password",
                "password",
                situation -> mutualTls(situation, "TLSv1.2")
                        .set("key-store.password", "another-password")
                        .set(
                                "key-store.location",
                                situation
                                        .lab()
                                        .write(
                                                "client.p12",
                                                situation
                                                        .lab()
                                                        .control()
                                                        .clientKeyStore("growth-chart", "changeit-please"))));
    }

    static Situation mutualTls(Situation situation, String protocol) {
        return situation
                .moveTo(situation.lab().control().openMutualTls(situation.lab().nextName(), protocol))
                .set("trust-store.location", situation.lab().authorityFile());
    }

    private static void tls(Faults faults, String title, String keys, String words, ServerCertificate certificate) {
        add(faults, title, keys, words, situation -> situation
                .moveTo(situation.lab().openHttps(certificate))
                .set("trust-store.location", situation.lab().authorityFile()));
    }

    private static void add(Faults faults, String title, String keys, String words, Consumer<Situation> seed) {
        faults.add(title, BACKEND, Flow.DISCOVERY, OUTSIDE, keys, words, seed);
    }
}
