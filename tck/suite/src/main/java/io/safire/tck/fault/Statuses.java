package io.safire.tck.fault;

import static io.safire.sandbox.control.Answer.status;
import static io.safire.tck.fault.Effect.NO_ANSWER;
import static io.safire.tck.fault.Effect.NO_USE;
import static io.safire.tck.fault.Flow.DISCOVERY;
import static io.safire.tck.fault.Flow.REVOCATION;
import static io.safire.tck.fault.Outcome.NETWORK;
import static io.safire.tck.fault.Outcome.SUCCESS;

import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.RawAnswer;
import io.safire.tck.fault.Fault.Circle;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Responses with an unexpected status. */
final class Statuses {

    private static final String JSON = "application/json";
    private static final String PAGE = "<html><body>Sorry</body></html>";
    private static final String REFUSAL = "{\"error\":\"invalid_request\",\"error_description\":\"no\"}";

    private Statuses() {}

    static List<Fault> faults() {
        return List.of(
                refused("500", status(500)),
                refused("500 with an HTML page", status(500).body("text/html", PAGE)),
                refused("502 with an HTML page", status(502).body("text/html", PAGE)),
                refused("503", status(503)),
                refused("503 with Retry-After in seconds", status(503).header("Retry-After", "0")),
                refused(
                        "503 with a past date in Retry-After",
                        status(503).header("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT")),
                refused("503 with an excessive Retry-After", status(503).header("Retry-After", "1790000000")),
                refused("503 with a malformed Retry-After", status(503).header("Retry-After", "soon")),
                refused("504", status(504)),
                refused("429", status(429)),
                refused(
                        "429 with a Retry-After of an hour",
                        status(429).header("Retry-After", "3600")),
                refused("400 with an OAuth error", status(400).body(JSON, REFUSAL)),
                refused("400 without a body", status(400)),
                refused("400 with an HTML page", status(400).body("text/html", PAGE)),
                refused("400 with a JSON array", status(400).body(JSON, "[1]")),
                refused("400 with an error that is not a string", status(400).body(JSON, "{\"error\":{\"a\":1}}")),
                refused("401 with invalid_client", status(401).body(JSON, "{\"error\":\"invalid_client\"}")),
                refused("401 without a body", status(401)),
                refused("401 with a challenge", status(401).header("WWW-Authenticate", "Basic realm=\"ehr\"")),
                refused("403 with plain text", status(403).body("text/plain", "forbidden")),
                refused("404 with an HTML page", status(404).body("text/html", PAGE)),
                refused("410", status(410)),
                refused("200 with an OAuth error", status(200).body(JSON, REFUSAL))
                        .but(SUCCESS, DISCOVERY),
                refused("204", status(204)).but(SUCCESS, REVOCATION),
                refused("304 for an unconditional request", status(304)).but(SUCCESS, DISCOVERY),
                refused(
                                "304 with a non-zero Content-Length",
                                Answer.raw(RawAnswer.begin()
                                        .say("HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n"
                                                + "Connection: close\r\n\r\n")))
                        .but(SUCCESS, DISCOVERY));
    }

    static List<Fault> redirects() {
        return List.of(
                refused("A redirect to an unknown path", status(302).header("Location", "/nowhere")),
                new Fault("A redirect to the same URL", new Circle(), NO_USE, Map.of())
                        .but(NETWORK, DISCOVERY, Flow.BRANDS),
                refused("A redirect without Location", status(302)),
                blocked("A redirect to http on another host", Answer.redirect(URI.create("http://ehr.example/a?b=c"))),
                blocked("A redirect to a file URL", Answer.redirect(URI.create("file:///etc/passwd"))),
                blocked("A redirect to a malformed URL", status(307).header("Location", "http://[")));
    }

    private static Fault refused(String name, Answer answer) {
        return Fault.of(name, NO_USE, answer);
    }

    private static Fault blocked(String name, Answer answer) {
        return Fault.of(name, NO_ANSWER, answer);
    }
}
