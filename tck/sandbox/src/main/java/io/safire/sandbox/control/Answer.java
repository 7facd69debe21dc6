package io.safire.sandbox.control;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;

/**
 * How the next request is answered: as the server would by itself, changed, or in place of it. Members are added by the
 * methods that give an answer; each gives a new one.
 */
public final class Answer {

    private final JsonObject plan;

    private Answer(JsonObject plan) {
        this.plan = plan;
    }

    /**
     * The answer of the server itself.
     *
     * @return the answer
     */
    public static Answer normal() {
        return new Answer(JsonValue.EMPTY_JSON_OBJECT);
    }

    /**
     * An answer in place of the server's, with an empty body.
     *
     * @param status the HTTP status
     * @return the answer
     */
    public static Answer status(int status) {
        return normal().with("status", Json.createValue(status));
    }

    /**
     * Reads the whole request, then closes the connection without a word.
     *
     * @return the answer
     */
    public static Answer drop() {
        return normal().with("drop", JsonValue.TRUE);
    }

    /**
     * A redirect.
     *
     * @param location where to
     * @return the answer, with status 302
     */
    public static Answer redirect(URI location) {
        return status(302).header("Location", location.toString());
    }

    /**
     * A JSON object of about the given size.
     *
     * @param bytes the size
     * @return the answer, with status 200
     */
    public static Answer big(int bytes) {
        return status(200).with("big", Json.createValue(bytes));
    }

    /**
     * A JSON object with arrays inside arrays.
     *
     * @param depth how many
     * @return the answer, with status 200
     */
    public static Answer nested(int depth) {
        return status(200).with("nested", Json.createValue(depth));
    }

    /**
     * An answer below HTTP, of a server of {@link SandboxControl#openRaw}.
     *
     * @param answer what is said
     * @return the answer, which cannot be changed any more
     */
    public static Answer raw(RawAnswer answer) {
        return normal().with("raw", answer.toJson());
    }

    /**
     * Reads an answer that was sent.
     *
     * @param json what {@link #toJson()} gave
     * @return the answer
     */
    public static Answer fromJson(JsonObject json) {
        return new Answer(json);
    }

    /**
     * Adds a header.
     *
     * @param name its name
     * @param value its value
     * @return the answer
     */
    public Answer header(String name, String value) {
        JsonObject headers = plan.containsKey("headers") ? plan.getJsonObject("headers") : JsonValue.EMPTY_JSON_OBJECT;
        return with(
                "headers", Json.createObjectBuilder(headers).add(name, value).build());
    }

    /**
     * Replaces the body.
     *
     * @param contentType its content type
     * @param text its text
     * @return the answer
     */
    public Answer body(String contentType, String text) {
        return with("body", Json.createValue(text)).header("Content-Type", contentType);
    }

    /**
     * Puts a text before the body.
     *
     * @param text the text
     * @return the answer
     */
    public Answer prefixed(String text) {
        return with("prefix", Json.createValue(text));
    }

    /**
     * Compresses the body, asked or not.
     *
     * @return the answer, with {@code Content-Encoding: gzip}
     */
    public Answer gzipped() {
        return with("gzip", JsonValue.TRUE).header("Content-Encoding", "gzip");
    }

    /**
     * Waits before answering.
     *
     * @param delay how long
     * @return the answer
     */
    public Answer delay(Duration delay) {
        return with("delay", Json.createValue(delay.toMillis()));
    }

    /**
     * Waits before answering until {@link SandboxServer#release()} or {@link SandboxServer#reset()} is called, five minutes at
     * the most.
     *
     * @return the answer
     */
    public Answer held() {
        return with("held", JsonValue.TRUE);
    }

    /**
     * Promises more than it sends, and closes the connection.
     *
     * @return the answer
     */
    public Answer truncated() {
        return with("truncated", JsonValue.TRUE);
    }

    /**
     * Sends the body byte by byte.
     *
     * @param pause the time between two bytes
     * @return the answer
     */
    public Answer trickle(Duration pause) {
        return with("trickle", Json.createValue(pause.toMillis()));
    }

    /**
     * Changes members of the server's own JSON answer (RFC 7396: null removes one).
     *
     * @param mergePatch the changes
     * @return the answer
     */
    public Answer patch(JsonObject mergePatch) {
        return with("patch", mergePatch);
    }

    /**
     * Shifts the Date header of this answer.
     *
     * @param offset how far ahead
     * @return the answer
     */
    public Answer clock(Duration offset) {
        return with("clock", Json.createValue(offset.toMillis()));
    }

    /**
     * The form in which it is sent.
     *
     * @return a JSON object
     */
    public JsonObject toJson() {
        return plan;
    }

    private Answer with(String name, JsonValue value) {
        JsonObjectBuilder changed = Json.createObjectBuilder(plan);
        return new Answer(changed.add(name, value).build());
    }
}
