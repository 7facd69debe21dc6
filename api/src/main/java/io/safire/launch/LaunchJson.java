package io.safire.launch;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.util.Optional;

/** A set of methods that create JSON objects and read their members leniently. */
final class LaunchJson {

    private LaunchJson() {}

    static JsonObjectBuilder objectBuilder() {
        return LaunchJsonProvider.PROVIDER.createObjectBuilder();
    }

    /** Returns a member that is a string; empty if it is missing, blank or of another type. */
    static Optional<String> string(JsonObject members, String name) {
        return members.get(name) instanceof JsonString string
                        && !string.getString().isBlank()
                ? Optional.of(string.getString())
                : Optional.empty();
    }

    /** Caches the provider, because its lookup is slow. */
    private static final class LaunchJsonProvider {
        private static final JsonProvider PROVIDER = JsonProvider.provider();
    }
}
