package io.safire.impl.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.Finding;
import io.safire.impl.TestServers;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.credential.ClientKeys;
import io.safire.impl.discovery.Authorities;
import io.safire.impl.discovery.Endpoints;
import io.safire.impl.discovery.MetadataSource;
import io.safire.impl.event.Announcer;
import io.safire.impl.event.Audit;
import io.safire.impl.event.Observers;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.ServerClock;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests of findings for a client configuration endpoint on another origin than the registration endpoint. */
class TrustedOriginTest {

    private final RegistrationsInMemory store = new RegistrationsInMemory();

    @Test
    void originThatIsConfiguredIsNoFinding() {
        ClientRegistrar registrar = registrar(Map.of("registration-client-origin", "https://manage.example"));
        assertThat(members(register(registrar))).isEmpty();
        assertThat(members(registrar.read())).isEmpty();
        assertThat(members(registrar.current().orElseThrow())).isEmpty();
    }

    @Test
    void anyOtherOriginIsOneEvenIfItWasTrustedWhenItWasKept() {
        register(registrar(Map.of("registration-client-origin", "https://manage.example")));
        ClientRegistrar other = registrar(Map.of("registration-client-origin", "https://elsewhere.example"));
        assertThat(members(other.current().orElseThrow())).containsExactly("registration_client_uri");
        assertThat(members(register(other))).containsExactly("registration_client_uri");
        assertThat(members(register(registrar(Map.of())))).containsExactly("registration_client_uri");
    }

    private static List<String> members(ClientRegistration registration) {
        return registration.findings().stream().map(Finding::member).toList();
    }

    private static ClientRegistration register(ClientRegistrar registrar) {
        ClientMetadata metadata = ClientMetadata.builder()
                .tokenEndpointAuthMethod("none")
                .redirectUris("https://app.example/callback")
                .build();
        return registrar.register(metadata);
    }

    private ClientRegistrar registrar(Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("registration-endpoint", "https://as.example/register");
        ServerSettings settings = TestServers.epic(values);
        HttpCalls calls = (repetition, request) ->
                new HttpAnswer(request.get().target(), 201, Map.of(), """
                {"client_id":"one","token_endpoint_auth_method":"none","redirect_uris":["https://app.example/callback"],
                "registration_access_token":"t","registration_client_uri":"https://manage.example/one"}
                """.getBytes(StandardCharsets.UTF_8));
        Clock clock = Clock.systemUTC();
        Audit audit = new Audit("epic", () -> null, Announcer.silent());
        MetadataSource metadata = new MetadataSource(settings, calls, clock, new ServerClock(clock), Observers.NONE);
        ClientKeys keys = new ClientKeys(settings, server -> List.of(), clock, audit);
        return new ClientRegistrar(
                settings, new Endpoints(settings, metadata, new Authorities(List::of)), calls, store, keys, audit);
    }
}
