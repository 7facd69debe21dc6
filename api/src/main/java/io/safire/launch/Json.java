package io.safire.launch;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.util.Optional;

/** Makes JSON objects, and reads their members. */
final class Json {

    private Json() {}

    static JsonObjectBuilder object() {
        return Found.PROVIDER.createObjectBuilder();
    }

    /** A member that is a text; a blank one is none. */
    static Optional<String> text(JsonObject members, String name) {
        return members.get(name) instanceof JsonString string
                        && !string.getString().isBlank()
                ? Optional.of(string.getString())
                : Optional.empty();
    }

    /** Found once, since looking for the provider takes long. */
    private static final class Found {
        private static final JsonProvider PROVIDER = JsonProvider.provider();
    }
}
