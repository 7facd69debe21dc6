package io.safire.internal.brand;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Types of bundles that are designed to be expensive for the application. Each type repeats an entry that contains a
 * running number.
 */
enum HostileBundle {
    EMPTY_ENTRIES(ReadResult.READ, number -> "{}"),
    UNKNOWN_MEMBERS(
            ReadResult.READ,
            number -> "{\"u" + number + "\":{\"v" + number + "\":[" + number + ",\"" + number + "\"]}}"),
    UNKNOWN_RESOURCES(
            ReadResult.READ, number -> "{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"" + number + "\"}}"),
    NESTED_ARRAYS(ReadResult.READ, number -> "[".repeat(60) + "]".repeat(60)),
    NESTED_RESOURCES(ReadResult.READ, number -> "{\"resource\":".repeat(60) + "1" + "}".repeat(60)),
    SMALL_NUMBERS(ReadResult.READ, number -> "1e9999"),
    LONG_UNKNOWN_STRINGS(ReadResult.READ, number -> "{\"u\":\"" + "x".repeat(100_000) + "\"}"),
    ESCAPED_STRINGS(ReadResult.READ, number -> "{\"resource\":{\"id\":\"" + "\\u0416".repeat(10_000) + "\"}}"),
    REPEATED_REFERENCES(
            ReadResult.READ,
            number -> brand(number, "\"endpoint\":[{}" + ",{\"reference\":\"a\"}".repeat(9_000) + "]")),
    REPEATED_CODES(
            ReadResult.READ,
            number -> brand(number, "\"type\":[{\"coding\":[{}" + ",{\"code\":\"a\"}".repeat(9_000) + "]}]")),
    PHONE_NUMBERS(
            ReadResult.READ,
            number -> brand(number, "\"telecom\":[{}" + ",{\"system\":\"phone\",\"value\":\"1\"}".repeat(6_000) + "]")),
    UNKNOWN_EXTENSIONS(
            ReadResult.READ,
            number -> brand(number, "\"extension\":[{}" + ",{\"url\":\"u\",\"valueUrl\":\"u\"}".repeat(6_000) + "]")),
    MALFORMED_LINKS(ReadResult.MALFORMED, number -> brand(number, logos("[", 5_000))),
    MALFORMED_ADDRESSES(
            ReadResult.MALFORMED,
            number -> "{\"fullUrl\":\"a\",\"resource\":{\"resourceType\":\"Endpoint\",\"address\":\"[\"}}"),
    BRANDS(ReadResult.TOO_LARGE, number -> brand(number, "\"x\":0")),
    REPEATED_IDS(ReadResult.TOO_LARGE, number -> brand(0, "\"x\":0")),
    UNUSABLE_ENDPOINTS(
            ReadResult.TOO_LARGE, number -> "{\"resource\":{\"resourceType\":\"Endpoint\",\"id\":\"" + number + "\"}}"),
    ENDPOINTS(
            ReadResult.TOO_LARGE,
            number -> "{\"resource\":{\"resourceType\":\"Endpoint\",\"address\":\"https://a\",\"id\":\"" + number
                    + "\"}}"),
    CONTAINED_ENDPOINTS(
            ReadResult.TOO_LARGE,
            number -> brand(
                    number,
                    "\"contained\":[{}"
                            + ",{\"resourceType\":\"Endpoint\",\"id\":\"#\",\"address\":\"https://a\"}".repeat(4_000)
                            + "]")),
    CONTAINED_UNKNOWN_RESOURCES(
            ReadResult.READ,
            number -> brand(
                    number, "\"contained\":[{}" + ",{\"resourceType\":\"Patient\",\"id\":\"#\"}".repeat(6_000) + "]")),
    MANAGED_ENDPOINTS(
            ReadResult.TOO_LARGE,
            number ->
                    "{\"resource\":{\"resourceType\":\"Endpoint\",\"address\":\"https://a\",\"managingOrganization\":\""
                            + number + "\"}}"),
    CHAIN_OF_PARENTS(
            ReadResult.TOO_LARGE,
            number -> "{\"resource\":{\"resourceType\":\"Organization\",\"name\":\"a\",\"id\":\"" + number
                    + "\",\"partOf\":\"" + (number + 1) + "\"}}"),
    REPEATED_LINKS(
            ReadResult.READ,
            number ->
                    "{\"resource\":{\"resourceType\":\"Endpoint\",\"address\":\"https://a\",\"managingOrganization\":[{}"
                            + ",{\"reference\":\"a\",\"display\":\"b\"}".repeat(6_000) + "]}}"),
    CONTAINED_IN_REPEATED_LINKS(
            ReadResult.TOO_LARGE,
            number ->
                    "{\"resource\":{\"resourceType\":\"Endpoint\",\"address\":\"https://a\",\"managingOrganization\":[{}"
                            + ",\" \"".repeat(9_000) + "],\"contained\":[{}"
                            + ",{\"resourceType\":\"Organization\",\"name\":\"a\"}".repeat(3_000) + "]}}"),
    REFERENCES(
            ReadResult.TOO_LARGE,
            number -> brand(number, "\"endpoint\":[{}" + numbered(number, ",{\"reference\":\"#\"}") + "]")),
    REFERENCES_WITH_VERSION(
            ReadResult.TOO_LARGE,
            number -> brand(number, "\"endpoint\":[{}" + numbered(number, ",{\"reference\":\"#/_history/1\"}") + "]")),
    IDENTIFIERS(
            ReadResult.TOO_LARGE,
            number -> brand(number, "\"identifier\":[{}" + numbered(number, ",{\"value\":\"#\"}") + "]")),
    ALIASES(ReadResult.READ, number -> brand(number, "\"alias\":[\"\"" + ",\"\"".repeat(9_000) + "]")),
    ADDRESSES(ReadResult.TOO_LARGE, number -> brand(number, "\"address\":[{}" + ",{}".repeat(9_000) + "]")),
    ADDRESSES_OF_CONTACTS(
            ReadResult.TOO_LARGE,
            number -> brand(number, "\"contact\":[{}" + ",{\"address\":[{},{}]}".repeat(4_000) + "]")),
    PORTALS(
            ReadResult.READ,
            number -> brand(
                    number,
                    "\"extension\":[{}"
                            + ",{\"url\":\"http://hl7.org/fhir/StructureDefinition/organization-portal\"}".repeat(6_000)
                            + "]")),
    LINKS(ReadResult.TOO_LARGE, number -> brand(number, logos("https://a", 5_000))),
    PICTURES(ReadResult.TOO_LARGE, number -> brand(number, logos("data:image/png," + "A".repeat(900_000), 2))),
    WIDE_CHARACTERS(
            ReadResult.TOO_LARGE, number -> brand(number, "\"alias\":[\"\\u0416" + "x".repeat(100_000) + "\"]"));

    /** The result of reading a bundle. */
    enum ReadResult {
        READ,
        MALFORMED,
        TOO_LARGE
    }

    private final ReadResult result;
    private final IntFunction<String> entry;

    HostileBundle(ReadResult result, IntFunction<String> entry) {
        this.result = result;
        this.entry = entry;
    }

    ReadResult result() {
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
