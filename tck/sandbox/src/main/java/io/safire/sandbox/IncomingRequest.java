package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A request with its complete body. */
record IncomingRequest(
        String method,
        URI uri,
        Map<String, List<String>> headers,
        String body,
        Map<String, List<String>> query,
        Map<String, List<String>> form,
        int clientPort,
        String clientCertificate) {

    private static final int MAX_BODY_BYTES = 1 << 20;

    static IncomingRequest read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        List<String> forwardedPort = headers.remove(RawRequest.CLIENT_PORT);
        List<String> certificate = headers.remove(RawRequest.CLIENT_CERTIFICATE);
        int clientPort =
                forwardedPort == null ? exchange.getRemoteAddress().getPort() : Integer.parseInt(forwardedPort.get(0));
        String text = new String(body, UTF_8);
        boolean isForm = headers.getOrDefault("content-type", List.of(""))
                .get(0)
                .startsWith("application/x-www-form-urlencoded");
        URI uri = exchange.getRequestURI();
        String query = uri.getRawQuery();
        return new IncomingRequest(
                exchange.getRequestMethod(),
                uri,
                headers,
                text,
                decodeForm(query == null ? "" : query),
                isForm ? decodeForm(text) : Map.of(),
                clientPort,
                certificate == null ? "" : certificate.get(0));
    }

    static Map<String, List<String>> decodeForm(String encoded) {
        Map<String, List<String>> decoded = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                decoded.computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
                        .add(decode(pair.substring(equals + 1)));
            }
        }
        return decoded;
    }

    static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw OAuthErrorException.badRequest("a percent sign is not followed by two hexadecimal digits");
        }
    }

    String path() {
        return uri.getPath();
    }

    String header(String name) {
        return headers.getOrDefault(name, List.of("")).get(0);
    }

    /** Returns the parameters of the form or the query. Each parameter must occur only once (RFC 6749, section 3.1). */
    Map<String, String> parameters() {
        Map<String, String> single = new LinkedHashMap<>();
        (method.equals("POST") ? form : query).forEach((name, values) -> {
            if (values.size() > 1) {
                throw OAuthErrorException.badRequest(name + " is repeated");
            }
            single.put(name, values.get(0));
        });
        return single;
    }
}
