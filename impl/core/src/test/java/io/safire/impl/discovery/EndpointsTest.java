package io.safire.impl.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.DiscoveryException;
import io.safire.impl.SettableClock;
import io.safire.impl.TestServers;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.event.Observers;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.ServerClock;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndpointsTest {

    private static final URI WHERE = URI.create("https://fhir.example/r4");

    @Test
    void endpointMayHaveAQuery() {
        assertThat(endpoints("https://as.example/authorize?tenant=1").authorizationEndpoint())
                .hasToString("https://as.example/authorize?tenant=1");
    }

    /** RFC 6749 3.1 and 3.2: what is put behind a fragment, the server never sees. */
    @Test
    void endpointWithAFragmentIsRefused() {
        Endpoints endpoints = endpoints("https://as.example/authorize#top");
        assertThatThrownBy(endpoints::authorizationEndpoint)
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("authorization_endpoint")
                .hasMessageContaining("fragment")
                .hasMessageContaining("safire.epic.authorization-endpoint");
        assertThatThrownBy(endpoints::tokenEndpoint).hasMessageContaining("token_endpoint");
    }

    @Test
    void whatIsNotHttpsIsNamedWithoutItsPassword() {
        assertThatThrownBy(
                        endpoints("https://user:hidden-word@as.example/authorize?k=hidden-word")::authorizationEndpoint)
                .isInstanceOf(DiscoveryException.class)
                .hasMessageContaining("as.example/authorize")
                .hasMessageNotContaining("hidden-word");
    }

    private static Endpoints endpoints(String endpoint) {
        String document = "{\"authorization_endpoint\":\"" + endpoint + "\",\"token_endpoint\":\"" + endpoint + "\"}";
        ServerSettings settings = TestServers.epic();
        MetadataSource source = new MetadataSource(
                settings,
                (repetition, request) -> new HttpAnswer(WHERE, 200, Map.of(), document.getBytes(UTF_8)),
                new SettableClock(),
                new ServerClock(new SettableClock()),
                Observers.NONE);
        return new Endpoints(settings, source);
    }
}
