package io.safire.sandbox.control;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;

/**
 * A scripted response: the server's own response, changed or unchanged, or a replacement. Instances are immutable; each
 * instance method returns a changed copy.
 */
public final class ScriptedResponse {

    private final JsonObject plan;

    private ScriptedResponse(JsonObject plan) {
        this.plan = plan;
    }

    /** Returns the server's own response, unchanged. */
    public static ScriptedResponse normal() {
        return new ScriptedResponse(JsonValue.EMPTY_JSON_OBJECT);
    }

    /** Returns a response with an empty body, which replaces the server's own response. */
    public static ScriptedResponse status(int status) {
        return normal().with("status", SandboxJson.createValue(status));
    }

    /**
     * Returns a response for which the server reads the whole request, and then closes the connection without sending a
     * byte.
     */
    public static ScriptedResponse drop() {
        return normal().with("drop", JsonValue.TRUE);
    }

    /** Returns a redirect to the location, with status 302. */
    public static ScriptedResponse redirect(URI location) {
        return status(302).header("Location", location.toString());
    }

    /** Returns a response with status 200 whose body is a JSON object of about the given number of bytes. */
    public static ScriptedResponse big(int bytes) {
        return status(200).with("big", SandboxJson.createValue(bytes));
    }

    /** Returns a response with status 200 whose body is a JSON object with arrays nested to the given depth. */
    public static ScriptedResponse nested(int depth) {
        return status(200).with("nested", SandboxJson.createValue(depth));
    }

    /**
     * Returns a response below the level of HTTP, for a server opened with {@link SandboxControl#openRaw}. A raw
     * response cannot be combined with other changes.
     */
    public static ScriptedResponse raw(RawResponse response) {
        return normal().with("raw", response.toJson());
    }

    /** Parses a response from the JSON object that {@link #toJson()} returns. */
    public static ScriptedResponse fromJson(JsonObject json) {
        return new ScriptedResponse(json);
    }

    /** Adds a header, or replaces the header of this name. */
    public ScriptedResponse header(String name, String value) {
        JsonObject headers = plan.containsKey("headers") ? plan.getJsonObject("headers") : JsonValue.EMPTY_JSON_OBJECT;
        return with(
                "headers",
                SandboxJson.createObjectBuilder(headers).add(name, value).build());
    }

    /** Replaces the body and sets its content type. */
    public ScriptedResponse body(String contentType, String text) {
        return with("body", SandboxJson.createValue(text)).header("Content-Type", contentType);
    }

    /** Appends spaces to the replaced body, which JSON ignores. */
    public ScriptedResponse padding(int spaces) {
        return with("padding", SandboxJson.createValue(spaces));
    }

    /** Inserts a text before the body. */
    public ScriptedResponse prefix(String text) {
        return with("prefix", SandboxJson.createValue(text));
    }

    /** Compresses the body with {@code Content-Encoding: gzip}, whether or not the request accepts this encoding. */
    public ScriptedResponse gzip() {
        return with("gzip", JsonValue.TRUE).header("Content-Encoding", "gzip");
    }

    /** Delays the response. */
    public ScriptedResponse delay(Duration delay) {
        return with("delay", SandboxJson.createValue(delay.toMillis()));
    }

    /**
     * Holds the response until {@link SandboxServer#release()} or {@link SandboxServer#reset()} is called, for at most five
     * minutes.
     */
    public ScriptedResponse hold() {
        return with("held", JsonValue.TRUE);
    }

    /** Announces more content than the server sends, then closes the connection. */
    public ScriptedResponse truncate() {
        return with("truncated", JsonValue.TRUE);
    }

    /**
     * Sends the first bytes of the body, then closes the connection.
     *
     * @param bytes the number of bytes that the server sends
     */
    public ScriptedResponse interruptAfter(long bytes) {
        return with("interrupt", SandboxJson.createValue(bytes));
    }

    /**
     * Sends the body byte by byte.
     *
     * @param pause the time between two bytes
     */
    public ScriptedResponse trickle(Duration pause) {
        return with("trickle", SandboxJson.createValue(pause.toMillis()));
    }

    /**
     * Changes members of the server's own JSON response.
     *
     * @param mergePatch a JSON merge patch (RFC 7396): null removes a member
     */
    public ScriptedResponse patch(JsonObject mergePatch) {
        return with("patch", mergePatch);
    }

    /**
     * Shifts the {@code Date} header of this response.
     *
     * @param offset the time to add to the server's clock
     */
    public ScriptedResponse clockOffset(Duration offset) {
        return with("clock", SandboxJson.createValue(offset.toMillis()));
    }

    /** Returns this response as the JSON object that the control API accepts. */
    public JsonObject toJson() {
        return plan;
    }

    private ScriptedResponse with(String name, JsonValue value) {
        JsonObjectBuilder changed = SandboxJson.createObjectBuilder(plan);
        return new ScriptedResponse(changed.add(name, value).build());
    }
}
