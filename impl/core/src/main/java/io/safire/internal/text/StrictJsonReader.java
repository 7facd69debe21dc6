package io.safire.internal.text;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parser for a JSON object from an untrusted server. The parser limits size, depth and number of values. The parser
 * rejects duplicate members, because another parser might use the other value.
 */
public final class StrictJsonReader {

    /** The maximum size: 1 MiB. */
    public static final int MAX_BYTES = 1 << 20;

    private static final int MAX_DEPTH = 64;
    private static final int MAX_NUMBER_LENGTH = 64;

    /**
     * The maximum number of values for each MiB of the maximum size. No document of this protocol has nearly as many
     * values. The number is limited, because a value takes much more space in memory than its text.
     */
    private static final int MAX_VALUES = 20_000;

    private final JsonParser parser;
    private final boolean acceptsRepetitions;
    /** The members to read at any depth; empty to read all members. */
    private final Set<String> selection;

    private final int maxValues;
    private final Set<String> repeated = new LinkedHashSet<>();
    private int values;

    private StrictJsonReader(JsonParser parser, boolean acceptsRepetitions, Set<String> selection, int maxValues) {
        this.parser = parser;
        this.acceptsRepetitions = acceptsRepetitions;
        this.selection = selection;
        this.maxValues = maxValues;
    }

    /**
     * An object that was read tolerantly.
     *
     * @param repeated the members, at any depth, that occur more than once with the same value
     */
    public record Tolerated(JsonObject object, Set<String> repeated) {

        @Override
        public String toString() {
            return "Tolerated[object=" + object.keySet() + "]";
        }
    }

    /**
     * @throws InvalidJsonException if the body is not exactly one JSON object, or exceeds a limit
     */
    public static JsonObject read(byte[] body) {
        requireSize(body, MAX_BYTES);
        return read(decode(body), false, Set.of(), MAX_VALUES).object();
    }

    /**
     * A member may occur more than once if its values are identical.
     *
     * @param maxBytes the maximum size of the document. Without a selection, a larger document may have more values
     * @param selection the names of the members to read at any depth; empty to read all members. The limits for the
     *     number of values and for the depth do not apply to other members, which are skipped
     * @throws InvalidJsonException if the text is not exactly one JSON object, exceeds a limit, or has a member with
     *     different values
     */
    public static Tolerated readTolerantly(String text, int maxBytes, Set<String> selection) {
        int maxValues = selection.isEmpty() ? MAX_VALUES * Math.max(1, maxBytes / MAX_BYTES) : MAX_VALUES;
        return read(text, true, selection, maxValues);
    }

    /** @throws InvalidJsonException if the body is longer than a number of bytes */
    public static void requireSize(byte[] body, int maxBytes) {
        if (body.length > maxBytes) {
            throw new InvalidJsonException("more than " + (maxBytes >> 20) + " MiB");
        }
    }

    private static Tolerated read(String text, boolean acceptsRepetitions, Set<String> selection, int maxValues) {
        if (text.isBlank()) {
            throw new InvalidJsonException("an empty body");
        }
        if (text.strip().startsWith("<")) {
            throw new InvalidJsonException("HTML or XML");
        }
        try (JsonParser parser = JsonValues.parser(new StringReader(text))) {
            StrictJsonReader reader = new StrictJsonReader(parser, acceptsRepetitions, selection, maxValues);
            return new Tolerated(reader.root(), reader.repeated);
        } catch (JsonException | IllegalStateException | NoSuchElementException | NumberFormatException malformed) {
            throw new InvalidJsonException("malformed or truncated JSON");
        }
    }

    private JsonObject root() {
        JsonParser.Event first = parser.next();
        if (first != JsonParser.Event.START_OBJECT) {
            throw new InvalidJsonException(first == JsonParser.Event.START_ARRAY ? "an array" : "a single value");
        }
        JsonObject object = object(1);
        if (parser.hasNext()) {
            throw new InvalidJsonException("more than one JSON value");
        }
        return object;
    }

    private JsonObject object(int depth) {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (JsonParser.Event event = parser.next(); event != JsonParser.Event.END_OBJECT; event = parser.next()) {
            String name = parser.getString();
            if (!selection.isEmpty() && !selection.contains(name)) {
                skip();
                continue;
            }
            if (members.containsKey(name) && !acceptsRepetitions) {
                throw new InvalidJsonException("the member " + name + " more than once");
            }
            JsonValue value = value(parser.next(), depth);
            @Nullable JsonValue earlier = members.putIfAbsent(name, value);
            if (earlier != null) {
                addRepetition(name, earlier.equals(value));
            }
        }
        JsonObjectBuilder object = JsonValues.object();
        members.forEach(object::add);
        return object.build();
    }

    private void skip() {
        int depth = 0;
        do {
            depth += switch (parser.next()) {
                case START_OBJECT, START_ARRAY -> 1;
                case END_OBJECT, END_ARRAY -> -1;
                default -> 0;
            };
        } while (depth > 0);
    }

    private void addRepetition(String name, boolean isSame) {
        if (!isSame) {
            throw InvalidJsonException.ofServer("the member " + name + " occurs more than once, with different values");
        }
        repeated.add(name);
    }

    private JsonValue array(int depth) {
        JsonArrayBuilder array = JsonValues.array();
        for (JsonParser.Event event = parser.next(); event != JsonParser.Event.END_ARRAY; event = parser.next()) {
            array.add(value(event, depth));
        }
        return array.build();
    }

    private JsonValue value(JsonParser.Event event, int depth) {
        if (++values > maxValues) {
            throw new InvalidJsonException("more than " + maxValues + " values");
        }
        return switch (event) {
            case START_OBJECT -> object(nextDepth(depth));
            case START_ARRAY -> array(nextDepth(depth));
            case VALUE_STRING -> JsonValues.text(parser.getString());
            case VALUE_NUMBER -> number();
            case VALUE_TRUE -> JsonValue.TRUE;
            case VALUE_FALSE -> JsonValue.FALSE;
            default -> JsonValue.NULL;
        };
    }

    private JsonValue number() {
        if (parser.getString().length() > MAX_NUMBER_LENGTH) {
            throw new InvalidJsonException("a number of more than " + MAX_NUMBER_LENGTH + " characters");
        }
        return JsonValues.number(parser.getBigDecimal());
    }

    private static int nextDepth(int depth) {
        if (depth >= MAX_DEPTH) {
            throw new InvalidJsonException("nesting deeper than " + MAX_DEPTH);
        }
        return depth + 1;
    }

    private static String decode(byte[] body) {
        int start =
                body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF ? 3 : 0;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body, start, body.length - start))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new InvalidJsonException("a text that is not UTF-8");
        }
    }
}
