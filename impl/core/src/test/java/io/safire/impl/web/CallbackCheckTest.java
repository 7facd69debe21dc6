package io.safire.impl.web;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ValidationException;
import io.safire.impl.SettableClock;
import io.safire.impl.TestServers;
import io.safire.impl.transport.Opaque;
import io.safire.launch.AgentCookies;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.PendingLaunch;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallbackCheckTest {

    private final SettableClock clock = new SettableClock();
    private final MemoryLaunchStore store = new MemoryLaunchStore(
            TestServers.of(Map.of("safire.epic.base-url", "https://fhir.example/r4"))::read, clock);
    private final CallbackCheck check = new CallbackCheck(name -> TestServers.epic(), store, clock);

    @Test
    void emptyCookieNeverMatches() {
        AuthorizationRequest request = new AuthorizationRequest(
                "epic",
                URI.create("https://as.example/authorize"),
                Map.of("state", "s", "redirect_uri", "https://app.example/callback"),
                "verifier");
        Instant now = clock.instant();
        store.add(new PendingLaunch("id", request, Opaque.hash(""), now, now.plusSeconds(60), null));
        AuthorizationResponse response = AuthorizationResponse.parse("code=c&state=s");
        for (AgentCookies cookies :
                new AgentCookies[] {AgentCookies.none(), AgentCookies.parse("__Host-safire-id=; other=x")}) {
            assertThatThrownBy(() -> check.taken(response, cookies))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("another browser");
        }
    }
}
