package io.safire.internal.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.SmartClient;
import io.safire.internal.LogCapture;
import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.authentication.SecretRotation;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.registration.InMemoryRegistrationStore;
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
import org.jspecify.annotations.Nullable;

/** A fixture of a client with a secret, and of a server that accepts the secrets that a test sets. */
final class ClientSecretFixture implements HttpSender {

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
    final InMemoryRegistrationStore registrations = new InMemoryRegistrationStore();
    private final List<String> sentRequests = Collections.synchronizedList(new ArrayList<>());
    private Set<String> accepted = Set.of(NEW);
    private int rejectionStatus = 401;
    private String rejectionBody = "{\"error\":\"invalid_client\"}";
    private final Map<String, Integer> rejectionStatuses = new HashMap<>();
    private String errorCode = "";
    private @Nullable Rejection rejection;

    /** A response to every request, whose secret the server accepts. */
    record Rejection(int status, Map<String, String> headers, String body) {}

    SmartClient client() {
        return new ConfiguredClients(
                        TestServers.of(values),
                        (transport, onRetry) -> this,
                        new ClientEnvironment(clock, new SecureRandom(), registrations))
                .client("epic");
    }

    void set(String key, String value) {
        values.put("safire.epic." + key, value);
    }

    /** Sets the secrets that the server accepts. */
    void accept(String... secrets) {
        accepted = Set.of(secrets);
    }

    /** Sets the response to a secret that is not accepted. */
    void reject(int newStatus, String body) {
        rejectionStatus = newStatus;
        rejectionBody = body;
    }

    /** Sets the status of the response to one particular secret that is not accepted. */
    void reject(String secret, int itsStatus) {
        rejectionStatuses.put(secret, itsStatus);
    }

    /** Sets the error code of a 400 response to an accepted secret; empty for a successful response. */
    void failWith(String error) {
        errorCode = error;
    }

    /** Sets the response to an accepted secret; null for a successful response. */
    void failWith(@Nullable Rejection response) {
        rejection = response;
    }

    /** Returns the path and secret of each request since the previous call. */
    List<String> sentRequests() {
        List<String> all = List.copyOf(sentRequests);
        sentRequests.clear();
        return all;
    }

    static TokenResponse launch(SmartClient client) {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        return client.exchange(request, AuthorizationResponse.parse("code=c-1&state=" + request.state()));
    }

    @Override
    public InboundResponse send(OutboundRequest unsigned) {
        OutboundRequest request = unsigned.authenticate();
        String secret = secret(String.valueOf(request.authorization()));
        String path = request.target().getPath();
        sentRequests.add(path + " " + secret);
        if (!accepted.contains(secret)) {
            return respond(request, rejectionStatuses.getOrDefault(secret, rejectionStatus), rejectionBody);
        }
        if (rejection != null) {
            return new InboundResponse(
                    request.target(),
                    rejection.status(),
                    rejection.headers(),
                    rejection.body().getBytes(UTF_8));
        }
        if (!errorCode.isEmpty()) {
            return respond(request, 400, "{\"error\":\"" + errorCode + "\"}");
        }
        return respond(
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

    private static InboundResponse respond(OutboundRequest request, int status, String body) {
        return new InboundResponse(
                request.target(), status, Map.of("content-type", "application/json"), body.getBytes(UTF_8));
    }

    /** Returns the log lines about secrets during an action, each with its level. */
    static List<String> logged(Runnable action) {
        try (LogCapture log = new LogCapture(SecretRotation.class.getName())) {
            action.run();
            return log.lines();
        }
    }
}
