package io.safire.impl.call;

import io.safire.SmartClient;
import io.safire.impl.brand.BrandSources;
import io.safire.impl.brand.ServerBrands;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.credential.AssertionSigner;
import io.safire.impl.credential.ClientAuthenticator;
import io.safire.impl.credential.ClientIdentity;
import io.safire.impl.credential.ClientKeys;
import io.safire.impl.discovery.Endpoints;
import io.safire.impl.discovery.MetadataSource;
import io.safire.impl.event.Audit;
import io.safire.impl.identity.Identities;
import io.safire.impl.launch.AuthorizationRequests;
import io.safire.impl.managed.ManagedAccess;
import io.safire.impl.registration.ClientRegistrar;
import io.safire.impl.token.TokenEndpoint;
import io.safire.impl.token.TokenReader;
import io.safire.impl.transport.GuardedCalls;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpTransport;
import io.safire.impl.transport.ServerClock;
import java.util.function.Function;

/** A client and those of its parts that are needed later. */
record AssembledClient(
        SmartClient client, ServerSettings settings, ClientKeys keys, ServerBrands brands, HttpTransport transport)
        implements AutoCloseable {

    /** Puts the steps together. Nothing is sent, and no connection is opened. */
    static AssembledClient of(
            ServerSettings settings, Function<HttpTransport, HttpCalls> calls, Surroundings surroundings) {
        ServerClock serverClock = new ServerClock(surroundings.clock());
        HttpTransport transport =
                new HttpTransport(settings.http(), settings.addresses().rule(), serverClock);
        HttpCalls http = new GuardedCalls(
                settings,
                calls.apply(transport),
                surroundings.clock(),
                surroundings.announcer().requests());
        MetadataSource source = new MetadataSource(
                settings, http, surroundings.clock(), surroundings.announcer().requests());
        Endpoints endpoints = new Endpoints(settings, source);
        AssertionSigner signer = new AssertionSigner(settings.assertion(), serverClock::instant);
        ClientIdentity identity = new ClientIdentity(settings, surroundings.registrations());
        Audit audit = new Audit(settings.name(), identity::clientId, surroundings.announcer());
        ClientKeys keys = new ClientKeys(settings, surroundings.keys(), surroundings.clock(), audit);
        ClientAuthenticator authenticator = new ClientAuthenticator(settings, identity, signer, keys);
        TokenCall tokens = new TokenCall(
                settings,
                endpoints,
                identity,
                authenticator,
                new TokenEndpoint(settings, http),
                new TokenReader(settings, surroundings.clock()),
                serverClock);
        AuthorizationRequests requests = new AuthorizationRequests(settings, identity, surroundings.random());
        TokenServices services =
                new TokenServices(settings, endpoints, identity, authenticator, http, serverClock, audit);
        Identities identities =
                new Identities(settings, identity, source::metadata, http, surroundings.clock(), serverClock);
        ClientRegistrar registrar =
                new ClientRegistrar(settings, endpoints, http, surroundings.registrations(), keys, audit);
        ServerBrands brands =
                new ServerBrands(settings, source, new BrandSources(settings, calls, surroundings.clock()));
        SmartClient client = new ConfiguredSmartClient(
                settings,
                source,
                endpoints,
                requests,
                tokens,
                keys,
                services,
                identities,
                registrar,
                brands,
                managed -> new ManagedAccess(settings, managed, surroundings.clock()::millis, surroundings.upkeep()),
                audit);
        return new AssembledClient(client, settings, keys, brands, transport);
    }

    @Override
    public void close() {
        transport.close();
        brands.close();
    }
}
