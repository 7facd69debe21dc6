package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Tokens from refresh responses. The revocation of these tokens is reported as successful without a request to the
 * server.
 */
final class RefreshedTokens {

    private static final Pattern TOKEN = Pattern.compile("\"(?:access|refresh)_token\":\"([^\"]+)\"");

    private final Set<String> values = ConcurrentHashMap.newKeySet();

    InboundResponse skipRevocation(OutboundRequest request, RequestSender wire) {
        String token = FormParameters.parse(request).getOrDefault("token", "");
        if (request.target().getPath().endsWith("/revoke") && values.contains(token)) {
            return new InboundResponse(request.target(), 200, Map.of(), new byte[0]);
        }
        InboundResponse response = wire.send(request);
        if (FormParameters.hasGrantType(request, "refresh_token")) {
            TOKEN.matcher(new String(response.body(), UTF_8)).results().forEach(found -> values.add(found.group(1)));
        }
        return response;
    }
}
