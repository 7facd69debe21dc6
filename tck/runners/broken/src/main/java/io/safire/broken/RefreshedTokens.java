package io.safire.broken;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpRequest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Tokens from refresh responses. Their revocation is reported as successful without a request to the server. */
final class RefreshedTokens {

    private static final Pattern TOKEN = Pattern.compile("\"(?:access|refresh)_token\":\"([^\"]+)\"");

    private final Set<String> values = ConcurrentHashMap.newKeySet();

    HttpAnswer revokedNever(HttpRequest request, Wire wire) {
        String token = Form.of(request).getOrDefault("token", "");
        if (request.target().getPath().endsWith("/revoke") && values.contains(token)) {
            return new HttpAnswer(request.target(), 200, Map.of(), new byte[0]);
        }
        HttpAnswer answer = wire.send(request);
        if (Form.grants(request, "refresh_token")) {
            TOKEN.matcher(new String(answer.body(), UTF_8)).results().forEach(found -> values.add(found.group(1)));
        }
        return answer;
    }
}
