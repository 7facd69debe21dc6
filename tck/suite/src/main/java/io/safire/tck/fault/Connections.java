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
    /** Then the server closes: some HTTP clients wait for a body that does not come, and the outcome is the same. */
    private static final Duration LONGER_THAN_THE_TIMEOUT = Duration.ofSeconds(3);

    private static final int MANY = 600;
    private static final Map<Place, String> PLACES = Map.of(
            Place.REFUSED, "Connection refused",
            Place.UNKNOWN_HOST, "Unknown host",
            Place.EXPIRED, "An expired certificate",
            Place.OF_ANOTHER_HOST, "The certificate of another host",
            Place.SELF_SIGNED, "A self-signed certificate",
            Place.OF_AN_UNKNOWN_AUTHORITY, "The certificate of an unknown authority",
            Place.OLD_TLS, "A server that knows TLS 1.1 at the most");

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
                        "Reset in the first line",
                        RawAnswer.begin().say("HTTP/1.1 2").reset()),
                undecided("Closed in the headers", RawAnswer.begin().say(HEAD)).but(Outcome.OPEN, REVOCATION),
                broken(
                        "Reset in the body",
                        RawAnswer.begin().say(LONG + "{\"access_token\":").reset()),
                broken(
                        "Closed in the body: Content-Length is too long",
                        RawAnswer.begin().say(LONG + "{\"a\":1}")),
                Fault.of(
                                "Content-Length is too short",
                                NO_USE,
                                Answer.raw(RawAnswer.begin()
                                        .say(HEAD + "Content-Length: 5\r\nConnection: close\r\n\r\n{\"a\":1,\"b\":2}")))
                        // the JDK's HttpURLConnection reads on to the end of the connection
                        .but(SUCCESS, REVOCATION)
                        .but(Outcome.OPEN, DISCOVERY),
                broken("Closed between two chunks", RawAnswer.begin().say(CHUNKED + "7\r\n{\"a\":1}\r\n")),
                broken("A chunk of no size", RawAnswer.begin().say(CHUNKED + "zz\r\n{\"a\":1}\r\n0\r\n\r\n")),
                undecided("Something that is not HTTP", RawAnswer.begin().say("SSH-2.0-OpenSSH_9.6\r\n")),
                undecided("A status that is no number", RawAnswer.begin().say("HTTP/1.1 OK\r\n\r\n{}")),
                Fault.of(
                        "100 before the answer",
                        HARMLESS,
                        Answer.raw(RawAnswer.begin()
                                .say("HTTP/1.1 100 Continue\r\n\r\n")
                                .pass())),
                Fault.of(
                        "103 before the answer",
                        Effect.OPEN,
                        Answer.raw(RawAnswer.begin()
                                .say("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
                                .pass())));
    }

    static List<Fault> hanging() {
        return List.of(
                broken("No answer in time", RawAnswer.begin().hold(LONGER_THAN_THE_TIMEOUT)),
                broken(
                        "Headers, and no body in time",
                        RawAnswer.begin().say(LONG).hold(LONGER_THAN_THE_TIMEOUT)),
                broken(
                        "A body that comes byte by byte",
                        RawAnswer.begin().say(LONG).repeat("x", MANY, Duration.ofMillis(100))),
                broken(
                        "Chunks that never end",
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
