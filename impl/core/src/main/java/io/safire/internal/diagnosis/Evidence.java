package io.safire.internal.diagnosis;

import io.safire.discovery.SmartMetadata;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.config.HttpSettings;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.UrlPolicy;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.internal.discovery.SmartMetadataLoader;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TlsProbe;
import io.safire.internal.http.TransportException;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import io.safire.token.TokenResponse;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The observations of one diagnosis. Each document is requested at most once, without a retry and over a new
 * connection, so that a diagnosis observes what a new client of the server would observe.
 */
final class Evidence {

    /**
     * The divisor of the remaining time, whose result limits each timeout of a request. A request takes at most the
     * connect timeout and twice the read timeout.
     */
    private static final int SHARES_OF_REQUEST = 3;
    /**
     * The minimum time limit of a request, which applies once the deadline has passed. A time limit of zero would mean
     * no limit.
     */
    private static final Duration MIN_LIMIT = Duration.ofMillis(1);

    private final DiagnosedClient client;
    private final Clock clock;
    private final Instant deadline;
    private final Map<URI, Probe> probes = new HashMap<>();
    private @Nullable Optional<TlsProbe> tls;

    Evidence(DiagnosedClient client, Instant deadline) {
        this.client = client;
        this.clock = client.clock();
        this.deadline = deadline;
    }

    ServerSettings settings() {
        return client.settings();
    }

    ClientIdentity identity() {
        return client.identity();
    }

    /** Returns the {@code client_id}; null if it is not configured and no registration can be read. */
    @Nullable
    String clientId() {
        try {
            return identity().clientId();
        } catch (SmartException unreadable) {
            return null;
        }
    }

    ClientKeys keys() {
        return client.keys();
    }

    boolean hasCredentialSource() {
        return client.hasCredentialSource();
    }

    EndpointResolver endpointResolver() {
        return client.endpointResolver();
    }

    Clock clock() {
        return clock;
    }

    /** Returns the time that remains for further checks. */
    Duration remaining() {
        return Duration.between(clock.instant(), deadline);
    }

    /**
     * Requests the SMART configuration.
     *
     * @throws NetworkException if the server did not respond
     */
    Probe discovery() {
        URI address = SmartMetadataLoader.address(settings().endpoints().baseUrl());
        Probe probe = probe(address, settings().http());
        if (probe.failure().isPresent()) {
            throw NetworkExceptions.documentNotLoaded(
                    settings(), probe.failure().get());
        }
        return probe;
    }

    /**
     * Returns the SMART configuration of the server.
     *
     * @throws SmartException if the server did not respond, or has no usable SMART configuration
     */
    SmartMetadata metadata() {
        InboundResponse response = discovery().response().orElseThrow();
        return SmartMetadataLoader.parse(settings(), response);
    }

    /** Returns the TLS handshake with the server; empty if it failed or the base URL is not https. */
    Optional<TlsProbe> tls() {
        if (tls == null) {
            Duration limit = remaining().dividedBy(SHARES_OF_REQUEST);
            tls = TlsProbe.of(settings().endpoints().baseUrl(), limit.compareTo(MIN_LIMIT) < 0 ? MIN_LIMIT : limit);
        }
        return tls;
    }

    /** Sends a token request of the client credentials flow, whose assertion has another {@code aud}. */
    TokenResponse requestToken(String audience) {
        return client.tokenRequest().apply(Optional.of(audience));
    }

    /** Sends a token request of the client credentials flow. */
    TokenResponse requestToken() {
        return client.tokenRequest().apply(Optional.empty());
    }

    /** Requests a document of another host, without the client certificate. */
    Probe document(URI address) {
        return probe(address, settings().http().withoutClientCertificate());
    }

    /** Requests a page of another host without following redirects. */
    Probe page(URI address) {
        HttpSettings http = settings().http().withoutClientCertificate();
        return probes.computeIfAbsent(address, target -> send(OutboundRequest.getOnce(target), http));
    }

    /** Returns the sender of requests for documents of other hosts. */
    HttpSender documents() {
        return request -> {
            Probe probe = document(request.target());
            return probe.response().orElseThrow(() -> probe.failure().orElseThrow());
        };
    }

    /** Returns the authorization request of a standalone launch. */
    AuthorizationRequest authorizationRequest() {
        return client.authorizationRequests()
                .build(Launch.standalone(), settings().client().scopes(), () -> endpointResolver()
                        .authorizationEndpoint(Optional.of(metadata())));
    }

    private Probe probe(URI address, HttpSettings http) {
        return probes.computeIfAbsent(address, target -> send(OutboundRequest.get(target, null), http));
    }

    private Probe send(OutboundRequest request, HttpSettings http) {
        URI target = request.target();
        Instant sentAt = clock.instant();
        Duration share = remaining().dividedBy(SHARES_OF_REQUEST);
        Duration limit = share.compareTo(MIN_LIMIT) < 0 ? MIN_LIMIT : share;
        UrlPolicy urlPolicy = settings().endpoints().urlPolicy();
        try (HttpTransport transport = new HttpTransport(settings().name(), http.limitedTo(limit), urlPolicy)) {
            InboundResponse response = transport.send(request);
            return new Probe(target, Optional.of(response), Optional.empty(), sentAt, clock.instant());
        } catch (TransportException failure) {
            return new Probe(target, Optional.empty(), Optional.of(failure), sentAt, clock.instant());
        }
    }
}
