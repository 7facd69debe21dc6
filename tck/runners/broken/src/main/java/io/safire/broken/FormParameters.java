package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.http.OutboundRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Form parameters of a request, to be read and replaced. */
final class FormParameters {

    private FormParameters() {}

    static Map<String, String> parse(OutboundRequest request) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : body(request).split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(
                        URLDecoder.decode(pair.substring(0, equals), UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return form;
    }

    static boolean isForm(OutboundRequest request) {
        return OutboundRequest.FORM.equals(request.contentType());
    }

    static String body(OutboundRequest request) {
        return isForm(request) ? new String(request.body(), UTF_8) : "";
    }

    static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(member ->
                        URLEncoder.encode(member.getKey(), UTF_8) + "=" + URLEncoder.encode(member.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    static OutboundRequest withForm(OutboundRequest request, Map<String, String> form) {
        return request.withForm(request.authorization(), encode(form));
    }

    /** Returns the request with the parameter set, or without the parameter if the value is empty. */
    static OutboundRequest withParameter(OutboundRequest request, String name, String value) {
        Map<String, String> form = parse(request);
        if (value.isEmpty()) {
            form.remove(name);
        } else {
            form.put(name, value);
        }
        return withForm(request, form);
    }

    static boolean hasGrantType(OutboundRequest request, String grantType) {
        return grantType.equals(parse(request).get("grant_type"));
    }
}
