package io.safire.sandbox.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Base64;

/**
 * A response that is specified byte by byte, below the level of HTTP. Only servers that {@link SandboxControl#openRaw}
 * has opened support such responses. The server closes the connection after the last step. Instances are immutable.
 */
public final class RawResponse {

    private final JsonArray steps;

    private RawResponse(JsonArray steps) {
        this.steps = steps;
    }

    /** Returns an empty response that starts once the server has read the whole request. */
    public static RawResponse begin() {
        return new RawResponse(JsonValue.EMPTY_JSON_ARRAY);
    }

    /**
     * Returns an empty response that starts once the server has read the head of the request. The server never reads
     * the body.
     */
    public static RawResponse beforeBody() {
        return begin().with("unread", JsonValue.TRUE);
    }

    /** Sends a text in UTF-8. */
    public RawResponse send(String text) {
        return repeat(text, 1, Duration.ZERO);
    }

    /** Sends bytes. */
    public RawResponse send(byte[] bytes) {
        return repeat(bytes, 1, Duration.ZERO);
    }

    /**
     * Sends a text repeatedly until the client closes the connection.
     *
     * @param text the text, sent in UTF-8
     * @param times the maximum number of repetitions
     * @param pause the time between two repetitions
     */
    public RawResponse repeat(String text, int times, Duration pause) {
        return repeat(text.getBytes(UTF_8), times, pause);
    }

    /** Sends the server's own response instead of the scripted bytes. */
    public RawResponse passThrough() {
        return with("pass", JsonValue.TRUE);
    }

    /**
     * Sends nothing until the client closes the connection.
     *
     * @param time the maximum time to wait
     */
    public RawResponse hold(Duration time) {
        return with("hold", SandboxJson.createValue(time.toMillis()));
    }

    /** Resets the connection. */
    public RawResponse reset() {
        return with("reset", JsonValue.TRUE);
    }

    JsonArray toJson() {
        return steps;
    }

    private RawResponse repeat(byte[] bytes, int times, Duration pause) {
        JsonObject step = SandboxJson.createObjectBuilder()
                .add("bytes", Base64.getEncoder().encodeToString(bytes))
                .add("times", times)
                .add("pause", pause.toMillis())
                .build();
        return with("say", step);
    }

    private RawResponse with(String step, JsonValue value) {
        JsonArrayBuilder more = SandboxJson.createArrayBuilder(steps);
        JsonObjectBuilder next = SandboxJson.createObjectBuilder().add(step, value);
        return new RawResponse(more.add(next).build());
    }
}
