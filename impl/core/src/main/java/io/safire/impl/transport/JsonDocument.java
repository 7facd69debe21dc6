package io.safire.impl.transport;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Parser for a JSON object from an untrusted server. It ignores the content type and limits size, depth and number of
 * values. It rejects duplicate members, because another parser might use the other value.
 */
public final class JsonDocument {

    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 64;

    /**
     * The maximum number of values, far above that of any document of this protocol. In memory, a value takes many
     * times the space of its text.
     */
    private static final int MAX_VALUES = 20_000;

    private final JsonProvider json;
    private final JsonParser parser;
    private int values;

    private JsonDocument(JsonProvider json, JsonParser parser) {
        this.json = json;
        this.parser = parser;
    }

    /**
     * Parses a body.
     *
     * @throws UnreadableJsonException if the body is not exactly one JSON object, or exceeds a limit
     */
    public static JsonObject read(byte[] body) {
        if (body.length > HttpTransport.MOST_BYTES) {
            throw new UnreadableJsonException("more than " + (HttpTransport.MOST_BYTES >> 20) + " MiB");
        }
        String text = text(body);
        if (text.isBlank()) {
            throw new UnreadableJsonException("an empty body");
        }
        if (text.strip().startsWith("<")) {
            throw new UnreadableJsonException("HTML or XML");
        }
        JsonProvider json = Json.PROVIDER;
        try (JsonParser parser = json.createParser(new StringReader(text))) {
            JsonDocument document = new JsonDocument(json, parser);
            return document.root();
        } catch (JsonException | IllegalStateException | NoSuchElementException | NumberFormatException malformed) {
            throw new UnreadableJsonException("malformed or truncated JSON");
        }
    }

    private JsonObject root() {
        JsonParser.Event first = parser.next();
        if (first != JsonParser.Event.START_OBJECT) {
            throw new UnreadableJsonException(first == JsonParser.Event.START_ARRAY ? "an array" : "a single value");
        }
        JsonObject object = object(1);
        if (parser.hasNext()) {
            throw new UnreadableJsonException("more than one JSON value");
        }
        return object;
    }

    private JsonObject object(int depth) {
        JsonObjectBuilder object = json.createObjectBuilder();
        Set<String> names = new HashSet<>();
        for (JsonParser.Event event = parser.next(); event != JsonParser.Event.END_OBJECT; event = parser.next()) {
            String name = parser.getString();
            if (!names.add(name)) {
                throw new UnreadableJsonException("the member " + Printable.of(name) + " more than once");
            }
            object.add(name, value(parser.next(), depth));
        }
        return object.build();
    }

    private JsonValue array(int depth) {
        JsonArrayBuilder array = json.createArrayBuilder();
        for (JsonParser.Event event = parser.next(); event != JsonParser.Event.END_ARRAY; event = parser.next()) {
            array.add(value(event, depth));
        }
        return array.build();
    }

    private JsonValue value(JsonParser.Event event, int depth) {
        values++;
        if (values > MAX_VALUES) {
            throw new UnreadableJsonException("more than " + MAX_VALUES + " values");
        }
        return switch (event) {
            case START_OBJECT -> object(deeper(depth));
            case START_ARRAY -> array(deeper(depth));
            case VALUE_STRING -> json.createValue(parser.getString());
            case VALUE_NUMBER -> number();
            case VALUE_TRUE -> JsonValue.TRUE;
            case VALUE_FALSE -> JsonValue.FALSE;
            default -> JsonValue.NULL;
        };
    }

    private JsonValue number() {
        if (parser.getString().length() > LONGEST_NUMBER) {
            throw new UnreadableJsonException("a number of more than " + LONGEST_NUMBER + " characters");
        }
        return json.createValue(parser.getBigDecimal());
    }

    private static int deeper(int depth) {
        if (depth >= DEEPEST) {
            throw new UnreadableJsonException("nesting deeper than " + DEEPEST);
        }
        return depth + 1;
    }

    private static String text(byte[] body) {
        int start =
                body.length >= 3 && body[0] == (byte) 0xEF && body[1] == (byte) 0xBB && body[2] == (byte) 0xBF ? 3 : 0;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body, start, body.length - start))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new UnreadableJsonException("a text that is not UTF-8");
        }
    }
}
