package io.safire.internal.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.SmartClient;
import io.safire.diagnosis.Finding;
import io.safire.error.SmartException;
import io.safire.internal.SettableClock;
import io.safire.internal.TestPrivateKeys;
import io.safire.internal.TestServers;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.registration.InMemoryRegistrationStore;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.token.TokenResponse;
import jakarta.json.Json;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A fixture of a client, and of a server whose SMART configuration and token response a test sets. */
final class RefusalFixture implements HttpSender {

    final Map<String, String> values = new HashMap<>(Map.of(
            "safire.epic.base-url", "https://fhir.example/r4",
            "safire.epic.redirect-uri", "https://app.example/callback",
            "safire.epic.scopes", "launch/patient patient/Patient.rs",
            "safire.epic.client-id", "app"));
    final SettableClock clock = new SettableClock();
    private final Map<String, Object> metadata = new HashMap<>(Map.of(
            "authorization_endpoint",
            "https://fhir.example/authorize",
            "token_endpoint",
            "https://fhir.example/token",
            "token_endpoint_auth_methods_supported",
            List.of("private_key_jwt", "client_secret_basic")));
    private int discoveryStatus = 200;
    private int tokenStatus = 400;
    private String tokenBody = "";
    private Duration clockDifference = Duration.ZERO;
    private boolean datesDiscovery;

    void set(String key, String value) {
        values.put("safire.epic." + key, value);
    }

    /** Sets a list in the SMART configuration. */
    void describe(String member, String... items) {
        metadata.put(member, List.of(items));
    }

    void useKey() {
        set("client-type", "confidential-asymmetric");
        set("private-key", TestPrivateKeys.pem());
        set("kid", "app-2026");
    }

    void useSecret() {
        set("client-type", "confidential-symmetric");
        set("client-secret", "correct-horse");
    }

    void respond(int status, String body) {
        tokenStatus = status;
        tokenBody = body;
    }

    void failDiscovery(int status) {
        discoveryStatus = status;
    }

    /** Sets the clock of the server, which the SMART configuration or only the token response shows. */
    void setServerClock(Duration difference, boolean inDiscovery) {
        clockDifference = difference;
        datesDiscovery = inDiscovery;
    }

    SmartClient client() {
        return new ConfiguredClients(
                        TestServers.of(values),
                        (transport, onRetry) -> this,
                        new ClientEnvironment(clock, new SecureRandom(), new InMemoryRegistrationStore()))
                .client("epic");
    }

    SmartException failure(Runnable call) {
        try {
            call.run();
        } catch (SmartException failure) {
            return failure;
        }
        throw new AssertionError("The call did not fail");
    }

    /** Returns the causes of a rejected code exchange. */
    List<Finding> causes() {
        return failure(() -> launch(client())).findings();
    }

    Finding cause() {
        return causes().get(0);
    }

    static TokenResponse launch(SmartClient client) {
        AuthorizationRequest request = client.authorize(Launch.standalone());
        return client.exchange(request, AuthorizationResponse.parse("code=c-1&state=" + request.state()));
    }

    @Override
    public InboundResponse send(OutboundRequest unsigned) {
        OutboundRequest request = unsigned.authenticate();
        boolean isDiscovery = request.target().getPath().endsWith("smart-configuration");
        Map<String, String> headers = new HashMap<>(Map.of("content-type", "application/json"));
        if (!isDiscovery || datesDiscovery) {
            headers.put(
                    "date",
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(
                            clock.instant().plus(clockDifference).atOffset(ZoneOffset.UTC)));
        }
        String body = isDiscovery ? Json.createObjectBuilder(metadata).build().toString() : tokenBody;
        return new InboundResponse(
                request.target(), isDiscovery ? discoveryStatus : tokenStatus, headers, body.getBytes(UTF_8));
    }
}
