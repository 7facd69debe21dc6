package io.safire.impl.web;

import io.safire.error.ValidationException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.event.LaunchId;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Printable;
import io.safire.launch.AgentCookies;
import io.safire.launch.AuthorizationResponse;
import io.safire.spi.LaunchStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The lookup of the pending launch of an authorization response, in the cookies of the browser; each launch is used once. */
final class CallbackCheck {

    /** The time for which cookie and store entry outlast the launch, so that the error page can name the reason. */
    static final Duration REMEMBERED = Duration.ofHours(1);

    private final Function<String, ServerSettings> settings;
    private final LaunchSeal seal;
    private final LaunchStore store;
    private final Clock clock;

    CallbackCheck(Function<String, ServerSettings> settings, LaunchSeal seal, LaunchStore store, Clock clock) {
        this.settings = settings;
        this.seal = seal;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Returns the pending launch of a response and marks it as used.
     *
     * @throws ValidationException if the launch is unknown, expired or already used, or another browser started it
     */
    PendingLaunch use(AuthorizationResponse response, AgentCookies cookies) {
        String state = response.state().orElseThrow(() -> withoutState(response));
        PendingLaunch launch = find(state, cookies);
        if (!launch.expiresAt().isAfter(clock.instant())) {
            throw expired(launch.server());
        }
        if (!store.use(state, launch.expiresAt().plus(REMEMBERED))) {
            throw used(launch.server());
        }
        return launch;
    }

    /** Marks the launch as unused, so that the browser can repeat its request. */
    void release(PendingLaunch launch) {
        store.release(launch.state());
    }

    private PendingLaunch find(String state, AgentCookies cookies) {
        String id = LaunchId.of(state);
        Optional<LaunchCookie> cookie = LaunchCookie.in(cookies, id);
        if (cookie.isEmpty()) {
            // a completed launch has no cookie any more
            throw store.isUsed(state) ? used(null) : otherBrowser(id);
        }
        PendingLaunch launch = seal.open(cookie.get().content(cookies)).orElseThrow(() -> unreadable(cookie.get()));
        boolean genuine = launch.state().equals(state)
                && cookie.get().equals(LaunchCookie.of(id, launch.request().redirectUri()));
        if (!genuine) {
            throw otherBrowser(id);
        }
        return launch;
    }

    private static ValidationException withoutState(AuthorizationResponse response) {
        String error = response.error().map(Printable::of).orElse("none");
        return invalid(null, "the response has none", Message.LAUNCH_STATE_MISSING.ofAll(error));
    }

    private static ValidationException otherBrowser(String id) {
        return invalid(
                null,
                "another browser started the launch, or the state is invented",
                Message.LAUNCH_OF_ANOTHER_AGENT.ofAll(LaunchCookie.SECURE_PREFIX + id));
    }

    private static ValidationException unreadable(LaunchCookie cookie) {
        return invalid(null, "its cookie cannot be decrypted", Message.LAUNCH_UNREADABLE.ofAll(cookie.name()));
    }

    private static ValidationException used(@Nullable String server) {
        Message message = Message.LAUNCH_USED;
        return invalid(
                server, "the launch was completed already", server == null ? message.ofAll() : message.of(server));
    }

    private ValidationException expired(String server) {
        ServerSettings of = settings.apply(server);
        return invalid(
                server,
                "the launch has expired",
                Message.LAUNCH_EXPIRED.of(
                        server, of.key(Setting.LAUNCH_LIFETIME), of.launches().lifetime()));
    }

    private static ValidationException invalid(@Nullable String server, String reason, String message) {
        return new ValidationException(server, message, "state", reason);
    }
}
