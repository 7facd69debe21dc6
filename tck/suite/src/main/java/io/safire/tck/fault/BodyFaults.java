package io.safire.tck.fault;

import static io.safire.sandbox.control.ScriptedResponse.normal;
import static io.safire.sandbox.control.ScriptedResponse.status;
import static io.safire.tck.fault.FaultEffect.HARMLESS;
import static io.safire.tck.fault.FaultEffect.UNUSABLE_RESPONSE;
import static io.safire.tck.fault.FaultFlow.DISCOVERY;
import static io.safire.tck.fault.FaultFlow.REVOCATION;
import static io.safire.tck.fault.FaultOutcome.SUCCESS;
import static java.nio.charset.StandardCharsets.UTF_16;

import io.safire.sandbox.control.RawResponse;
import io.safire.sandbox.control.ScriptedResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Responses that have the expected status, but an unexpected body or unexpected headers. */
final class BodyFaults {

    private static final String JSON = "application/json";
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private BodyFaults() {}

    /** Returns unusable bodies. Revocation ignores the body (RFC 7009, section 2.2), except for an HTML page or an oversized body. */
    static List<Fault> unusable() {
        return List.of(
                unusable("An empty body", status(200)).except(SUCCESS, REVOCATION),
                unusable("An HTML page", status(200).body("text/html", "<html><body>Sign in</body></html>")),
                unusable("An empty JSON object", status(200).body(JSON, "{}"))
                        .except(SUCCESS, REVOCATION)
                        .except(SUCCESS, DISCOVERY),
                unusable("A JSON array", status(200).body(JSON, "[{}]")).except(SUCCESS, REVOCATION),
                unusable("A JSON string", status(200).body(JSON, "\"text\"")).except(SUCCESS, REVOCATION),
                unusable("Truncated JSON", status(200).body(JSON, "{\"a\":")).except(SUCCESS, REVOCATION),
                unusable("Two JSON objects", status(200).body(JSON, "{}{}")).except(SUCCESS, REVOCATION),
                unusable("A duplicate member", status(200).body(JSON, "{\"a\":1,\"a\":2}"))
                        .except(SUCCESS, REVOCATION),
                unusable("65 nested arrays", ScriptedResponse.nested(65)).except(SUCCESS, REVOCATION),
                unusable("50,000 nested arrays", ScriptedResponse.nested(50_000))
                        .except(SUCCESS, REVOCATION),
                unusable("A number of 100 digits", status(200).body(JSON, "{\"a\":" + "9".repeat(100) + "}"))
                        .except(SUCCESS, REVOCATION),
                unusable("A body of 2 MiB", ScriptedResponse.big(2 * 1024 * 1024)),
                unusable(
                        "An endless body",
                        ScriptedResponse.raw(RawResponse.begin()
                                .send(HEAD + "Connection: close\r\n\r\n{\"a\":\"")
                                .repeat("x".repeat(8192), 10_000, java.time.Duration.ZERO))),
                unusable("JSON in UTF-16", ScriptedResponse.raw(rawResponse("{\"a\":1}".getBytes(UTF_16))))
                        .except(SUCCESS, REVOCATION, DISCOVERY),
                unusable("Invalid UTF-8", ScriptedResponse.raw(rawResponse(new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF
                        })))
                        .except(SUCCESS, REVOCATION),
                unusable(
                        "A gzip bomb of 32 MiB",
                        ScriptedResponse.big(32 * 1024 * 1024).gzip()));
    }

    static List<Fault> harmless() {
        return List.of(
                harmless("The content type text/html", normal().header("Content-Type", "text/html")),
                harmless(
                        "The content type text/plain with the charset iso-8859-1",
                        normal().header("Content-Type", "text/plain; charset=iso-8859-1")),
                harmless(
                        "UTF-8 declared as the charset utf-16",
                        normal().header("Content-Type", JSON + "; charset=utf-16")),
                harmless("A byte order mark", normal().prefix("\uFEFF")),
                harmless("Leading white space and line breaks", normal().prefix("\r\n\t \r\n")),
                harmless("An unknown charset", normal().header("Content-Type", JSON + "; charset=klingon")),
                harmless("A malformed content type", normal().header("Content-Type", "nonsense")),
                harmless(
                        "A content type with a malformed parameter",
                        normal().header("Content-Type", JSON + "; charset; =utf-8")),
                harmless("An empty content type", normal().header("Content-Type", "")),
                harmless("An unrequested gzip encoding", normal().gzip()),
                Fault.of(
                        "A header of 1 MiB",
                        FaultEffect.RUNTIME_DEPENDENT,
                        normal().header("X-Filler", "x".repeat(1 << 20))),
                Fault.of("5,000 headers", FaultEffect.RUNTIME_DEPENDENT, manyHeaders()));
    }

    private static ScriptedResponse manyHeaders() {
        StringBuilder head = new StringBuilder(HEAD);
        for (int number = 0; number < 5_000; number++) {
            head.append("X-").append(number).append(": x\r\n");
        }
        return ScriptedResponse.raw(
                RawResponse.begin().send(head + "Content-Length: 2\r\nConnection: close\r\n\r\n{}"));
    }

    private static RawResponse rawResponse(byte[] body) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes((HEAD + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(body);
        return RawResponse.begin().send(message.toByteArray());
    }

    private static Fault unusable(String name, ScriptedResponse response) {
        return Fault.of(name, UNUSABLE_RESPONSE, response);
    }

    private static Fault harmless(String name, ScriptedResponse response) {
        return Fault.of(name, HARMLESS, response);
    }
}
