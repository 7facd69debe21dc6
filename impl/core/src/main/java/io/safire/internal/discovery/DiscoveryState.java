package io.safire.internal.discovery;

import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.Origin;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.document.DocumentState;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.ServerClock;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The cached SMART configuration and the clocks of one server, which several clients of the server can share. */
public final class DiscoveryState {

    private final Clock clock;
    private final DocumentState<SmartMetadata> document = new DocumentState<>();
    /** The clocks by the value of the setting {@code token-endpoint}. */
    private final Map<Optional<URI>, ServerClock> serverClocks = new ConcurrentHashMap<>();

    public DiscoveryState(Clock clock) {
        this.clock = clock;
    }

    /** Clients with the same token endpoint share the clock. */
    public ServerClock serverClock(ServerSettings settings) {
        return serverClocks.computeIfAbsent(
                Optional.ofNullable(settings.endpoints().tokenEndpoint()), any -> new ServerClock(clock));
    }

    DocumentState<SmartMetadata> document() {
        return document;
    }

    /**
     * Only a response from the origin of the token endpoint shows the clock of the authorization server. Client
     * assertions need this clock, which can differ from the clock of the FHIR server.
     */
    void learnClocks(InboundResponse response, SmartMetadata metadata) {
        serverClocks.forEach((configured, serverClock) -> {
            if (configured
                    .or(metadata::tokenEndpoint)
                    .filter(endpoint -> Origin.isSame(endpoint, response.uri()))
                    .isPresent()) {
                serverClock.learn(response);
            }
        });
    }
}
