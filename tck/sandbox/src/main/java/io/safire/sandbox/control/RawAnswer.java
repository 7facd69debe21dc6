package io.safire.sandbox.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Base64;

/**
 * What comes over a connection byte for byte, below HTTP; for servers of {@link SandboxControl#openRaw}. Afterwards the
 * connection is closed. Each method gives a new one.
 */
public final class RawAnswer {

    private final JsonArray steps;

    private RawAnswer(JsonArray steps) {
        this.steps = steps;
    }

    /**
     * Begins once the request is read.
     *
     * @return nothing said yet
     */
    public static RawAnswer begin() {
        return new RawAnswer(JsonValue.EMPTY_JSON_ARRAY);
    }

    /**
     * Begins when the head of the request is read, and leaves its body.
     *
     * @return nothing said yet
     */
    public static RawAnswer unread() {
        return begin().with("unread", JsonValue.TRUE);
    }

    /**
     * Says something.
     *
     * @param text what, in UTF-8
     * @return the answer
     */
    public RawAnswer say(String text) {
        return repeat(text, 1, Duration.ZERO);
    }

    /**
     * Says something.
     *
     * @param bytes what
     * @return the answer
     */
    public RawAnswer say(byte[] bytes) {
        return repeat(bytes, 1, Duration.ZERO);
    }

    /**
     * Says something again and again, until the client has gone.
     *
     * @param text what, in UTF-8
     * @param times how often at the most
     * @param pause the time between
     * @return the answer
     */
    public RawAnswer repeat(String text, int times, Duration pause) {
        return repeat(text.getBytes(UTF_8), times, pause);
    }

    /**
     * Lets the server itself answer.
     *
     * @return the answer
     */
    public RawAnswer pass() {
        return with("pass", JsonValue.TRUE);
    }

    /**
     * Says nothing until the client has gone.
     *
     * @param time how long at the most
     * @return the answer
     */
    public RawAnswer hold(Duration time) {
        return with("hold", Json.createValue(time.toMillis()));
    }

    /**
     * Resets the connection.
     *
     * @return the answer
     */
    public RawAnswer reset() {
        return with("reset", JsonValue.TRUE);
    }

    JsonArray toJson() {
        return steps;
    }

    private RawAnswer repeat(byte[] bytes, int times, Duration pause) {
        JsonObject said = Json.createObjectBuilder()
                .add("bytes", Base64.getEncoder().encodeToString(bytes))
                .add("times", times)
                .add("pause", pause.toMillis())
                .build();
        return with("say", said);
    }

    private RawAnswer with(String step, JsonValue value) {
        JsonArrayBuilder more = Json.createArrayBuilder(steps);
        JsonObjectBuilder next = Json.createObjectBuilder().add(step, value);
        return new RawAnswer(more.add(next).build());
    }
}
