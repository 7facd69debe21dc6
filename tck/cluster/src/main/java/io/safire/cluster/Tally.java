package io.safire.cluster;

import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Statistics of the effects that users of a node would notice. */
final class Tally {

    private final LongAdder calls = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final Map<String, String> lost = new ConcurrentHashMap<>();

    /** Records a token that was returned to a caller, with the time of the call. */
    void handedOut(Instant end, Instant asked) {
        calls.increment();
        if (!end.isAfter(asked)) {
            expired.increment();
        }
    }

    void read() {
        reads.increment();
    }

    /**
     * Records a token that the FHIR server rejected.
     *
     * @param expired whether the token expired in transit, which happens on a busy machine
     */
    void refused(boolean expired) {
        (expired ? late : refused).increment();
    }

    void failed(String subject, SmartException failure) {
        calls.increment();
        errors.computeIfAbsent(kind(failure), any -> new LongAdder()).increment();
        if (failure instanceof ValidationException) {
            lost.putIfAbsent(subject, kind(failure));
        }
    }

    void vanished(String subject) {
        lost.putIfAbsent(subject, "no user tokens are stored");
    }

    /** Records an exception that no user should ever see. */
    void broken(String subject, Throwable failure) {
        lost.putIfAbsent(subject, failure.toString());
    }

    String json() {
        JsonObjectBuilder failures = Json.createObjectBuilder();
        errors.forEach((kind, count) -> failures.add(kind, count.sum()));
        JsonObjectBuilder sessions = Json.createObjectBuilder();
        lost.forEach(sessions::add);
        return Json.createObjectBuilder()
                .add("calls", calls.sum())
                .add("reads", reads.sum())
                .add("expired", expired.sum())
                .add("rejected", refused.sum())
                .add("expired-in-transit", late.sum())
                .add("errors", failures)
                .add("lost", sessions)
                .build()
                .toString();
    }

    /** Returns the type of the exception, its code and its server. */
    static String kind(SmartException failure) {
        return failure.getClass().getSimpleName() + " "
                + String.valueOf(failure.getMessage()).split(":")[0];
    }
}
