package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.internal.config.HttpSettings;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import io.safire.internal.http.TransportException.FailureKind;
import io.safire.internal.message.Message;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The sender of the GET requests of a diagnosis. Each request has a new connection, and a time limit that depends on
 * the remaining time of the diagnosis.
 *
 * @param deadline the end of the diagnosis
 */
record ProbeSender(ServerSettings settings, Clock clock, Instant deadline) {

    /** The remaining time is divided into this number of parts. */
    private static final int PARTS = 3;
    /** A request may take two parts, so that time remains for other checks. */
    private static final int PARTS_OF_REQUEST = 2;
    /** The time limit after the deadline has passed. A value of zero would mean no limit. */
    private static final Duration MIN_LIMIT = Duration.ofMillis(1);

    Duration remaining() {
        return Duration.between(clock.instant(), deadline);
    }

    Duration connectLimit() {
        return orMinimum(remaining().dividedBy(PARTS));
    }

    Probe send(OutboundRequest request, HttpSettings http) {
        URI target = request.target();
        Instant sentAt = clock.instant();
        Duration limit = orMinimum(remaining().dividedBy(PARTS).multipliedBy(PARTS_OF_REQUEST));
        UrlPolicy urlPolicy = settings.endpoints().urlPolicy();
        try (HttpTransport transport = new HttpTransport(settings.name(), http.limitedTo(limit), urlPolicy)) {
            InboundResponse response = transport.send(request);
            return new Probe(
                    target, Optional.of(response), Optional.empty(), sentAt, clock.instant(), Optional.empty());
        } catch (TransportException failure) {
            Optional<Finding> cutOff = Optional.of(timeLimit(failure.kind(), http, request.maxResponseBytes()))
                    .filter(own -> limit.compareTo(own) < 0)
                    .map(own -> Message.RESPONSE_CUT_OFF.finding(
                            HttpTransport.withoutQuery(target), seconds(limit), seconds(own)));
            return new Probe(target, Optional.empty(), Optional.of(failure), sentAt, clock.instant(), cutOff);
        }
    }

    private static Duration timeLimit(FailureKind kind, HttpSettings http, int maxBytes) {
        return switch (kind) {
            case CONNECT_TIMEOUT -> http.connectTimeout();
            case READ_TIMEOUT -> http.readTimeout();
            case DEADLINE_EXCEEDED -> http.requestTimeout(maxBytes);
            default -> Duration.ZERO;
        };
    }

    private static Duration orMinimum(Duration limit) {
        return limit.compareTo(MIN_LIMIT) < 0 ? MIN_LIMIT : limit;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
