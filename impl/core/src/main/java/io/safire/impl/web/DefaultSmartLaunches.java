package io.safire.impl.web;

import io.safire.launch.AuthorizationOptions;
import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.SmartLaunches;
import io.safire.discovery.Capability;
import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.LaunchStoreException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import io.safire.impl.config.LaunchSettings;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.event.Announcer;
import io.safire.impl.managed.StoreKeys;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Opaque;
import io.safire.launch.AgentCookies;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.CompletedLaunch;
import io.safire.launch.Launch;
import io.safire.launch.LaunchRequest;
import io.safire.launch.StartedLaunch;
import io.safire.spi.LaunchStore;
import io.safire.token.TokenResponse;
import io.safire.web.WebAnswer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Launches that are stored in an encrypted cookie of the browser until the authorization server responds. */
public final class DefaultSmartLaunches implements SmartLaunches {

    private static final Logger LOG = System.getLogger("io.safire.web");
    private static final int LONGEST_URL = 2000;

    private final SmartClients clients;
    private final Function<String, ServerSettings> settings;
    private final LaunchSeal seal;
    private final Clock clock;
    private final SecureRandom random;
    private final Announcer announcer;
    private final CallbackCheck callbacks;

    public DefaultSmartLaunches(
            SmartClients clients,
            Function<String, ServerSettings> settings,
            Function<String, StoreKeys> keys,
            LaunchStore store,
            Clock clock,
            SecureRandom random,
            Announcer announcer) {
        this.clients = clients;
        this.settings = settings;
        this.seal = new LaunchSeal(clients.names(), keys);
        this.clock = clock;
        this.random = random;
        this.announcer = announcer;
        this.callbacks = new CallbackCheck(settings, seal, new GuardedLaunchStore(store), clock);
    }

    @Override
    public StartedLaunch begin(LaunchRequest request) {
        SmartClient client = client(request);
        LaunchSettings launches = settings.apply(client.name()).launches();
        AuthorizationRequest authorization = request.scopes().isEmpty()
                ? client.authorize(request.launch())
                : client.authorize(request.launch(), AuthorizationOptions.withScopes(request.scopes()));
        Instant now = clock.instant();
        PendingLaunch launch = new PendingLaunch(authorization, now.plus(launches.lifetime()), request.returnTo());
        String value = LaunchCookie.value(now, seal.seal(launch));
        requireFit(launch, value);
        List<String> cookies = new ArrayList<>(LaunchCookie.clearingSurplus(request.cookies(), value));
        cookies.add(LaunchCookie.of(launch.id(), authorization.redirectUri())
                .setting(value, launches.lifetime().plus(CallbackCheck.REMEMBERED)));
        return new StartedLaunch(launch.id(), authorization, answer(client, authorization, launches, cookies));
    }

    @Override
    public CompletedLaunch complete(AuthorizationResponse response, AgentCookies cookies) {
        PendingLaunch launch = used(response, cookies);
        SmartClient client = clients.client(launch.server());
        TokenResponse tokens = exchanged(client, launch, response);
        String clearing =
                LaunchCookie.of(launch.id(), launch.request().redirectUri()).clearing();
        return new CompletedLaunch(launch.id(), client, tokens, launch.returnTo(), List.of(clearing));
    }

    /** Exchanges the code. If the code was not sent, the launch is released, so that the browser can repeat the request. */
    private TokenResponse exchanged(SmartClient client, PendingLaunch launch, AuthorizationResponse response) {
        try {
            return client.exchange(launch.request(), response);
        } catch (SmartException failure) {
            if (isNotSent(failure)) {
                release(launch);
            }
            throw failure;
        }
    }

    /** Releases the launch. A failure of the store is only logged, because it must not hide the original failure. */
    private void release(PendingLaunch launch) {
        try {
            callbacks.release(launch);
        } catch (LaunchStoreException broken) {
            LOG.log(Level.WARNING, broken.getMessage());
        }
    }

    private static boolean isNotSent(SmartException failure) {
        return failure instanceof DiscoveryException
                || failure instanceof ConfigurationException
                || failure instanceof NetworkException network && network.notSent();
    }

    private static void requireFit(PendingLaunch launch, String value) {
        if (value.length() <= LaunchCookie.LONGEST_VALUE) {
            return;
        }
        int path = launch.returnTo() == null ? 0 : launch.returnTo().value().length();
        int scopes = launch.request().scopes().toString().length();
        throw new ValidationException(
                launch.server(),
                Message.LAUNCH_TOO_LONG.of(launch.server(), value.length(), LaunchCookie.LONGEST_VALUE, scopes, path),
                path > scopes ? "return_to" : "scope",
                "the launch is too long for a cookie");
    }

    private PendingLaunch used(AuthorizationResponse response, AgentCookies cookies) {
        try {
            return callbacks.use(response, cookies);
        } catch (SmartException failure) {
            announcer.launchRefused(response.state().orElse(null), null, failure);
            throw failure;
        }
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
            // not fatal: if both endpoints are configured, a launch does not need the metadata
            return false;
        }
    }
}
