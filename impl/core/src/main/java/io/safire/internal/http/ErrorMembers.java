package io.safire.internal.http;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The members of an error response that describe the error. Other members are not read, because they may repeat any
 * part of the request.
 */
final class ErrorMembers {

    /**
     * The names of the members, in the order in which messages quote them. They come from RFC 6749, section 5.2, RFC
     * 9457 (problem details), FHIR (OperationOutcome) and the error formats of gateways.
     */
    private static final List<String> NAMES = List.of(
            "error",
            "Error",
            "errorCode",
            "ErrorCode",
            "error_code",
            "errorcode",
            "error_codes",
            "code",
            "type",
            "title",
            "errorSummary",
            "error_summary",
            "error_description",
            "errorDescription",
            "message",
            "Message",
            "error_message",
            "errorMessage",
            "description",
            "faultstring",
            "reason",
            "text",
            "display",
            "diagnostics",
            "detail",
            "details",
            "fault",
            "errors",
            "issue",
            "coding",
            "errorCauses",
            "error_uri",
            "errorLink");

    private static final int MAX_DEPTH = 5;
    private static final int MAX_ITEMS = 3;

    private ErrorMembers() {}

    static List<String> of(JsonObject error) {
        Set<String> values = new LinkedHashSet<>();
        addMembers(error, 1, values);
        return new ArrayList<>(values);
    }

    private static void addMembers(JsonObject object, int depth, Set<String> values) {
        for (String name : NAMES) {
            add(object.getOrDefault(name, JsonValue.NULL), depth, values);
        }
    }

    private static void add(JsonValue value, int depth, Set<String> values) {
        if (value instanceof JsonString text && !text.getString().isBlank()) {
            values.add(text.getString().strip());
        } else if (value instanceof JsonNumber number) {
            values.add(number.toString());
        } else if (depth < MAX_DEPTH && value instanceof JsonObject object) {
            addMembers(object, depth + 1, values);
        } else if (depth < MAX_DEPTH && value instanceof JsonArray array) {
            array.stream().limit(MAX_ITEMS).forEach(item -> add(item, depth + 1, values));
        }
    }
}
