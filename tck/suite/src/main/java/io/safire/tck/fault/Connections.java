package io.safire.tck.fault;

import static io.safire.tck.fault.Effect.HARMLESS;
import static io.safire.tck.fault.Effect.NO_ANSWER;
import static io.safire.tck.fault.Effect.NO_USE;
import static io.safire.tck.fault.Flow.DISCOVERY;
import static io.safire.tck.fault.Flow.REVOCATION;
import static io.safire.tck.fault.Outcome.ERROR;
import static io.safire.tck.fault.Outcome.SUCCESS;

import io.safire.sandbox.control.Answer;
import io.safire.sandbox.control.RawAnswer;
import io.safire.tck.fault.Fault.Elsewhere;
import io.safire.tck.fault.Fault.WrongClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Connections that fail, break or hang. */
final class Connections {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String LONG = HEAD + "Content-Length: 1000\r\n\r\n";
    /**
     * The time before the server closes the connection. Some HTTP clients wait for a missing body, with the same outcome.
     */
    private static final Duration LONGER_THAN_THE_TIMEOUT = Duration.ofSeconds(3);

    private static final int MANY = 600;
    private static final Map<Place, String> PLACES = Map.of(
            Place.REFUSED, "Connection refused",
            Place.UNKNOWN_HOST, "Unknown host",
            Place.EXPIRED, "An expired certificate",
            Place.OF_ANOTHER_HOST, "A certificate for another host",
            Place.SELF_SIGNED, "A self-signed certificate",
            Place.OF_AN_UNKNOWN_AUTHORITY, "A certificate from an untrusted authority",
            Place.OLD_TLS, "A server that supports TLS 1.1 at most");

    private Connections() {}

    static List<Fault> failing() {
        return Arrays.stream(Place.values())
                .map(place -> new Fault(PLACES.get(place), new Elsewhere(place), NO_ANSWER, Map.of()))
                .toList();
    }

    static List<Fault> breaking() {
        return List.of(
                broken("Reset before the request is read", RawAnswer.unread().reset()),
                broken("Reset after the request", RawAnswer.begin().reset()),
                broken("Closed after the request", RawAnswer.begin()),
                broken(
                        "Reset within the status line",
                        RawAnswer.begin().say("HTTP/1.1 2").reset()),
                undecided("Closed within the headers", RawAnswer.begin().say(HEAD)).but(Outcome.OPEN, REVOCATION),
                broken(
                        "Reset within the body",
                        RawAnswer.begin().say(LONG + "{\"access_token\":").reset()),
                broken(
                        "Closed within the body (Content-Length too large)",
                        RawAnswer.begin().say(LONG + "{\"a\":1}")),
                Fault.of(
                                "A Content-Length that is too small",
                                NO_USE,
                                Answer.raw(RawAnswer.begin()
                                        .say(HEAD + "Content-Length: 5\r\nConnection: close\r\n\r\n{\"a\":1,\"b\":2}")))
                        // the JDK's HttpURLConnection reads up to the end of the connection
                        .but(SUCCESS, REVOCATION)
                        .but(Outcome.OPEN, DISCOVERY),
                broken("Closed between two chunks", RawAnswer.begin().say(CHUNKED + "7\r\n{\"a\":1}\r\n")),
                broken("A chunk without a valid size", RawAnswer.begin().say(CHUNKED + "zz\r\n{\"a\":1}\r\n0\r\n\r\n")),
                undecided("A response that is not HTTP", RawAnswer.begin().say("SSH-2.0-OpenSSH_9.6\r\n")),
                undecided("A non-numeric status", RawAnswer.begin().say("HTTP/1.1 OK\r\n\r\n{}")),
                Fault.of(
                        "Status 100 before the final response",
                        HARMLESS,
                        Answer.raw(RawAnswer.begin()
                                .say("HTTP/1.1 100 Continue\r\n\r\n")
                                .pass())),
                Fault.of(
                        "Status 103 before the final response",
                        Effect.OPEN,
                        Answer.raw(RawAnswer.begin()
                                .say("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
                                .pass())));
    }

    static List<Fault> hanging() {
        return List.of(
                broken("No response within the timeout", RawAnswer.begin().hold(LONGER_THAN_THE_TIMEOUT)),
                broken(
                        "No body within the timeout",
                        RawAnswer.begin().say(LONG).hold(LONGER_THAN_THE_TIMEOUT)),
                broken(
                        "A body sent byte by byte",
                        RawAnswer.begin().say(LONG).repeat("x", MANY, Duration.ofMillis(100))),
                broken(
                        "An endless sequence of chunks",
                        RawAnswer.begin().say(CHUNKED).repeat("1\r\nx\r\n", MANY, Duration.ofMillis(100))));
    }

    static List<Fault> clocks() {
        return List.of(
                new Fault(
                        "The server's clock is 4 minutes fast",
                        new WrongClock(Duration.ofMinutes(4)),
                        HARMLESS,
                        Map.of()),
                new Fault(
                        "The server's clock is 4 minutes slow",
                        new WrongClock(Duration.ofMinutes(-4)),
                        HARMLESS,
                        Map.of()));
    }

    private static Fault broken(String name, RawAnswer answer) {
        return Fault.of(name, NO_ANSWER, Answer.raw(answer));
    }

    private static Fault undecided(String name, RawAnswer answer) {
        return broken(name, answer).but(ERROR, Flow.values());
    }
}
