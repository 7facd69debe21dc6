package io.safire.health;

import io.safire.event.SmartRequest;
import io.safire.spi.RequestObserver;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** An observer that records the outcome of the last request of each kind to each server. */
@ApplicationScoped
public class LastRequestOutcomes implements RequestObserver {

    enum RecordedRequestKind {
        DISCOVERY,
        TOKENS
    }

    record LastOutcome(RequestOutcome outcome, Instant time) {}

    private record ServerAndRequestKind(String server, RecordedRequestKind kind) {}

    private final InstantSource clock;
    private final Map<ServerAndRequestKind, LastOutcome> lastOutcomes = new ConcurrentHashMap<>();

    public LastRequestOutcomes() {
        this(Clock.systemUTC());
    }

    LastRequestOutcomes(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public ActiveRequest onStart(String server, SmartRequest request) {
        return outcome -> recordOutcome(server, request, outcome);
    }

    Optional<LastOutcome> find(String server, RecordedRequestKind kind) {
        return Optional.ofNullable(lastOutcomes.get(new ServerAndRequestKind(server, kind)));
    }

    /** Discards the outcomes of servers that have been removed. */
    void retain(Set<String> servers) {
        lastOutcomes.keySet().removeIf(key -> !servers.contains(key.server()));
    }

    private void recordOutcome(String server, SmartRequest request, RequestOutcome outcome) {
        boolean discovery = request == SmartRequest.DISCOVERY;
        boolean forUser = request == SmartRequest.CODE_EXCHANGE || request == SmartRequest.REFRESH;
        if (!discovery && !forUser && request != SmartRequest.CLIENT_CREDENTIALS) {
            return;
        }
        // the rejection of a user's code or refresh token does not indicate a problem with the server
        boolean ignored = outcome == RequestOutcome.FAILED || forUser && outcome == RequestOutcome.REFUSED;
        if (!ignored) {
            RecordedRequestKind kind = discovery ? RecordedRequestKind.DISCOVERY : RecordedRequestKind.TOKENS;
            lastOutcomes.put(new ServerAndRequestKind(server, kind), new LastOutcome(outcome, clock.instant()));
        }
    }
}
