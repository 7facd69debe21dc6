package io.safire.impl.web;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.SmartLaunches;
import io.safire.discovery.Capability;
import io.safire.error.DiscoveryException;
import io.safire.error.LaunchStoreException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.impl.config.LaunchSettings;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.event.Announcer;
import io.safire.impl.event.LaunchId;
import io.safire.impl.transport.Opaque;
import io.safire.launch.AgentCookies;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.CompletedLaunch;
import io.safire.launch.Launch;
import io.safire.launch.LaunchRequest;
import io.safire.launch.PendingLaunch;
import io.safire.launch.StartedLaunch;
import io.safire.spi.LaunchStore;
import io.safire.token.TokenResponse;
import io.safire.web.WebAnswer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Launches whose state is in a store and whose browser has a cookie. */
public final class StoredLaunches implements SmartLaunches {

    private static final int LONGEST_URL = 2000;

    private final SmartClients clients;
    private final Function<String, ServerSettings> settings;
    private final LaunchStore store;
    private final Clock clock;
    private final SecureRandom random;
    private final Announcer announcer;
    private final CallbackCheck callbacks;

    public StoredLaunches(
            SmartClients clients,
            Function<String, ServerSettings> settings,
            LaunchStore store,
            Clock clock,
            SecureRandom random,
            Announcer announcer) {
        this.clients = clients;
        this.settings = settings;
        this.store = new GuardedLaunchStore(store);
        this.clock = clock;
        this.random = random;
        this.announcer = announcer;
        this.callbacks = new CallbackCheck(settings, this.store, clock);
    }

    @Override
    public StartedLaunch begin(LaunchRequest request) {
        SmartClient client = client(request);
        LaunchSettings launches = settings.apply(client.name()).launches();
        AuthorizationRequest authorization = request.scopes().isEmpty()
                ? client.authorize(request.launch())
                : client.authorize(request.launch(), request.scopes());
        Instant now = clock.instant();
        String id = LaunchId.of(authorization.state());
        String agent = LaunchCookie.value(now, random);
        keep(new PendingLaunch(
                id, authorization, Opaque.hash(agent), now, now.plus(launches.lifetime()), request.returnTo()));
        List<String> cookies = new ArrayList<>(LaunchCookie.clearingSurplus(request.cookies()));
        cookies.add(LaunchCookie.of(id, authorization.redirectUri()).setting(agent, launches.lifetime()));
        return new StartedLaunch(id, authorization, answer(client, authorization, launches, cookies));
    }

    @Override
    public CompletedLaunch complete(AuthorizationResponse response, AgentCookies cookies) {
        PendingLaunch launch = taken(response, cookies);
        SmartClient client = clients.client(launch.server());
        TokenResponse tokens = client.exchange(launch.request(), response);
        String clearing =
                LaunchCookie.of(launch.id(), launch.request().redirectUri()).clearing();
        return new CompletedLaunch(launch.id(), client, tokens, launch.returnTo(), List.of(clearing));
    }

    private void keep(PendingLaunch launch) {
        try {
            store.add(launch);
        } catch (LaunchStoreException failure) {
            announcer.launchRefused(launch.state(), clientId(launch), failure);
            throw failure;
        }
    }

    private PendingLaunch taken(AuthorizationResponse response, AgentCookies cookies) {
        try {
            return callbacks.taken(response, cookies);
        } catch (SmartException failure) {
            announcer.launchRefused(response.state().orElse(null), null, failure);
            throw failure;
        }
    }

    private static @Nullable String clientId(PendingLaunch launch) {
        return launch.request().parameters().get("client_id");
    }

    private SmartClient client(LaunchRequest request) {
        String name = request.server();
        if (name != null) {
            return clients.client(name);
        }
        return request.launch() instanceof Launch.Ehr ehr ? clients.byIssuer(ehr.iss()) : clients.client();
    }

    private WebAnswer answer(
            SmartClient client, AuthorizationRequest request, LaunchSettings launches, List<String> cookies) {
        boolean byPost =
                switch (launches.authorizeMethod()) {
                    case GET -> false;
                    case POST -> true;
                    case AUTO -> request.uri().toString().length() > LONGEST_URL && takesPost(client);
                };
        return byPost
                ? AuthorizationPage.of(request, launches, Opaque.random(random), cookies)
                : Answers.redirect(request.uri().toString(), cookies);
    }

    private static boolean takesPost(SmartClient client) {
        try {
            return client.metadata().claims(Capability.AUTHORIZE_POST);
        } catch (DiscoveryException | NetworkException notToBeHad) {
            // with both endpoints configured, a launch does not need the metadata
            return false;
        }
    }
}
