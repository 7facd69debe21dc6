package io.safire.internal.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.bulk.BulkExportRequest;
import io.safire.internal.text.JsonValues;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parameters of a kick-off request, as a query and as a {@code Parameters} resource. */
record KickOffParameters(BulkExportRequest request) {

    private static final String PATIENT = "patient";
    /** The parameters whose values are separated by commas in a query, so that servers of version 2.0 read them. */
    private static final Set<String> COMMA_SEPARATED = Set.of("_type", "_elements", "includeAssociatedData");

    /** URLs with the ids of patients would be written to logs, so version 2.0 permits this parameter only with POST. */
    boolean requiresPost() {
        return request.post() || request.parameters().containsKey(PATIENT);
    }

    String path() {
        return switch (request.level()) {
            case SYSTEM -> "/$export";
            case PATIENT -> "/Patient/$export";
            case GROUP -> "/Group/" + request.group() + "/$export";
        };
    }

    String preference() {
        return request.lenient() ? "respond-async, handling=lenient" : "respond-async";
    }

    String query() {
        return request.parameters().entrySet().stream()
                .flatMap(parameter -> query(parameter.getKey(), parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static Stream<String> query(String name, List<String> values) {
        List<String> sent = COMMA_SEPARATED.contains(name) ? List.of(String.join(",", values)) : values;
        return sent.stream()
                .map(value -> name + "=" + URLEncoder.encode(value, UTF_8).replace("+", "%20"));
    }

    byte[] json() {
        JsonArrayBuilder parameters = JsonValues.array();
        for (Map.Entry<String, List<String>> parameter : request.parameters().entrySet()) {
            parameter.getValue().forEach(value -> parameters.add(json(parameter.getKey(), value)));
        }
        return JsonValues.object()
                .add("resourceType", "Parameters")
                .add("parameter", parameters)
                .build()
                .toString()
                .getBytes(UTF_8);
    }

    private static JsonObjectBuilder json(String name, String value) {
        JsonObjectBuilder parameter = JsonValues.object().add("name", name);
        return switch (name) {
            case PATIENT -> parameter.add("valueReference", JsonValues.object().add("reference", value));
            case "_since", "_until" -> parameter.add("valueInstant", value);
            case "allowPartialManifests" -> parameter.add("valueBoolean", Boolean.parseBoolean(value));
            case "includeAssociatedData" -> parameter.add("valueCode", value);
            default -> parameter.add("valueString", value);
        };
    }

    @Override
    public String toString() {
        return "KickOffParameters[request=" + request + "]";
    }
}
