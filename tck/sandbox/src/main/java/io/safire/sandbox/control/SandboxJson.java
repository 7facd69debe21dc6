package io.safire.sandbox.control;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonMergePatch;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.InputStream;
import java.io.Reader;
import java.util.Collection;

/**
 * Factory methods for JSON values that load the JSON provider only once. Each call of {@link jakarta.json.Json} would
 * search all jars of the class path for the provider.
 */
public final class SandboxJson {

    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private SandboxJson() {}

    /**
     * Returns a builder of a JSON object.
     *
     * @return an empty builder
     */
    public static JsonObjectBuilder createObjectBuilder() {
        return PROVIDER.createObjectBuilder();
    }

    /**
     * Returns a builder of a JSON object.
     *
     * @param object the members that the builder starts with
     * @return the builder
     */
    public static JsonObjectBuilder createObjectBuilder(JsonObject object) {
        return PROVIDER.createObjectBuilder(object);
    }

    /**
     * Returns a builder of a JSON array.
     *
     * @return an empty builder
     */
    public static JsonArrayBuilder createArrayBuilder() {
        return PROVIDER.createArrayBuilder();
    }

    /**
     * Returns a builder of a JSON array.
     *
     * @param values the elements that the builder starts with
     * @return the builder
     */
    public static JsonArrayBuilder createArrayBuilder(Collection<?> values) {
        return PROVIDER.createArrayBuilder(values);
    }

    /**
     * Returns a reader of a JSON text.
     *
     * @param text the source
     * @return the reader
     */
    public static JsonReader createReader(Reader text) {
        return PROVIDER.createReader(text);
    }

    /**
     * Returns a reader of a JSON text.
     *
     * @param text the source, in UTF-8, UTF-16 or UTF-32
     * @return the reader
     */
    public static JsonReader createReader(InputStream text) {
        return PROVIDER.createReader(text);
    }

    /**
     * Returns a merge patch (RFC 7396).
     *
     * @param patch the patch as JSON
     * @return the merge patch
     */
    public static JsonMergePatch createMergePatch(JsonValue patch) {
        return PROVIDER.createMergePatch(patch);
    }

    /**
     * Returns a JSON string.
     *
     * @param value the value of the string
     * @return the string
     */
    public static JsonString createValue(String value) {
        return PROVIDER.createValue(value);
    }

    /**
     * Returns a JSON number.
     *
     * @param value the value of the number
     * @return the number
     */
    public static JsonNumber createValue(int value) {
        return PROVIDER.createValue(value);
    }

    /**
     * Returns a JSON number.
     *
     * @param value the value of the number
     * @return the number
     */
    public static JsonNumber createValue(long value) {
        return PROVIDER.createValue(value);
    }
}
