package io.safire.impl.call;

import io.safire.SmartClient;
import io.safire.impl.brand.BrandSources;
import io.safire.impl.brand.ServerBrands;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.credential.AssertionSigner;
import io.safire.impl.credential.ClientAuthenticator;
import io.safire.impl.credential.ClientIdentity;
import io.safire.impl.credential.ClientKeys;
import io.safire.impl.credential.SecretChoice;
import io.safire.impl.discovery.Authorities;
import io.safire.impl.discovery.Endpoints;
import io.safire.impl.discovery.MetadataSource;
import io.safire.impl.event.Audit;
import io.safire.impl.identity.Identities;
import io.safire.impl.launch.AuthorizationRequests;
import io.safire.impl.managed.ManagedAccess;
import io.safire.impl.registration.ClientRegistrar;
import io.safire.impl.token.BearerTargets;
import io.safire.impl.token.TokenEndpoint;
import io.safire.impl.token.TokenReader;
import io.safire.impl.transport.GuardedCalls;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.ServerClock;
import io.safire.spi.RequestObserver;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The factory of one server's client, which creates its components and connects them. */
final class Assembly {

    /** The server's metadata names the bundle's URL and could contain a different one each time; one bundle limits the memory. */
    private static final int MAX_BRAND_BUNDLES = 1;

    private final ServerSettings settings;
    private final Surroundings surroundings;
    private final HttpTransport transport;
    private final HttpCalls http;
    private final ServerClock serverClock;
    private final MetadataSource source;
    private final Authorities authorities;
    private final Endpoints endpoints;
    private final ClientIdentity identity;
    private final Audit audit;
    private final ClientKeys keys;
    private final ClientAuthenticator authenticator;
    private final ServerBrands brands;

    Assembly(
            ServerSettings settings,
            Function<HttpTransport, HttpCalls> calls,
            Surroundings surroundings,
            Authorities authorities) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.authorities = authorities;
        Clock clock = surroundings.clock();
        RequestObserver observer = surroundings.announcer().requests();
        serverClock = new ServerClock(clock);
        transport = new HttpTransport(settings.http(), settings.addresses().rule());
        http = new GuardedCalls(settings, calls.apply(transport), clock, observer);
        source = new MetadataSource(settings, http, clock, serverClock, observer);
        endpoints = new Endpoints(settings, source, authorities);
        identity = new ClientIdentity(settings, surroundings.registrations());
        audit = new Audit(settings.name(), identity::clientId, surroundings.announcer());
        keys = new ClientKeys(settings, surroundings.keys(), clock, audit);
        AssertionSigner signer = new AssertionSigner(settings.assertion(), serverClock::instant);
        authenticator = new ClientAuthenticator(settings, identity, signer, keys, new SecretChoice(settings, clock));
        brands = new ServerBrands(
                settings, source, new BrandSources(settings, calls, clock, observer, MAX_BRAND_BUNDLES));
    }

    AssembledClient client() {
        TokenCall tokens = new TokenCall(
                settings,
                endpoints,
                identity,
                authenticator,
                new TokenEndpoint(settings, http, serverClock),
                new TokenReader(settings, surroundings.clock()),
                serverClock);
        Identities identities = new Identities(
                settings, identity, source::metadata, authorities, http, surroundings.clock(), serverClock);
        AuthorizationRequests requests = new AuthorizationRequests(settings, identity, surroundings.random());
        AppLaunch launches = new AppLaunch(settings, endpoints, requests, tokens, identities, authorities, audit);
        TokenRefresh refresh = new TokenRefresh(settings, tokens, identities, audit);
        BackendRequest backend = new BackendRequest(settings, tokens, audit);
        return new AssembledClient(client(launches, refresh, backend), settings, keys, brands, transport);
    }

    /** Returns the clock in milliseconds, without an {@code Instant} for the system clock: each use of a cached token reads it. */
    private LongSupplier millis() {
        Clock clock = surroundings.clock();
        return clock.equals(Clock.systemUTC()) ? System::currentTimeMillis : clock::millis;
    }

    private SmartClient client(AppLaunch launches, TokenRefresh refresh, BackendRequest backend) {
        TokenServices services =
                new TokenServices(settings, endpoints, identity, authenticator, http, serverClock, audit);
        ManagedRequests requests = new ManagedRequests(backend, refresh, services);
        ManagedAccess managed = new ManagedAccess(settings, requests, millis(), surroundings.upkeep());
        return new ConfiguredSmartClient(
                settings,
                new ServerTokenRequests.Flows(launches, refresh, backend, services),
                source,
                brands,
                managed,
                new ServerResources(
                        settings, new BearerTargets(settings.addresses(), endpoints::metadata), managed),
                new ClientRegistrar(settings, endpoints, http, surroundings.registrations(), keys, audit),
                keys,
                surroundings.stored().apply(settings.name()));
    }
}
