package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.impl.transport.HttpRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Form parameters of a request, to be read and replaced. */
final class Form {

    private Form() {}

    static Map<String, String> of(HttpRequest request) {
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

    static boolean isIn(HttpRequest request) {
        return request.method() == HttpRequest.Method.POST_FORM;
    }

    static String body(HttpRequest request) {
        return isIn(request) ? new String(request.body(), UTF_8) : "";
    }

    static String text(Map<String, String> form) {
        return form.entrySet().stream()
                .map(member ->
                        URLEncoder.encode(member.getKey(), UTF_8) + "=" + URLEncoder.encode(member.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    static HttpRequest in(HttpRequest request, Map<String, String> form) {
        return HttpRequest.post(request.target(), request.authorization(), text(form));
    }

    /** Returns the request with the parameter set, or without the parameter if the value is empty. */
    static HttpRequest with(HttpRequest request, String name, String value) {
        Map<String, String> form = of(request);
        if (value.isEmpty()) {
            form.remove(name);
        } else {
            form.put(name, value);
        }
        return in(request, form);
    }

    static boolean grants(HttpRequest request, String grantType) {
        return grantType.equals(of(request).get("grant_type"));
    }
}
