package io.safire.internal.registration;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.internal.TestServers;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.registration.RegistrationException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegistrationEndpointClientTest {

    private static final URI ENDPOINT = URI.create("https://as.example/register");

    @Test
    void reportsTargetOfRedirect() {
        assertRedirectRejected("/login?session=secret", "https://as.example/login");
    }

    @Test
    void reportsRedirectToMalformedUrl() {
        assertRedirectRejected("https://as example/%", "a malformed URL");
    }

    private static void assertRedirectRejected(String location, String description) {
        RegistrationEndpointClient client = new RegistrationEndpointClient(
                TestServers.epic(),
                request -> new InboundResponse(request.target(), 302, Map.of("location", location), new byte[0]));
        assertThatThrownBy(() -> client.send(OutboundRequest.postJson(ENDPOINT, null, "{}")))
                .isInstanceOf(RegistrationException.class)
                .hasMessageContaining("HTTP 302")
                .hasMessageContaining(description)
                .hasMessageNotContaining("secret");
    }
}
