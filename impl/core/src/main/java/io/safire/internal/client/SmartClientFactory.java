package io.safire.internal.client;

import io.safire.SmartClient;
import io.safire.internal.authentication.ClientAssertionSigner;
import io.safire.internal.authentication.ClientAuthenticator;
import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.authentication.CredentialOverrides;
import io.safire.internal.authentication.SecretRotation;
import io.safire.internal.cache.TokenProvider;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.diagnosis.DiagnosedClient;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.discovery.SharedServer;
import io.safire.internal.discovery.SmartMetadataCache;
import io.safire.internal.event.AuditEvents;
import io.safire.internal.event.RequestMonitor;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.http.GuardedSender;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpSenderFactory;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.ServerClock;
import io.safire.internal.identity.IdTokenValidator;
import io.safire.internal.launch.AuthorizationRequestBuilder;
import io.safire.internal.registration.ClientRegistrar;
import io.safire.internal.token.BearerTargetPolicy;
import io.safire.internal.token.TokenEndpointClient;
import io.safire.internal.token.TokenResponseReader;
import java.time.Clock;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A factory of one server's client and its components. */
final class SmartClientFactory {

    private final ServerSettings settings;
    private final ClientEnvironment environment;
    private final HttpTransport transport;
    private final GuardedSender guarded;
    private final HttpSender http;
    private final ServerClock serverClock;
    private final SmartMetadataCache metadataSource;
    private final MixUpDefense mixUpDefense;
    private final EndpointResolver endpointResolver;
    private final ClientIdentity identity;
    private final AuditEvents audit;
    private final RequestMonitor monitor;
    private final ClientKeys keys;
    private final ClientAuthenticator authenticator;
    private final BrandBundles brands;
    private final HttpSenderFactory senders;

    /**
     * @param requireOpen the check before each request, which throws an exception if the client is closed
     */
    SmartClientFactory(ServerSettings settings, SharedComponents shared, Runnable requireOpen) {
        this.settings = settings;
        this.brands = shared.brands();
        this.senders = shared.senders();
        this.environment = shared.environment();
        this.mixUpDefense = shared.mixUpDefense();
        Clock clock = environment.clock();
        RequestObservers observers = environment.events().requestObservers();
        SharedServer server = shared.servers().acquire(settings);
        serverClock = server.discovery().serverClock(settings);
        transport = HttpTransport.sharing(
                server.connections(), settings, () -> shared.servers().release(settings));
        HttpSender sender = shared.senders().create(transport, () -> {
            requireOpen.run();
            observers.onRetry(settings.name());
        });
        guarded = new GuardedSender(
                settings, sender, clock, observers, server.connections().permits());
        http = request -> {
            requireOpen.run();
            return guarded.send(request);
        };
        metadataSource = new SmartMetadataCache(settings, http, clock, server.discovery(), observers);
        endpointResolver = new EndpointResolver(settings, metadataSource, mixUpDefense);
        identity = new ClientIdentity(settings, environment.registrations());
        audit = new AuditEvents(settings.name(), identity::clientId, environment.events());
        monitor = new RequestMonitor(settings.name(), observers, audit);
        keys = new ClientKeys(settings, environment.keys(), clock, audit);
        ClientAssertionSigner signer = new ClientAssertionSigner(settings.assertion(), serverClock::instant);
        authenticator = new ClientAuthenticator(
                settings, identity, signer, keys, new SecretRotation(settings, clock), environment.credentials());
    }

    /** Sends no request and opens no connection. */
    ClientComponents create() {
        TokenRequestExecutor executor = executor(authenticator);
        IdTokenValidator idTokens = new IdTokenValidator(
                settings, identity, metadataSource::metadata, mixUpDefense, http, environment.clock(), serverClock);
        AuthorizationRequestBuilder requests =
                new AuthorizationRequestBuilder(settings, identity, environment.random());
        AuthorizationCodeFlow authorizationCode = new AuthorizationCodeFlow(
                settings, endpointResolver, requests, executor, idTokens, mixUpDefense, monitor);
        ClientFlows flows = new ClientFlows(
                authorizationCode,
                new RefreshTokenFlow(settings, endpointResolver, executor, idTokens, monitor),
                new ClientCredentialsFlow(settings, endpointResolver, executor, monitor),
                new IntrospectionAndRevocation(
                        IssuingServerCheck.of(settings),
                        new TokenServiceExecutor(settings, endpointResolver, authenticator, http, serverClock),
                        monitor,
                        Optional.empty()),
                new EndSessionRequestBuilder(settings, identity, endpointResolver, idTokens, environment.random()),
                authenticator);
        DiagnosedClient diagnosed = diagnosed(flows);
        return new ClientComponents(
                create(flows, diagnosed),
                settings,
                AuthorizationRequestBuilder.issuersOf(settings.endpoints()),
                keys,
                authenticator,
                metadataSource,
                diagnosed,
                transport);
    }

    /**
     * The system clock is read without creating an {@code Instant}, because each use of a cached token reads the clock.
     */
    private LongSupplier millis() {
        Clock clock = environment.clock();
        return clock.equals(Clock.systemUTC()) ? System::currentTimeMillis : clock::millis;
    }

    private DiagnosedClient diagnosed(ClientFlows flows) {
        return new DiagnosedClient(
                settings,
                identity,
                keys,
                endpointResolver,
                mixUpDefense,
                new AuthorizationRequestBuilder(settings, identity, environment.random()),
                audit,
                environment.clock(),
                guarded,
                environment.credentials() != CredentialOverrides.NO_SOURCE,
                audience -> audience.map(this::clientCredentials)
                        .orElse(flows.clientCredentials())
                        .requestToken(settings.client().scopes(), Optional.empty()),
                environment.checks());
    }

    private ClientCredentialsFlow clientCredentials(String audience) {
        ServerSettings other = settings.withAssertionAudience(audience);
        ClientAuthenticator otherAuthenticator = new ClientAuthenticator(
                other,
                identity,
                new ClientAssertionSigner(other.assertion(), serverClock::instant),
                keys,
                new SecretRotation(other, environment.clock()),
                environment.credentials());
        return new ClientCredentialsFlow(other, endpointResolver, executor(otherAuthenticator), monitor);
    }

    private TokenRequestExecutor executor(ClientAuthenticator of) {
        return new TokenRequestExecutor(
                settings,
                endpointResolver,
                of,
                new TokenEndpointClient(settings, http, serverClock),
                new TokenResponseReader(settings, environment.clock()),
                serverClock);
    }

    private SmartClient create(ClientFlows flows, DiagnosedClient diagnosed) {
        TokenProvider managed = new TokenProvider(settings, flows, millis(), environment.tokens());
        return new ConfiguredSmartClient(
                settings,
                flows,
                metadataSource,
                brands,
                managed,
                new ServerResources(settings, new BearerTargetPolicy(settings, endpointResolver::metadata), managed),
                new ClientRegistrar(settings, endpointResolver, http, environment.registrations(), keys, monitor),
                diagnosed,
                environment.serializedForm().apply(settings.name()),
                http,
                senders,
                environment.clock());
    }
}
