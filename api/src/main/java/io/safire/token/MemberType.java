package io.safire.token;

import jakarta.json.JsonValue;
import java.util.Collection;
import java.util.Map;

/** A description of the type of a member, which messages contain instead of the value. */
final class MemberType {

    private MemberType() {}

    /** Returns the type of a JSON value, or of the Java value that represents it. */
    static String of(Object value) {
        if (value instanceof JsonValue json) {
            return switch (json.getValueType()) {
                case STRING -> "a string";
                case NUMBER -> "a number";
                case TRUE, FALSE -> "a boolean";
                case ARRAY -> "an array";
                case OBJECT -> "an object";
                case NULL -> "null";
            };
        }
        if (value instanceof CharSequence) {
            return "a string";
        }
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof Collection) {
            return "an array";
        }
        return value instanceof Map ? "an object" : value instanceof Boolean ? "a boolean" : "another value";
    }
}
