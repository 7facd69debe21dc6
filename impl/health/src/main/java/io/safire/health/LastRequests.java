package io.safire.health;

import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An observer that records the outcome of the last requests to each server. */
@ApplicationScoped
public class LastRequests implements RequestObserver {

    /** The kinds of requests that are recorded separately. */
    enum Kind {
        DISCOVERY,
        TOKENS
    }

    /** The outcome of the last request of a kind, and its time. */
    record Last(Outcome outcome, Instant at) {}

    private record Place(String server, Kind kind) {}

    private final InstantSource clock;
    private final Map<Place, Last> lasts = new ConcurrentHashMap<>();

    /** Creates an observer that uses the system clock. */
    public LastRequests() {
        this(Clock.systemUTC());
    }

    LastRequests(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Watch begun(String server, SmartRequest request) {
        return outcome -> ended(server, request, outcome);
    }

    Optional<Last> of(String server, Kind kind) {
        return Optional.ofNullable(lasts.get(new Place(server, kind)));
    }

    private void ended(String server, SmartRequest request, Outcome outcome) {
        boolean discovery = request == SmartRequest.DISCOVERY;
        boolean ofAUser = request == SmartRequest.CODE_EXCHANGE || request == SmartRequest.REFRESH;
        if (!discovery && !ofAUser && request != SmartRequest.BACKEND_TOKEN) {
            return;
        }
        // a rejected code or refresh token of one user does not indicate a problem of the server
        boolean passedOver = outcome == Outcome.FAILED || ofAUser && outcome == Outcome.REFUSED;
        if (!passedOver) {
            Kind kind = discovery ? Kind.DISCOVERY : Kind.TOKENS;
            lasts.put(new Place(server, kind), new Last(outcome, clock.instant()));
        }
    }
}
