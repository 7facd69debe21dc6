package io.safire.impl.web;

import io.safire.error.ValidationException;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.transport.Opaque;
import io.safire.impl.transport.Printable;
import io.safire.launch.AgentCookies;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.PendingLaunch;
import io.safire.spi.LaunchStore;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the launch that an answer belongs to, and takes it once it is certain that its own browser brought the answer. */
final class CallbackCheck {

    private final Function<String, ServerSettings> settings;
    private final LaunchStore store;
    private final Clock clock;

    CallbackCheck(Function<String, ServerSettings> settings, LaunchStore store, Clock clock) {
        this.settings = settings;
        this.store = store;
        this.clock = clock;
    }

    PendingLaunch taken(AuthorizationResponse response, AgentCookies cookies) {
        String state = response.state().orElseThrow(() -> withoutState(response));
        Optional<PendingLaunch> found = store.find(state);
        if (found.isEmpty()) {
            throw gone(state);
        }
        PendingLaunch launch = found.get();
        if (!launch.expiresAt().isAfter(clock.instant())) {
            throw expired(launch.server());
        }
        requireSameAgent(launch, cookies);
        if (!store.take(state)) {
            throw used(launch.server());
        }
        return launch;
    }

    /** A stranger who has only seen the state cannot end the launch: it goes on waiting. */
    private static void requireSameAgent(PendingLaunch launch, AgentCookies cookies) {
        LaunchCookie cookie = LaunchCookie.of(launch.id(), launch.request().redirectUri());
        String value = cookies.values().getOrDefault(cookie.name(), "");
        if (value.isEmpty() || !Opaque.same(launch.agent(), Opaque.hash(value))) {
            throw invalid(
                    launch.server(),
                    "another browser began the launch",
                    Message.LAUNCH_OF_ANOTHER_AGENT.of(
                            launch.server(), cookie.name(), launch.request().redirectUri()));
        }
    }

    private ValidationException gone(String state) {
        return switch (store.past(state)) {
            case USED -> used(null);
            case EXPIRED -> expired(null);
            case UNKNOWN -> invalid(null, "no launch with it is known", Message.LAUNCH_UNKNOWN.ofAll());
        };
    }

    private static ValidationException withoutState(AuthorizationResponse response) {
        String error = response.error().map(Printable::of).orElse("none");
        return invalid(null, "the answer has none", Message.LAUNCH_STATE_MISSING.ofAll(error));
    }

    private static ValidationException used(@Nullable String server) {
        Message message = Message.LAUNCH_USED;
        return invalid(
                server, "the launch was completed already", server == null ? message.ofAll() : message.of(server));
    }

    private ValidationException expired(@Nullable String server) {
        Message message = Message.LAUNCH_EXPIRED;
        String key = Setting.LAUNCH_LIFETIME.key();
        String text = server == null
                ? message.ofAll("safire." + key, "PT10M by default")
                : message.of(
                        server,
                        settings.apply(server).key(Setting.LAUNCH_LIFETIME),
                        settings.apply(server).launches().lifetime());
        return invalid(server, "the launch has expired", text);
    }

    private static ValidationException invalid(@Nullable String server, String reason, String message) {
        return new ValidationException(server, message, "state", reason);
    }
}
