package io.safire.internal.http;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;

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

    public static JsonString text(String text) {
        return PROVIDER.createValue(text);
    }
}
