package io.safire.internal.web;

import io.safire.diagnosis.Failure;
import io.safire.error.ValidationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.event.LaunchId;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import io.safire.launch.AuthorizationResponse;
import io.safire.spi.LaunchStore;
import io.safire.web.RequestCookies;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A resolver that finds the pending launch of an authorization response in a cookie of the browser. Each launch is used
 * only once.
 */
record PendingLaunchResolver(
        Function<String, ServerSettings> settings, LaunchEncryptor encryptor, LaunchStore store, Clock clock) {

    /**
     * The time for which the cookie and the store entry remain after the launch has expired, so that the error page can
     * name the reason.
     */
    static final Duration RETENTION = Duration.ofHours(1);

    /**
     * Returns the pending launch of a response and marks it as consumed.
     *
     * @throws ValidationException if the launch is unknown, expired or already consumed, or another browser started it
     */
    PendingLaunch consume(AuthorizationResponse response, RequestCookies cookies) {
        String state = response.state().orElseThrow(() -> missingState(response));
        PendingLaunch launch = find(state, cookies);
        if (!launch.expiresAt().isAfter(clock.instant())) {
            throw expired(launch.server());
        }
        if (!store.consume(state, launch.expiresAt().plus(RETENTION))) {
            throw alreadyUsed(launch.server());
        }
        return launch;
    }

    /** Allows the browser to repeat its request. */
    void release(PendingLaunch launch) {
        store.release(launch.state());
    }

    private PendingLaunch find(String state, RequestCookies cookies) {
        String id = LaunchId.of(state);
        Optional<LaunchCookie> cookie = LaunchCookie.find(cookies, id);
        if (cookie.isEmpty()) {
            // a completed launch no longer has a cookie
            throw store.isConsumed(state) ? alreadyUsed(null) : otherBrowser(id);
        }
        PendingLaunch launch =
                encryptor.decrypt(cookie.get().encryptedLaunch(cookies)).orElseThrow(() -> unreadable(cookie.get()));
        LaunchCookie expected = LaunchCookie.of(id, launch.request().redirectUri());
        if (!launch.state().equals(state) || !cookie.get().equals(expected)) {
            throw otherBrowser(id);
        }
        return launch;
    }

    private static ValidationException missingState(AuthorizationResponse response) {
        String error = response.error().map(LogSanitizer::sanitize).orElse("none");
        return invalid("the response has no state", Message.LAUNCH_STATE_MISSING.formatWithoutServer(error));
    }

    private static ValidationException otherBrowser(String id) {
        return invalid(
                "another browser started the launch, or the state is invented",
                Message.LAUNCH_OF_OTHER_BROWSER.formatWithoutServer(LaunchCookie.SECURE_PREFIX + id));
    }

    private static ValidationException unreadable(LaunchCookie cookie) {
        return invalid("its cookie cannot be decrypted", Message.LAUNCH_UNREADABLE.formatWithoutServer(cookie.name()));
    }

    private static ValidationException alreadyUsed(@Nullable String server) {
        Message message = Message.LAUNCH_COMPLETED;
        return invalid(
                "the launch was completed already",
                server == null ? message.formatWithoutServer() : message.format(server));
    }

    private ValidationException expired(String server) {
        ServerSettings serverSettings = settings.apply(server);
        return invalid(
                "the launch has expired",
                Message.LAUNCH_EXPIRED.format(
                        server,
                        serverSettings.key(Setting.LAUNCH_LIFETIME),
                        serverSettings.launches().lifetime()));
    }

    private static ValidationException invalid(String reason, Failure failure) {
        return new ValidationException(failure, "state", reason);
    }
}
