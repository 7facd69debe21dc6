package io.safire.cluster;

import io.safire.error.SignInRequiredException;
import io.safire.error.SmartException;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Statistics about effects that the users of a node would notice. */
final class UserStatistics {

    private final LongAdder calls = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder expiredInTransit = new LongAdder();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final Map<String, String> lostSessions = new ConcurrentHashMap<>();

    /** Records a token that was returned to a caller, with the time of the call. */
    void recordToken(Instant expiresAt, Instant calledAt) {
        calls.increment();
        if (!expiresAt.isAfter(calledAt)) {
            expired.increment();
        }
    }

    void recordRead() {
        reads.increment();
    }

    /**
     * Records a token that the FHIR server rejected.
     *
     * @param expired true if the token expired in transit, which happens on a busy machine
     */
    void rejected(boolean expired) {
        (expired ? expiredInTransit : rejected).increment();
    }

    void recordFailure(String subject, SmartException failure) {
        calls.increment();
        errors.computeIfAbsent(describe(failure), any -> new LongAdder()).increment();
        if (failure instanceof SignInRequiredException) {
            lostSessions.putIfAbsent(subject, describe(failure));
        }
    }

    void recordMissingTokens(String subject) {
        lostSessions.putIfAbsent(subject, "no user tokens are stored");
    }

    /** Records an exception that no user should ever see. */
    void recordUnexpected(String subject, Throwable failure) {
        lostSessions.putIfAbsent(subject, failure.toString());
    }

    String toJson() {
        JsonObjectBuilder failures = Json.createObjectBuilder();
        errors.forEach((kind, count) -> failures.add(kind, count.sum()));
        JsonObjectBuilder sessions = Json.createObjectBuilder();
        lostSessions.forEach(sessions::add);
        return Json.createObjectBuilder()
                .add("calls", calls.sum())
                .add("reads", reads.sum())
                .add("expired", expired.sum())
                .add("rejected", rejected.sum())
                .add("expired-in-transit", expiredInTransit.sum())
                .add("errors", failures)
                .add("lost", sessions)
                .build()
                .toString();
    }

    /** Returns the type of the exception, its code and its server. */
    static String describe(SmartException failure) {
        return failure.getClass().getSimpleName() + " "
                + String.valueOf(failure.getMessage()).split(":")[0];
    }
}
