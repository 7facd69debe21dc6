package io.safire.impl.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.SmartClient;
import io.safire.impl.Logged;
import io.safire.impl.SettableClock;
import io.safire.impl.TestServers;
import io.safire.impl.credential.SecretChoice;
import io.safire.impl.registration.RegistrationsInMemory;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpRequest;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.token.TokenResponse;
import java.net.URLDecoder;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A fixture of a client with a secret, and of a server that accepts the secrets that a test sets. */
final class SecretBench implements HttpCalls {

    static final String NEW = "secret-of-march";
    static final String OLD = "secret-of-february";

    final Map<String, String> values = new HashMap<>(Map.of(
            "safire.epic.base-url", "https://fhir.example/r4",
            "safire.epic.authorization-endpoint", "https://as.example/authorize",
            "safire.epic.token-endpoint", "https://as.example/token",
            "safire.epic.introspection-endpoint", "https://as.example/introspect",
            "safire.epic.revocation-endpoint", "https://as.example/revoke",
            "safire.epic.redirect-uri", "https://app.example/callback",
            "safire.epic.scopes", "launch/patient offline_access",
            "safire.epic.client-id", "app",
            "safire.epic.client-type", "confidential-symmetric",
            "safire.epic.client-secret", NEW));
    final SettableClock clock = new SettableClock();
    final RegistrationsInMemory registrations = new RegistrationsInMemory();
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private Set<String> taken = Set.of(NEW);
    private int status = 401;
    private String refusal = "{\"error\":\"invalid_client\"}";
    private final Map<String, Integer> statuses = new HashMap<>();
    private String fault = "";

    SmartClient client() {
        return new ConfiguredClients(
                        TestServers.of(values),
                        transport -> this,
                        new Surroundings(clock, new SecureRandom(), registrations))
                .client("epic");
    }

    void set(String key, String value) {
        values.put("safire.epic." + key, value);
    }

    /** Sets the secrets that the server accepts. */
    void takes(String... secrets) {
        taken = Set.of(secrets);
    }

    /** Sets the response to an unaccepted secret. */
    void refuses(int newStatus, String body) {
        status = newStatus;
        refusal = body;
    }

    /** Sets the status of the response to one particular secret, if it is not accepted. */
    void refuses(String secret, int itsStatus) {
        statuses.put(secret, itsStatus);
    }

    /** Sets the error code of a 400 response to an accepted secret; empty for a successful response. */
    void fails(String error) {
        fault = error;
    }

    /** Returns the path and secret of each request since the previous call. */
    List<String> sent() {
        List<String> all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    static TokenResponse launched(SmartClient client) {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        return client.exchange(request, AuthorizationResponse.parse("code=c-1&state=" + request.state()));
    }

    @Override
    public HttpAnswer send(Repetition repetition, Supplier<HttpRequest> requests) {
        HttpRequest request = requests.get();
        String secret = secret(String.valueOf(request.authorization()));
        String path = request.target().getPath();
        sent.add(path + " " + secret);
        if (!taken.contains(secret)) {
            return answer(request, statuses.getOrDefault(secret, status), refusal);
        }
        if (!fault.isEmpty()) {
            return answer(request, 400, "{\"error\":\"" + fault + "\"}");
        }
        return answer(
                request,
                200,
                path.equals("/token")
                        ? "{\"access_token\":\"a-1\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"refresh_token\":\"r-1\"}"
                        : "{\"active\":true}");
    }

    private static String secret(String basic) {
        String pair = new String(Base64.getDecoder().decode(basic.substring("Basic ".length())), UTF_8);
        return URLDecoder.decode(pair.substring(pair.indexOf(':') + 1), UTF_8);
    }

    private static HttpAnswer answer(HttpRequest request, int status, String body) {
        return new HttpAnswer(
                request.target(), status, Map.of("content-type", "application/json"), body.getBytes(UTF_8));
    }

    /** Returns the log lines about secrets during an action, each with its level. */
    static List<String> logged(Runnable action) {
        try (Logged log = new Logged(SecretChoice.class.getName())) {
            action.run();
            return log.lines();
        }
    }
}
