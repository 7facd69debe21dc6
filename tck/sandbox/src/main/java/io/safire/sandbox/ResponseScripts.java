package io.safire.sandbox;

import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The scripted responses of a server and its recorded requests. */
final class ResponseScripts {

    private static final int MAX_RECORDS = 10_000;

    private final Map<Endpoint, Deque<JsonObject>> plans = new EnumMap<>(Endpoint.class);
    private final Deque<RecordedRequest> records = new ArrayDeque<>();
    private CountDownLatch gate = new CountDownLatch(1);

    synchronized void add(Endpoint endpoint, List<JsonObject> responses) {
        plans.computeIfAbsent(endpoint, any -> new ArrayDeque<>()).addAll(responses);
    }

    synchronized JsonObject next(Endpoint endpoint) {
        Deque<JsonObject> queue = plans.get(endpoint);
        JsonObject plan = queue == null ? null : queue.poll();
        return plan == null ? JsonValue.EMPTY_JSON_OBJECT : plan;
    }

    /** Removes and returns the next response if this response is a raw response. Otherwise, returns null. */
    synchronized @Nullable JsonArray nextRaw(Endpoint endpoint) {
        Deque<JsonObject> queue = plans.get(endpoint);
        JsonObject plan = queue == null ? null : queue.peek();
        if (plan == null || !plan.containsKey("raw")) {
            return null;
        }
        queue.remove();
        return plan.getJsonArray("raw");
    }

    /**
     * Returns the gate at which a held response waits. Callers obtain the gate before they record the request, so that
     * a test that sees the recorded request can release the response.
     */
    synchronized CountDownLatch gate() {
        return gate;
    }

    synchronized void release() {
        gate.countDown();
        gate = new CountDownLatch(1);
    }

    synchronized void record(RecordedRequest request) {
        records.add(request);
        if (records.size() > MAX_RECORDS) {
            records.remove();
        }
    }

    synchronized List<RecordedRequest> records() {
        return new ArrayList<>(records);
    }

    synchronized void clear() {
        plans.clear();
        records.clear();
        release();
    }
}
