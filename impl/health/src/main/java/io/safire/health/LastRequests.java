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

/** Remembers how the last requests to each server ended. */
@ApplicationScoped
public class LastRequests implements RequestObserver {

    /** What is told apart. */
    enum Kind {
        DISCOVERY,
        TOKENS
    }

    /** How the last request of a kind ended, and when. */
    record Last(Outcome outcome, Instant at) {}

    private record Place(String server, Kind kind) {}

    private final InstantSource clock;
    private final Map<Place, Last> lasts = new ConcurrentHashMap<>();

    /** By the clock of this machine. */
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
        // what is wrong with the code or the refresh token of one user says nothing about the server
        boolean passedOver = outcome == Outcome.FAILED || ofAUser && outcome == Outcome.REFUSED;
        if (!passedOver) {
            Kind kind = discovery ? Kind.DISCOVERY : Kind.TOKENS;
            lasts.put(new Place(server, kind), new Last(outcome, clock.instant()));
        }
    }
}
