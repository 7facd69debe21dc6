package io.safire.sandbox;

import io.safire.sandbox.control.BulkVersion;
import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The parameters of a kick-off request, from its query or from a Parameters resource. */
record BulkParameters(Map<String, List<String>> values) {

    private static final Set<String> STU2 =
            Set.of("_outputFormat", "_since", "_type", "_elements", "_typeFilter", "includeAssociatedData", "patient");
    private static final Set<String> STU3 = Set.of("_until", "allowPartialManifests", "organizeOutputBy");
    private static final Set<String> STU4 = Set.of("_minimumFileSize", "_maximumFileSize");

    private static final int MAX_NAME_LENGTH = 60;

    static BulkParameters of(IncomingRequest request) {
        if (request.method().equals("GET")) {
            if (request.query().containsKey("patient")) {
                throw invalid("patient is allowed in a POST request only");
            }
            return new BulkParameters(request.query());
        }
        if (!request.header("content-type").matches("(?i)application/(fhir\\+)?json(;.*)?")) {
            throw new FhirErrorException(415, "not-supported", "the body must be a Parameters resource in JSON");
        }
        return new BulkParameters(fromResource(request.body()));
    }

    static FhirErrorException invalid(String text) {
        return new FhirErrorException(400, "invalid", text);
    }

    /** Returns the parameters that a version does not define. */
    List<String> unknownTo(BulkVersion version) {
        Set<String> known = new LinkedHashSet<>(STU2);
        if (version != BulkVersion.STU2) {
            known.addAll(STU3);
        }
        if (version == BulkVersion.STU4_BALLOT) {
            known.addAll(STU4);
        }
        return values.keySet().stream()
                .filter(name -> !known.contains(name))
                .map(name -> name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH)))
                .sorted()
                .toList();
    }

    /** Returns the value of a parameter that must not be repeated, or an empty string. */
    String single(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        if (all.size() > 1) {
            throw invalid(name + " is repeated");
        }
        return all.isEmpty() ? "" : all.get(0);
    }

    /** Returns the elements of a parameter that can be repeated or contain a list. */
    List<String> list(String name) {
        return values.getOrDefault(name, List.of()).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static Map<String, List<String>> fromResource(String body) {
        try (var reader = SandboxJson.createReader(new StringReader(body))) {
            JsonObject resource = reader.readObject();
            if (!resource.getString("resourceType", "").equals("Parameters")) {
                throw invalid("the body must be a Parameters resource");
            }
            Map<String, List<String>> values = new LinkedHashMap<>();
            if (resource.containsKey("parameter")) {
                resource.getJsonArray("parameter")
                        .getValuesAs(JsonObject.class)
                        .forEach(parameter -> values.computeIfAbsent(
                                        parameter.getString("name"), name -> new ArrayList<>())
                                .add(value(parameter)));
            }
            return values;
        } catch (JsonException | ClassCastException | NullPointerException malformed) {
            throw invalid("the Parameters resource is malformed");
        }
    }

    private static String value(JsonObject parameter) {
        return parameter.entrySet().stream()
                .filter(member -> member.getKey().startsWith("value"))
                .map(member -> text(member.getValue()))
                .findFirst()
                .orElseThrow(() -> invalid("the parameter " + parameter.getString("name") + " has no value"));
    }

    private static String text(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.getString();
        }
        return value instanceof JsonObject reference ? reference.getString("reference", "") : value.toString();
    }
}
