package io.safire.internal.text;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.util.Optional;

/** A factory of JSON builders that uses one shared JSON-P provider, because each lookup of the provider is slow. */
public final class JsonValues {

    static final JsonProvider PROVIDER = JsonProvider.provider();

    private JsonValues() {}

    public static JsonObjectBuilder object() {
        return PROVIDER.createObjectBuilder();
    }

    public static JsonArrayBuilder array() {
        return PROVIDER.createArrayBuilder();
    }

    /** Returns the value of a member if it is a string that is not blank. */
    public static Optional<String> text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString string
                        && !string.getString().isBlank()
                ? Optional.of(string.getString())
                : Optional.empty();
    }

    public static JsonString text(String text) {
        return PROVIDER.createValue(text);
    }
}
