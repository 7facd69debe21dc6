package io.safire.impl.brand;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.function.IntFunction;

/** Types of bundles that are designed to be expensive for the application. Each repeats an entry with a running number. */
enum HostileBundle {
    EMPTY_ENTRIES(Result.READ, number -> "{}"),
    UNKNOWN_MEMBERS(
            Result.READ, number -> "{\"u" + number + "\":{\"v" + number + "\":[" + number + ",\"" + number + "\"]}}"),
    UNKNOWN_RESOURCES(Result.READ, number -> "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"" + number + "\"}}"),
    NESTED_ARRAYS(Result.READ, number -> "[".repeat(60) + "]".repeat(60)),
    NESTED_RESOURCES(Result.READ, number -> "{\"resource\":".repeat(60) + "1" + "}".repeat(60)),
    SMALL_NUMBERS(Result.READ, number -> "1e9999"),
    LONG_UNKNOWN_STRINGS(Result.READ, number -> "{\"u\":\"" + "x".repeat(100_000) + "\"}"),
    ESCAPED_STRINGS(Result.READ, number -> "{\"resource\":{\"id\":\"" + "\\u0416".repeat(10_000) + "\"}}"),
    REPEATED_REFERENCES(
            Result.READ, number -> brand(number, "\"endpoint\":[{}" + ",{\"reference\":\"a\"}".repeat(9_000) + "]")),
    REPEATED_CODES(
            Result.READ,
            number -> brand(number, "\"type\":[{\"coding\":[{}" + ",{\"code\":\"a\"}".repeat(9_000) + "]}]")),
    PHONE_NUMBERS(
            Result.READ,
            number -> brand(number, "\"telecom\":[{}" + ",{\"system\":\"phone\",\"value\":\"1\"}".repeat(6_000) + "]")),
    UNKNOWN_EXTENSIONS(
            Result.READ,
            number -> brand(number, "\"extension\":[{}" + ",{\"url\":\"u\",\"valueUrl\":\"u\"}".repeat(6_000) + "]")),
    MALFORMED_LINKS(Result.MALFORMED, number -> brand(number, logos("[", 5_000))),
    MALFORMED_ADDRESSES(
            Result.MALFORMED,
            number -> "{\"fullUrl\":\"a\",\"resource\":{\"resourceType\":\"Endpoint\",\"address\":\"[\"}}"),
    BRANDS(Result.TOO_LARGE, number -> brand(number, "\"x\":0")),
    REPEATED_IDS(Result.TOO_LARGE, number -> brand(0, "\"x\":0")),
    UNUSABLE_ENDPOINTS(
            Result.TOO_LARGE, number -> "{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"" + number + "\"}}"),
    ENDPOINTS(
            Result.TOO_LARGE,
            number -> "{\"resource\":{\"resourceType\":\"Endpoint\",\"address\":\"https://a\",\"id\":\"" + number
                    + "\"}}"),
    REFERENCES(
            Result.TOO_LARGE,
            number -> brand(number, "\"endpoint\":[{}" + numbered(number, ",{\"reference\":\"#\"}") + "]")),
    REFERENCES_WITH_VERSION(
            Result.TOO_LARGE,
            number -> brand(number, "\"endpoint\":[{}" + numbered(number, ",{\"reference\":\"#/_history/1\"}") + "]")),
    IDENTIFIERS(
            Result.TOO_LARGE,
            number -> brand(number, "\"identifier\":[{}" + numbered(number, ",{\"value\":\"#\"}") + "]")),
    ALIASES(Result.READ, number -> brand(number, "\"alias\":[\"\"" + ",\"\"".repeat(9_000) + "]")),
    ADDRESSES(Result.TOO_LARGE, number -> brand(number, "\"address\":[{}" + ",{}".repeat(9_000) + "]")),
    ADDRESSES_OF_CONTACTS(
            Result.TOO_LARGE,
            number -> brand(number, "\"contact\":[{}" + ",{\"address\":[{},{}]}".repeat(4_000) + "]")),
    PORTALS(
            Result.READ,
            number -> brand(
                    number,
                    "\"extension\":[{}"
                            + ",{\"url\":\"http://hl7.org/fhir/StructureDefinition/organization-portal\"}".repeat(6_000)
                            + "]")),
    LINKS(Result.TOO_LARGE, number -> brand(number, logos("https://a", 5_000))),
    PICTURES(Result.TOO_LARGE, number -> brand(number, logos("data:image/png," + "A".repeat(900_000), 2))),
    WIDE_CHARACTERS(Result.TOO_LARGE, number -> brand(number, "\"alias\":[\"\\u0416" + "x".repeat(100_000) + "\"]"));

    /** The result of reading a bundle. */
    enum Result {
        READ,
        MALFORMED,
        TOO_LARGE
    }

    private final Result result;
    private final IntFunction<String> entry;

    HostileBundle(Result result, IntFunction<String> entry) {
        this.result = result;
        this.entry = entry;
    }

    Result result() {
        return result;
    }

    /** Returns a bundle of nearly the given size. The array is allocated only once, in its final size. */
    byte[] body(int size) {
        byte[] body = new byte[size];
        Arrays.fill(body, (byte) ' ');
        int length = put("{\"resourceType\":\"Bundle\",\"entry\":[{}", body, 0);
        String next = "," + entry.apply(0);
        for (int number = 1; length + next.length() + 2 <= size; number++) {
            length = put(next, body, length);
            next = "," + entry.apply(number);
        }
        put("]}", body, length);
        return body;
    }

    private static int put(String text, byte[] body, int start) {
        byte[] bytes = text.getBytes(US_ASCII);
        System.arraycopy(bytes, 0, body, start, bytes.length);
        return start + bytes.length;
    }

    private static String brand(int number, String members) {
        return "{\"fullUrl\":\"https://a.example/" + "x".repeat(200) + "/Organization/" + number
                + "\",\"resource\":{\"resourceType\":\"Organization\",\"name\":\"a\"," + members + "}}";
    }

    private static String logos(String address, int count) {
        return "\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/organization-brand\",\"extension\":[{}"
                + (",{\"url\":\"brandLogo\",\"valueUrl\":\"" + address + "\"}").repeat(count) + "]}]";
    }

    private static String numbered(int number, String text) {
        StringBuilder all = new StringBuilder();
        for (int index = 0; index < 1_000; index++) {
            all.append(text.replace("#", String.valueOf(number * 1_000 + index)));
        }
        return all.toString();
    }
}
