package io.safire.internal.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ValidationException;
import io.safire.internal.TestServers;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.discovery.DiscoveryState;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.discovery.SmartMetadataCache;
import io.safire.internal.event.AuditEvents;
import io.safire.internal.event.RequestMonitor;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.registration.ClientMetadata;
import io.safire.registration.ClientRegistration;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tests of findings for a client configuration endpoint on a different origin from that of the registration endpoint.
 */
class RegistrationClientOriginTest {

    private final InMemoryRegistrationStore store = new InMemoryRegistrationStore();
    private String clientUri = "https://manage.example/one";

    @Test
    void reportsNoFindingForConfiguredOrigin() {
        ClientRegistrar registrar = registrar(Map.of("registration-client-origin", "https://manage.example"));
        assertThat(findingMembers(register(registrar))).isEmpty();
        assertThat(findingMembers(registrar.read())).isEmpty();
        assertThat(findingMembers(registrar.current().orElseThrow())).isEmpty();
    }

    @Test
    void reportsFindingForAnyOtherOrigin() {
        register(registrar(Map.of("registration-client-origin", "https://manage.example")));
        ClientRegistrar other = registrar(Map.of("registration-client-origin", "https://elsewhere.example"));
        assertThat(findingMembers(other.current().orElseThrow())).containsExactly("registration_client_uri");
        assertThat(findingMembers(register(other))).containsExactly("registration_client_uri");
        assertThat(findingMembers(register(registrar(Map.of())))).containsExactly("registration_client_uri");
    }

    @Test
    void namesReasonWhyUriIsUnusable() {
        Map<String, String> reasons = Map.of(
                "https://manage.example/{id}?token=x", "https://manage.example/{id}?*** is malformed",
                "https://manage_1.example/one", "has a host name that Java does not accept");
        reasons.forEach((uri, reason) -> {
            clientUri = uri;
            ClientRegistrar registrar = registrar(Map.of());
            register(registrar);
            assertThatThrownBy(registrar::read)
                    .isInstanceOf(ValidationException.class)
                    .hasMessageStartingWith("SAFIRE-0723 epic: ")
                    .hasMessageContaining(reason);
        });
    }

    private static List<String> findingMembers(ClientRegistration registration) {
        return registration.findings().stream()
                .map(finding -> finding.member().orElse(""))
                .toList();
    }

    private static ClientRegistration register(ClientRegistrar registrar) {
        ClientMetadata metadata = ClientMetadata.builder()
                .tokenEndpointAuthMethod("none")
                .redirectUris("https://app.example/callback")
                .build();
        return registrar.register(metadata);
    }

    private ClientRegistrar registrar(Map<String, String> additional) {
        Map<String, String> values = new HashMap<>(additional);
        values.put("registration-endpoint", "https://as.example/register");
        ServerSettings settings = TestServers.epic(values);
        HttpSender calls = request -> new InboundResponse(
                request.target(), 201, Map.of("content-type", "application/json"), """
                {"client_id":"one","token_endpoint_auth_method":"none","redirect_uris":["https://app.example/callback"],
                "registration_access_token":"t","registration_client_uri":"%s"}
                """.formatted(clientUri)
                        .getBytes(StandardCharsets.UTF_8));
        Clock clock = Clock.systemUTC();
        AuditEvents audit = new AuditEvents("epic", () -> null, SmartEventPublisher.withoutObservers());
        SmartMetadataCache metadata =
                new SmartMetadataCache(settings, calls, clock, new DiscoveryState(clock), RequestObservers.NONE);
        ClientKeys keys = new ClientKeys(settings, server -> List.of(), clock, audit);
        return new ClientRegistrar(
                settings,
                new EndpointResolver(settings, metadata, new MixUpDefense(List::of)),
                calls,
                store,
                keys,
                new RequestMonitor("epic", RequestObservers.NONE, audit));
    }
}
