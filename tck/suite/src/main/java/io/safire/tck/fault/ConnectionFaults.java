package io.safire.tck.fault;

import static io.safire.tck.fault.FaultEffect.HARMLESS;
import static io.safire.tck.fault.FaultEffect.NO_RESPONSE;
import static io.safire.tck.fault.FaultEffect.UNUSABLE_RESPONSE;
import static io.safire.tck.fault.FaultFlow.DISCOVERY;
import static io.safire.tck.fault.FaultFlow.REVOCATION;
import static io.safire.tck.fault.FaultOutcome.ERROR;
import static io.safire.tck.fault.FaultOutcome.SUCCESS;

import io.safire.sandbox.control.RawResponse;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.fault.Fault.ClockSkew;
import io.safire.tck.fault.Fault.UnreachableEndpoint;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Connections that fail, break or hang. */
final class ConnectionFaults {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String CHUNKED_HEAD = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String LONG_BODY_HEAD = HEAD + "Content-Length: 1000\r\n\r\n";
    /**
     * The time before the server closes the connection. Some HTTP clients wait for a missing body until their timeout,
     * with the same outcome.
     */
    private static final Duration LONGER_THAN_TIMEOUT = Duration.ofSeconds(3);

    private static final int MANY = 600;
    private static final Map<UnreachableTarget, String> TARGET_NAMES = Map.of(
            UnreachableTarget.REFUSED, "Connection refused",
            UnreachableTarget.UNKNOWN_HOST, "Unknown host",
            UnreachableTarget.CONNECT_TIMEOUT, "No response to the connection attempt",
            UnreachableTarget.EXPIRED, "An expired certificate",
            UnreachableTarget.WRONG_HOST, "A certificate for another host",
            UnreachableTarget.SELF_SIGNED, "A self-signed certificate",
            UnreachableTarget.UNTRUSTED_AUTHORITY, "A certificate from an untrusted authority",
            UnreachableTarget.OLD_TLS, "A server that supports TLS 1.1 at most");

    private ConnectionFaults() {}

    static List<Fault> failing() {
        return Arrays.stream(UnreachableTarget.values())
                .map(place -> new Fault(TARGET_NAMES.get(place), new UnreachableEndpoint(place), NO_RESPONSE, Map.of()))
                .toList();
    }

    static List<Fault> breaking() {
        return List.of(
                broken(
                        "Reset before the request is read",
                        RawResponse.beforeBody().reset()),
                broken("Reset after the request", RawResponse.begin().reset()),
                broken("Closed after the request", RawResponse.begin()),
                broken(
                        "Reset within the status line",
                        RawResponse.begin().send("HTTP/1.1 2").reset()),
                undecided("Closed within the headers", RawResponse.begin().send(HEAD))
                        .except(FaultOutcome.RUNTIME_DEPENDENT, REVOCATION),
                broken(
                        "Reset within the body",
                        RawResponse.begin()
                                .send(LONG_BODY_HEAD + "{\"access_token\":")
                                .reset()),
                broken(
                        "Closed within the body (Content-Length too large)",
                        RawResponse.begin().send(LONG_BODY_HEAD + "{\"a\":1}")),
                Fault.of(
                                "A Content-Length that is too small",
                                UNUSABLE_RESPONSE,
                                ScriptedResponse.raw(RawResponse.begin()
                                        .send(HEAD
                                                + "Content-Length: 5\r\nConnection: close\r\n\r\n{\"a\":1,\"b\":2}")))
                        // the JDK's HttpURLConnection reads up to the end of the connection
                        .except(SUCCESS, REVOCATION)
                        .except(FaultOutcome.RUNTIME_DEPENDENT, DISCOVERY),
                broken("Closed between two chunks", RawResponse.begin().send(CHUNKED_HEAD + "7\r\n{\"a\":1}\r\n")),
                broken(
                        "A chunk without a valid size",
                        RawResponse.begin().send(CHUNKED_HEAD + "zz\r\n{\"a\":1}\r\n0\r\n\r\n")),
                undecided("A response that is not HTTP", RawResponse.begin().send("SSH-2.0-OpenSSH_9.6\r\n")),
                undecided("A non-numeric status", RawResponse.begin().send("HTTP/1.1 OK\r\n\r\n{}")),
                Fault.of(
                        "Status 100 before the final response",
                        HARMLESS,
                        ScriptedResponse.raw(RawResponse.begin()
                                .send("HTTP/1.1 100 Continue\r\n\r\n")
                                .passThrough())),
                Fault.of(
                        "Status 103 before the final response",
                        FaultEffect.RUNTIME_DEPENDENT,
                        ScriptedResponse.raw(RawResponse.begin()
                                .send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
                                .passThrough())));
    }

    static List<Fault> hanging() {
        return List.of(
                broken("No response within the timeout", RawResponse.begin().hold(LONGER_THAN_TIMEOUT)),
                broken(
                        "No body within the timeout",
                        RawResponse.begin().send(LONG_BODY_HEAD).hold(LONGER_THAN_TIMEOUT)),
                broken(
                        "A body sent byte by byte",
                        RawResponse.begin().send(LONG_BODY_HEAD).repeat("x", MANY, Duration.ofMillis(100))),
                broken(
                        "An endless sequence of chunks",
                        RawResponse.begin().send(CHUNKED_HEAD).repeat("1\r\nx\r\n", MANY, Duration.ofMillis(100))));
    }

    static List<Fault> clockSkews() {
        return List.of(
                new Fault(
                        "The server's clock is 4 minutes fast",
                        new ClockSkew(Duration.ofMinutes(4)),
                        HARMLESS,
                        Map.of()),
                new Fault(
                        "The server's clock is 4 minutes slow",
                        new ClockSkew(Duration.ofMinutes(-4)),
                        HARMLESS,
                        Map.of()));
    }

    private static Fault broken(String name, RawResponse response) {
        return Fault.of(name, NO_RESPONSE, ScriptedResponse.raw(response));
    }

    private static Fault undecided(String name, RawResponse response) {
        return broken(name, response).except(ERROR, FaultFlow.values());
    }
}
