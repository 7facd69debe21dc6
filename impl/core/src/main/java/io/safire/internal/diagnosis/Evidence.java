package io.safire.internal.diagnosis;

import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.authentication.SigningKeyDescription;
import io.safire.internal.config.EndpointSettings;
import io.safire.internal.config.HttpSettings;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.discovery.CapabilityStatementFallback;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.discovery.OauthUris;
import io.safire.internal.discovery.SmartMetadataLoader;
import io.safire.internal.http.GuardedSender;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.NetworkExceptions;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TlsProbe;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.Launch;
import io.safire.token.TokenFlow;
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
 * connection. A new client of the server would make the same observations.
 */
final class Evidence {

    private final DiagnosedClient client;
    private final Clock clock;
    private final ProbeSender sender;
    private final Map<URI, Probe> probes = new HashMap<>();
    private final Map<URI, Optional<TlsProbe>> handshakes = new HashMap<>();
    private @Nullable SigningKeyDescription signingKey;
    private @Nullable TokenResponse issued;

    Evidence(DiagnosedClient client, Instant deadline) {
        this.client = client;
        this.clock = client.clock();
        this.sender = new ProbeSender(client.settings(), clock, deadline);
    }

    ServerSettings settings() {
        return client.settings();
    }

    ClientIdentity identity() {
        return client.identity();
    }

    /** Returns null if the {@code client_id} is not configured and no registration can be read. */
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

    /**
     * The signature of this key matches its public key.
     *
     * @throws SmartException if there is no key, or if the key cannot sign
     */
    SigningKeyDescription signingKey() {
        if (signingKey == null) {
            signingKey = client.keys().requireSignature();
        }
        return signingKey;
    }

    boolean hasCredentialSource() {
        return client.hasCredentialSource();
    }

    EndpointResolver endpointResolver() {
        return client.endpointResolver();
    }

    MixUpDefense mixUpDefense() {
        return client.mixUpDefense();
    }

    Clock clock() {
        return clock;
    }

    Duration remaining() {
        return sender.remaining();
    }

    /**
     * @throws NetworkException if the server did not respond
     * @throws ResponseCutOffException if the diagnosis ended the request early
     */
    Probe discovery() {
        URI address = SmartMetadataLoader.address(settings().endpoints().baseUrl());
        Probe probe = probe(address, settings().http()).requireTime();
        if (probe.failure().isPresent()) {
            throw NetworkExceptions.documentNotLoaded(
                    settings(), probe.failure().get());
        }
        return probe;
    }

    /**
     * @throws SmartException if the server did not respond, or has no usable SMART configuration
     */
    SmartMetadata metadata() {
        InboundResponse response = discovery().response().orElseThrow();
        Optional<InboundResponse> statement =
                usesCapabilityStatement() ? capabilityStatement().response() : Optional.empty();
        return statement.isPresent()
                ? SmartMetadataLoader.parse(settings(), response, statement.get())
                : SmartMetadataLoader.parse(settings(), response);
    }

    /** The result is empty if {@link #lacksOptionalMetadata}. */
    Optional<SmartMetadata> metadataIfRequired() {
        return lacksOptionalMetadata() ? Optional.empty() : Optional.of(metadata());
    }

    /** Returns true if the server has no usable SMART configuration, and the configured endpoints suffice. */
    boolean lacksOptionalMetadata() {
        if (requiresMetadata()) {
            return false;
        }
        try {
            metadata();
            return false;
        } catch (DiscoveryException unusable) {
            return true;
        } catch (NetworkException | ResponseCutOffException unknown) {
            return false;
        }
    }

    private boolean requiresMetadata() {
        EndpointSettings addresses = settings().endpoints();
        boolean hasLaunch = ConfigurationChecks.flow(settings()) == TokenFlow.AUTHORIZATION_CODE;
        return addresses.tokenEndpoint() == null || hasLaunch && addresses.authorizationEndpoint() == null;
    }

    /** Returns whether the client reads the endpoints from the CapabilityStatement. */
    boolean usesCapabilityStatement() {
        return new CapabilityStatementFallback(settings())
                .appliesTo(discovery().response().orElseThrow());
    }

    /** The result is empty if the handshake failed or the base URL is not https. */
    Optional<TlsProbe> tls() {
        return tls(settings().endpoints().baseUrl());
    }

    /** The result is empty if the handshake failed or the address is not https. */
    Optional<TlsProbe> tls(URI address) {
        return handshakes.computeIfAbsent(
                address, target -> TlsProbe.of(target, settings().http().proxy(), sender.connectLimit()));
    }

    /**
     * Requests a token with the client credentials flow.
     *
     * @param audience the {@code aud} of the client assertion
     */
    TokenResponse requestToken(String audience) {
        return client.tokenRequest().apply(Optional.of(audience));
    }

    /** Requests a token with the client credentials flow. */
    TokenResponse requestToken() {
        TokenResponse response = client.tokenRequest().apply(Optional.empty());
        issued = response;
        return response;
    }

    /** Returns the response to {@link #requestToken()}; empty if the server issued no token. */
    Optional<TokenResponse> issued() {
        return Optional.ofNullable(issued);
    }

    Probe read(URI address, TokenResponse tokens) {
        String authorization = "Bearer " + tokens.accessToken().value();
        return sender.send(
                OutboundRequest.getAuthorized(address, authorization),
                settings().http());
    }

    Probe document(URI address) {
        return probe(address, settings().http().withoutClientCertificate()).requireTime();
    }

    /** The client does not need the CapabilityStatement, so a late response is no finding. */
    Probe capabilityStatement() {
        URI address = new CapabilityStatementFallback(settings()).address();
        return probe(
                OutboundRequest.get(address, null, OauthUris.MAX_BYTES),
                settings().http());
    }

    /**
     * Requests a document of another host, without the client certificate. The client does not need this document, so a
     * late response is no finding.
     */
    Probe optionalDocument(URI address) {
        return probe(address, settings().http().withoutClientCertificate());
    }

    /** Requests a page of another host without following redirects. */
    Probe page(URI address) {
        HttpSettings http = settings().http().withoutClientCertificate();
        return probe(OutboundRequest.getOnce(address), http);
    }

    GuardedSender sender() {
        return client.sender();
    }

    HttpSender documents() {
        return request -> {
            Probe probe = document(request.target());
            return probe.response().orElseThrow(() -> probe.failure().orElseThrow());
        };
    }

    AuthorizationRequest authorizationRequest() {
        return client.authorizationRequests()
                .build(Launch.standalone(), settings().client().scopes(), () -> endpointResolver()
                        .authorizationEndpoint(Optional.of(metadata())));
    }

    private Probe probe(URI address, HttpSettings http) {
        return probe(OutboundRequest.get(address, null), http);
    }

    private Probe probe(OutboundRequest request, HttpSettings http) {
        return probes.computeIfAbsent(request.target(), target -> sender.send(request, http));
    }
}
