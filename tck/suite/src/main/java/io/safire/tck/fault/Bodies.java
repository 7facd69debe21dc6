package io.safire.tck.fault;

import static io.safire.sandbox.control.Answer.normal;
import static io.safire.sandbox.control.Answer.status;
import static io.safire.tck.fault.Effect.HARMLESS;
import static io.safire.tck.fault.Effect.NO_USE;
import static io.safire.tck.fault.Flow.REVOCATION;
import static io.safire.tck.fault.Outcome.OPEN;
import static io.safire.tck.fault.Outcome.SUCCESS;
import static java.nio.charset.StandardCharsets.UTF_16;

import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.RawAnswer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Responses with the expected status whose body or headers are not as expected. */
final class Bodies {

    private static final String JSON = "application/json";
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private Bodies() {}

    /** Returns unusable bodies. Revocation ignores the body (RFC 7009, section 2.2), except for an HTML page or an oversized body. */
    static List<Fault> useless() {
        return List.of(
                useless("An empty body", status(200)).but(SUCCESS, REVOCATION),
                useless("An HTML page", status(200).body("text/html", "<html><body>Sign in</body></html>")),
                useless("A JSON array", status(200).body(JSON, "[{}]")).but(SUCCESS, REVOCATION),
                useless("A JSON string", status(200).body(JSON, "\"text\"")).but(SUCCESS, REVOCATION),
                useless("Truncated JSON", status(200).body(JSON, "{\"a\":"))
                        .but(SUCCESS, REVOCATION),
                useless("Two JSON objects", status(200).body(JSON, "{}{}")).but(SUCCESS, REVOCATION),
                useless("A duplicate member", status(200).body(JSON, "{\"a\":1,\"a\":2}"))
                        .but(SUCCESS, REVOCATION),
                useless("65 nested arrays", Answer.nested(65)).but(SUCCESS, REVOCATION),
                useless("50,000 nested arrays", Answer.nested(50_000)).but(SUCCESS, REVOCATION),
                useless("A number of 100 digits", status(200).body(JSON, "{\"a\":" + "9".repeat(100) + "}"))
                        .but(SUCCESS, REVOCATION),
                useless("A body of 2 MiB", Answer.big(2 * 1024 * 1024)),
                useless(
                        "An endless body",
                        Answer.raw(RawAnswer.begin()
                                .say(HEAD + "Connection: close\r\n\r\n{\"a\":\"")
                                .repeat("x".repeat(8192), 10_000, java.time.Duration.ZERO))),
                useless("JSON in UTF-16", Answer.raw(whole("{\"a\":1}".getBytes(UTF_16))))
                        .but(SUCCESS, REVOCATION),
                useless("Invalid UTF-8", Answer.raw(whole(new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF})))
                        .but(SUCCESS, REVOCATION),
                useless("A gzip bomb of 32 MiB", Answer.big(32 * 1024 * 1024).gzipped())
                        .but(OPEN, REVOCATION));
    }

    static List<Fault> harmless() {
        return List.of(
                harmless("The content type text/html", normal().header("Content-Type", "text/html")),
                harmless(
                        "The content type text/plain with the charset iso-8859-1",
                        normal().header("Content-Type", "text/plain; charset=iso-8859-1")),
                harmless("UTF-8 declared as the charset utf-16", normal().header("Content-Type", JSON + "; charset=utf-16")),
                harmless("A byte order mark", normal().prefixed("\uFEFF")),
                harmless("Leading white space and line breaks", normal().prefixed("\r\n\t \r\n")),
                harmless("An unknown charset", normal().header("Content-Type", JSON + "; charset=klingon")),
                Fault.of("A malformed content type", Effect.OPEN, normal().header("Content-Type", "nonsense")),
                Fault.of("An unrequested gzip encoding", Effect.OPEN, normal().gzipped()),
                Fault.of("A header of 1 MiB", Effect.OPEN, normal().header("X-Filler", "x".repeat(1 << 20))),
                Fault.of("5,000 headers", Effect.OPEN, manyHeaders()));
    }

    private static Answer manyHeaders() {
        StringBuilder head = new StringBuilder(HEAD);
        for (int number = 0; number < 5_000; number++) {
            head.append("X-").append(number).append(": x\r\n");
        }
        return Answer.raw(RawAnswer.begin().say(head + "Content-Length: 2\r\nConnection: close\r\n\r\n{}"));
    }

    private static RawAnswer whole(byte[] body) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes((HEAD + "Content-Length: " + body.length + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        message.writeBytes(body);
        return RawAnswer.begin().say(message.toByteArray());
    }

    private static Fault useless(String name, Answer answer) {
        return Fault.of(name, NO_USE, answer);
    }

    private static Fault harmless(String name, Answer answer) {
        return Fault.of(name, HARMLESS, answer);
    }
}
