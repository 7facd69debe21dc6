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

/** Answers with the expected status whose body or headers are not the expected ones. */
final class Bodies {

    private static final String JSON = "application/json";
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private Bodies() {}

    /** A revocation has no body that matters (RFC 7009 2.2), but a page or an endless one is somebody else's. */
    static List<Fault> useless() {
        return List.of(
                useless("An empty body", status(200)).but(SUCCESS, REVOCATION),
                useless("A page", status(200).body("text/html", "<html><body>Sign in</body></html>")),
                useless("An array", status(200).body(JSON, "[{}]")).but(SUCCESS, REVOCATION),
                useless("A single value", status(200).body(JSON, "\"text\"")).but(SUCCESS, REVOCATION),
                useless("JSON that ends early", status(200).body(JSON, "{\"a\":"))
                        .but(SUCCESS, REVOCATION),
                useless("Two JSON objects", status(200).body(JSON, "{}{}")).but(SUCCESS, REVOCATION),
                useless("A member twice", status(200).body(JSON, "{\"a\":1,\"a\":2}"))
                        .but(SUCCESS, REVOCATION),
                useless("Nesting of 65", Answer.nested(65)).but(SUCCESS, REVOCATION),
                useless("Nesting of 50,000", Answer.nested(50_000)).but(SUCCESS, REVOCATION),
                useless("A number of 100 digits", status(200).body(JSON, "{\"a\":" + "9".repeat(100) + "}"))
                        .but(SUCCESS, REVOCATION),
                useless("2 MiB", Answer.big(2 * 1024 * 1024)),
                useless(
                        "A body without end",
                        Answer.raw(RawAnswer.begin()
                                .say(HEAD + "Connection: close\r\n\r\n{\"a\":\"")
                                .repeat("x".repeat(8192), 10_000, java.time.Duration.ZERO))),
                useless("JSON in UTF-16", Answer.raw(whole("{\"a\":1}".getBytes(UTF_16))))
                        .but(SUCCESS, REVOCATION),
                useless("Bytes that are no text", Answer.raw(whole(new byte[] {(byte) 0xC3, 0x28, (byte) 0xFF})))
                        .but(SUCCESS, REVOCATION),
                useless("A gzip bomb of 32 MiB", Answer.big(32 * 1024 * 1024).gzipped())
                        .but(OPEN, REVOCATION));
    }

    static List<Fault> harmless() {
        return List.of(
                harmless("The content type text/html", normal().header("Content-Type", "text/html")),
                harmless(
                        "The content type text/plain with a charset of its own",
                        normal().header("Content-Type", "text/plain; charset=iso-8859-1")),
                harmless("The charset utf-16 for UTF-8", normal().header("Content-Type", JSON + "; charset=utf-16")),
                harmless("A byte order mark", normal().prefixed("\uFEFF")),
                harmless("Lines of space before it", normal().prefixed("\r\n\t \r\n")),
                harmless("A charset that there is not", normal().header("Content-Type", JSON + "; charset=klingon")),
                Fault.of("A content type that is none", Effect.OPEN, normal().header("Content-Type", "nonsense")),
                Fault.of("gzip that nobody asked for", Effect.OPEN, normal().gzipped()),
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
