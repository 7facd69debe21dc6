package io.safire.minimal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.launch.AuthorizationCode;
import io.safire.launch.Launch;
import io.safire.token.RefreshRequest;
import io.safire.token.Scopes;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The methods of the areas that the implementation omits. */
class OmittedAreasTest {

    private final SmartClient client = new MinimalClient(new MinimalSettings(
            "epic",
            "safire.epic.",
            URI.create("https://fhir.hospital.example/r4"),
            Optional.empty(),
            Optional.empty(),
            Scopes.none(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1)));

    @Test
    void omittedMethodsThrowUnsupportedOperationException() {
        Map<String, ThrowingCallable> calls = new LinkedHashMap<>();
        calls.put("authorize", () -> client.authorize(Launch.standalone()));
        calls.put(
                "exchange",
                () -> client.exchange(AuthorizationCode.of("code", "v".repeat(43), "https://app.example/callback")));
        calls.put("refresh", () -> client.refresh(RefreshRequest.of("some-refresh-token")));
        calls.put("tokens", client::tokens);
        calls.put("brands", client::brands);
        calls.put("bulkData", client::bulkData);
        calls.put("userTokens", client::userTokens);
        calls.put("resources", client::resources);
        calls.put("registration", client::registration);
        calls.put("jwks", client::jwks);
        calls.put("diagnose", client::diagnose);
        calls.forEach(
                (name, call) -> assertThatThrownBy(call).as(name).isInstanceOf(UnsupportedOperationException.class));
    }
}
