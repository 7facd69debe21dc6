package io.safire.internal.web;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.error.ConfigurationException;
import io.safire.error.DiscoveryException;
import io.safire.error.LaunchStoreException;
import io.safire.error.NetworkException;
import io.safire.error.SmartException;
import io.safire.error.ValidationException;
import io.safire.internal.authentication.StoreKeys;
import io.safire.internal.config.LaunchSettings;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.event.SmartEventPublisher;
import io.safire.internal.message.Message;
import io.safire.launch.AuthorizationOptions;
import io.safire.launch.AuthorizationRequest;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.Launch;
import io.safire.spi.LaunchStore;
import io.safire.token.TokenResponse;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.RequestCookies;
import io.safire.web.SmartLaunches;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Launches that are stored in an encrypted cookie of the browser until the authorization server responds. */
public final class DefaultSmartLaunches implements SmartLaunches {

    private static final Logger LOG = System.getLogger("io.safire.web");

    private final SmartClients clients;
    private final Function<String, ServerSettings> settings;
    private final LaunchEncryptor encryptor;
    private final Clock clock;
    private final AuthorizationResponder responder;
    private final SmartEventPublisher events;
    private final PendingLaunchResolver pendingLaunches;

    public DefaultSmartLaunches(
            SmartClients clients,
            Function<String, ServerSettings> settings,
            Function<String, StoreKeys> keys,
            LaunchStore store,
            Clock clock,
            SecureRandom random,
            SmartEventPublisher events) {
        this.clients = clients;
        this.settings = settings;
        this.encryptor = new LaunchEncryptor(name -> clients.names().contains(name), keys);
        this.clock = clock;
        this.responder = new AuthorizationResponder(random);
        this.events = events;
        this.pendingLaunches = new PendingLaunchResolver(settings, encryptor, new GuardedLaunchStore(store), clock);
    }

    @Override
    public LaunchRedirect start(LaunchRequest request) {
        SmartClient client = client(request);
        LaunchSettings launches = settings.apply(client.name()).launches();
        AuthorizationRequest authorization =
                request.scopes().isEmpty() && request.parameters().isEmpty()
                        ? client.authorize(request.launch())
                        : client.authorize(request.launch(), options(request));
        Instant now = clock.instant();
        PendingLaunch launch = new PendingLaunch(authorization, now.plus(launches.lifetime()), request.returnTo());
        String value = LaunchCookie.value(now, encryptor.encrypt(launch));
        requireCookieSize(launch, value);
        List<String> cookies = new ArrayList<>(LaunchCookie.clearSurplusHeaders(request.cookies(), value));
        cookies.add(LaunchCookie.of(launch.id(), authorization.redirectUri())
                .setCookieHeader(value, launches.lifetime().plus(PendingLaunchResolver.RETENTION)));
        return LaunchRedirect.of(
                launch.id(), authorization, responder.respond(client, authorization, launches, cookies));
    }

    @Override
    public CompletedLaunch complete(AuthorizationResponse response, RequestCookies cookies) {
        PendingLaunch launch = consume(response, cookies);
        SmartClient client = clients.client(launch.server());
        TokenResponse tokens = exchange(client, launch, response);
        String clearCookie =
                LaunchCookie.of(launch.id(), launch.request().redirectUri()).clearCookieHeader();
        return CompletedLaunch.of(launch.id(), client, tokens, launch.returnTo(), List.of(clearCookie));
    }

    /** Releases the launch if the code was not sent, so that the browser can repeat the request. */
    private TokenResponse exchange(SmartClient client, PendingLaunch launch, AuthorizationResponse response) {
        try {
            return client.exchange(launch.request(), response);
        } catch (SmartException failure) {
            if (isNotSent(failure)) {
                release(launch);
            }
            throw failure;
        }
    }

    /** A failure of the store is only logged, because it must not hide the original failure. */
    private void release(PendingLaunch launch) {
        try {
            pendingLaunches.release(launch);
        } catch (LaunchStoreException broken) {
            LOG.log(Level.WARNING, broken.getMessage());
        }
    }

    private static boolean isNotSent(SmartException failure) {
        return failure instanceof DiscoveryException
                || failure instanceof ConfigurationException
                || failure instanceof NetworkException network && network.notSent();
    }

    private static void requireCookieSize(PendingLaunch launch, String value) {
        if (value.length() <= LaunchCookie.MAX_VALUE_LENGTH) {
            return;
        }
        int path = launch.returnTo() == null ? 0 : launch.returnTo().value().length();
        int scopes = launch.request().scopes().toString().length();
        throw new ValidationException(
                Message.LAUNCH_TOO_LONG.format(
                        launch.server(), value.length(), LaunchCookie.MAX_VALUE_LENGTH, scopes, path),
                path > scopes ? "return_to" : "scope",
                "the launch is too long for a cookie");
    }

    private PendingLaunch consume(AuthorizationResponse response, RequestCookies cookies) {
        try {
            return pendingLaunches.consume(response, cookies);
        } catch (SmartException failure) {
            events.publishLaunchRefused(response.state().orElse(null), null, failure);
            throw failure;
        }
    }

    private static AuthorizationOptions options(LaunchRequest request) {
        AuthorizationOptions options = request.scopes().isEmpty()
                ? AuthorizationOptions.defaults()
                : AuthorizationOptions.withScopes(request.scopes());
        for (Map.Entry<String, String> parameter : request.parameters().entrySet()) {
            options = options.withParameter(parameter.getKey(), parameter.getValue());
        }
        return options;
    }

    private SmartClient client(LaunchRequest request) {
        String name = request.server();
        if (name != null) {
            return clients.client(name);
        }
        return request.launch() instanceof Launch.Ehr ehr ? clients.forLaunch(ehr.iss()) : clients.client();
    }
}
