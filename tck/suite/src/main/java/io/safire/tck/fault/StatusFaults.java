package io.safire.tck.fault;

import static io.safire.sandbox.control.ScriptedResponse.status;
import static io.safire.tck.fault.FaultEffect.NO_RESPONSE;
import static io.safire.tck.fault.FaultEffect.UNUSABLE_RESPONSE;
import static io.safire.tck.fault.FaultFlow.DISCOVERY;
import static io.safire.tck.fault.FaultFlow.REVOCATION;
import static io.safire.tck.fault.FaultOutcome.NETWORK;
import static io.safire.tck.fault.FaultOutcome.SUCCESS;

import io.safire.sandbox.control.RawResponse;
import io.safire.sandbox.control.ScriptedResponse;
import io.safire.tck.fault.Fault.RedirectLoop;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Responses with an unexpected status. */
final class StatusFaults {

    private static final String JSON = "application/json";
    private static final String PAGE = "<html><body>Sorry</body></html>";
    private static final String OAUTH_ERROR = "{\"error\":\"invalid_request\",\"error_description\":\"no\"}";

    private StatusFaults() {}

    static List<Fault> unexpected() {
        return List.of(
                errorResponse("500", status(500)),
                errorResponse("500 with an HTML page", status(500).body("text/html", PAGE)),
                errorResponse("502 with an HTML page", status(502).body("text/html", PAGE)),
                errorResponse("503", status(503)),
                errorResponse("503 with Retry-After in seconds", status(503).header("Retry-After", "0")),
                errorResponse(
                        "503 with a past date in Retry-After",
                        status(503).header("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT")),
                errorResponse("503 with an excessive Retry-After", status(503).header("Retry-After", "1790000000")),
                errorResponse("503 with a malformed Retry-After", status(503).header("Retry-After", "soon")),
                errorResponse("504", status(504)),
                errorResponse("429", status(429)),
                errorResponse("429 with a Retry-After of an hour", status(429).header("Retry-After", "3600")),
                errorResponse("400 with an OAuth error", status(400).body(JSON, OAUTH_ERROR)),
                errorResponse("400 without a body", status(400)),
                errorResponse("400 with an HTML page", status(400).body("text/html", PAGE)),
                errorResponse("400 with a JSON array", status(400).body(JSON, "[1]")),
                errorResponse(
                        "400 with an error that is not a string", status(400).body(JSON, "{\"error\":{\"a\":1}}")),
                errorResponse("401 with invalid_client", status(401).body(JSON, "{\"error\":\"invalid_client\"}")),
                errorResponse("401 without a body", status(401)),
                errorResponse("401 with a challenge", status(401).header("WWW-Authenticate", "Basic realm=\"ehr\"")),
                errorResponse("403 with plain text", status(403).body("text/plain", "forbidden")),
                errorResponse("404 with an HTML page", status(404).body("text/html", PAGE)),
                errorResponse("410", status(410)),
                errorResponse("200 with an OAuth error", status(200).body(JSON, OAUTH_ERROR))
                        .except(SUCCESS, DISCOVERY),
                errorResponse("204", status(204)).except(SUCCESS, REVOCATION),
                errorResponse("304 for an unconditional request", status(304)).except(SUCCESS, DISCOVERY),
                errorResponse(
                                "304 with a non-zero Content-Length",
                                ScriptedResponse.raw(RawResponse.begin()
                                        .send("HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n"
                                                + "Connection: close\r\n\r\n")))
                        .except(SUCCESS, DISCOVERY));
    }

    static List<Fault> redirects() {
        return List.of(
                errorResponse("A redirect to an unknown path", status(302).header("Location", "/nowhere")),
                new Fault("A redirect to the same URL", new RedirectLoop(), UNUSABLE_RESPONSE, Map.of())
                        .except(NETWORK, DISCOVERY, FaultFlow.BRANDS),
                errorResponse("A redirect without Location", status(302)),
                blockedRedirect(
                        "A redirect to http on another host",
                        ScriptedResponse.redirect(URI.create("http://ehr.example/a?b=c"))),
                blockedRedirect(
                        "A redirect to a file URL", ScriptedResponse.redirect(URI.create("file:///etc/passwd"))),
                blockedRedirect("A redirect to a malformed URL", status(307).header("Location", "http://[")));
    }

    private static Fault errorResponse(String name, ScriptedResponse response) {
        return Fault.of(name, UNUSABLE_RESPONSE, response);
    }

    private static Fault blockedRedirect(String name, ScriptedResponse response) {
        return Fault.of(name, NO_RESPONSE, response);
    }
}
