package io.safire.internal.brand;

import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Parser for a large JSON object from an untrusted server. It reads the bytes in one pass, and passes on each object of
 * one array as soon as the object has been read. Its memory therefore does not grow with the number of objects.
 *
 * <p>The parser skips unselected members, and arrays directly within arrays, which FHIR does not have. It replaces each
 * number with null.
 */
final class StreamingJsonReader {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_MEMBERS = 1_000;
    private static final int MAX_NAME_LENGTH = 256;
    private static final int MAX_VALUES = 20_000;
    private static final int MAX_CHARACTERS = 2 << 20;

    private final JsonParser parser;
    private final JsonSelection selection;
    private int values;
    private int characters;

    /**
     * The parts of the JSON object that the reader reads.
     *
     * @param array the name of the top-level array whose objects are passed to {@code onElement}; the result does not
     *     contain this array
     * @param onElement the consumer that receives each object of the array
     * @param members the names of the members to read, at any depth
     */
    record JsonSelection(String array, Consumer<JsonObject> onElement, Set<String> members) {}

    private StreamingJsonReader(JsonParser parser, JsonSelection selection) {
        this.parser = parser;
        this.selection = selection;
    }

    /**
     * @return the selected members of the object, without the array
     * @throws InvalidJsonException if the body is not exactly one JSON object, or exceeds a limit
     */
    static JsonObject read(byte[] body, JsonSelection selection) {
        checkStart(body);
        try (JsonParser parser = JsonValues.parser(new JsonTokenLimitReader(reader(body)))) {
            return new StreamingJsonReader(parser, selection).root();
        } catch (JsonException | IllegalStateException | NoSuchElementException malformed) {
            throw new InvalidJsonException(
                    malformed.getCause() instanceof CharacterCodingException
                            ? "a text that is not UTF-8"
                            : "malformed or truncated JSON");
        }
    }

    private static void checkStart(byte[] body) {
        int start = byteOrderMarkLength(body);
        while (start < body.length && body[start] >= 0 && body[start] <= ' ') {
            start++;
        }
        if (start == body.length) {
            throw new InvalidJsonException("an empty body");
        }
        if (body[start] == '<') {
            throw new InvalidJsonException("HTML or XML");
        }
    }

    /** Uses a decoder, because a reader with only a charset would replace malformed input instead of reporting it. */
    private static Reader reader(byte[] body) {
        int start = byteOrderMarkLength(body);
        return new InputStreamReader(
                new ByteArrayInputStream(body, start, body.length - start), StandardCharsets.UTF_8.newDecoder());
    }

    private static int byteOrderMarkLength(byte[] body) {
        return body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF ? 3 : 0;
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
        JsonParser.Event event = parser.next();
        if (event == JsonParser.Event.END_OBJECT) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        JsonObjectBuilder object = JsonValues.object();
        Set<String> names = new HashSet<>();
        for (; event != JsonParser.Event.END_OBJECT; event = parser.next()) {
            String name = name(names);
            JsonParser.Event value = parser.next();
            if (depth == 1 && value == JsonParser.Event.START_ARRAY && name.equals(selection.array())) {
                passOnElements();
            } else if (selection.members().contains(name)) {
                object.add(name, value(value, depth));
            } else {
                skip(value, depth);
            }
        }
        return object.build();
    }

    private String name(Set<String> names) {
        String name = parser.getString();
        if (name.length() > MAX_NAME_LENGTH) {
            throw new InvalidJsonException("a member name of more than " + MAX_NAME_LENGTH + " characters");
        }
        if (!names.add(name)) {
            throw new InvalidJsonException("the member " + LogSanitizer.sanitize(name) + " more than once");
        }
        if (names.size() > MAX_MEMBERS) {
            throw new InvalidJsonException("an object of more than " + MAX_MEMBERS + " members");
        }
        return name;
    }

    private void passOnElements() {
        for (JsonParser.Event event = parser.next(); event != JsonParser.Event.END_ARRAY; event = parser.next()) {
            if (event != JsonParser.Event.START_OBJECT) {
                skip(event, 2);
                continue;
            }
            values = 0;
            characters = 0;
            selection.onElement().accept(object(nextDepth(2)));
        }
    }

    private JsonValue value(JsonParser.Event event, int depth) {
        if (++values > MAX_VALUES) {
            throw new InvalidJsonException("an element of more than " + MAX_VALUES + " values");
        }
        return switch (event) {
            case START_OBJECT -> object(nextDepth(depth));
            case START_ARRAY -> array(nextDepth(depth));
            case VALUE_STRING -> JsonValues.text(string());
            case VALUE_TRUE -> JsonValue.TRUE;
            case VALUE_FALSE -> JsonValue.FALSE;
            default -> JsonValue.NULL;
        };
    }

    private JsonValue array(int depth) {
        JsonParser.Event event = parser.next();
        if (event == JsonParser.Event.END_ARRAY) {
            return JsonValue.EMPTY_JSON_ARRAY;
        }
        JsonArrayBuilder array = JsonValues.array();
        for (; event != JsonParser.Event.END_ARRAY; event = parser.next()) {
            if (event == JsonParser.Event.START_ARRAY) {
                skip(event, depth);
            } else {
                array.add(value(event, depth));
            }
        }
        return array.build();
    }

    private String string() {
        String string = parser.getString();
        characters += string.length();
        if (characters > MAX_CHARACTERS) {
            throw new InvalidJsonException("an element of more than " + MAX_CHARACTERS + " characters");
        }
        return string;
    }

    /** Skips a value without storing any part of it. */
    private void skip(JsonParser.Event first, int depth) {
        int current = depth;
        JsonParser.Event event = first;
        while (true) {
            switch (event) {
                case START_OBJECT, START_ARRAY -> current = nextDepth(current);
                case END_OBJECT, END_ARRAY -> current--;
                default -> {}
            }
            if (current == depth) {
                return;
            }
            event = parser.next();
        }
    }

    private static int nextDepth(int depth) {
        if (depth >= MAX_DEPTH) {
            throw new InvalidJsonException("nesting deeper than " + MAX_DEPTH);
        }
        return depth + 1;
    }
}
