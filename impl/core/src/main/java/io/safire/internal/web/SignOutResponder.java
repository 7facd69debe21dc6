package io.safire.internal.web;

import io.safire.internal.authentication.StoreKeys;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.event.LaunchId;
import io.safire.token.SignOut;
import io.safire.web.LocalPath;
import io.safire.web.Redirect;
import io.safire.web.RequestCookies;
import io.safire.web.WebRequest;
import io.safire.web.WebResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Responses that send a browser to the end session endpoint of the server and, afterwards, to the path that the
 * application has chosen. In between, the browser holds this path and the state in an encrypted cookie, like a pending
 * launch.
 */
public final class SignOutResponder {

    private final Function<String, Optional<ServerSettings>> settings;
    private final LaunchEncryptor encryptor;
    private final Clock clock;

    /**
     * @param settings the function that returns the settings of a configured server
     * @param keys the function that returns the keys of a configured server
     */
    public SignOutResponder(
            Function<String, Optional<ServerSettings>> settings, Function<String, StoreKeys> keys, Clock clock) {
        this.settings = settings;
        this.encryptor = new LaunchEncryptor(name -> settings.apply(name).isPresent(), keys);
        this.clock = clock;
    }

    WebResponse signOut(Redirect redirect, RequestCookies cookies) {
        @Nullable SignOut signOut = redirect.signOut();
        String target = redirect.target().value();
        if (signOut == null || signOut.endSessionUri().isEmpty()) {
            return WebResponses.redirect(target, redirect.cookies());
        }
        List<String> all = new ArrayList<>(redirect.cookies());
        settings.apply(signOut.server()).ifPresent(server -> signOut.state()
                .ifPresent(state -> all.addAll(cookies(server, state, redirect.target(), cookies))));
        return WebResponses.redirect(signOut.endSessionUri().get().toString(), all);
    }

    private List<String> cookies(ServerSettings server, String state, LocalPath target, RequestCookies cookies) {
        @Nullable String redirectUri = server.client().postLogoutRedirectUri();
        if (redirectUri == null) {
            return List.of();
        }
        Instant now = clock.instant();
        PendingSignOut pending = new PendingSignOut(
                server.name(), state, target, now.plus(server.launches().lifetime()));
        String value = LaunchCookie.value(now, encryptor.encrypt(pending));
        List<String> headers = new ArrayList<>(LaunchCookie.clearSurplusHeaders(cookies, value));
        headers.add(LaunchCookie.of(LaunchId.of(state), redirectUri)
                .setCookieHeader(value, server.launches().lifetime()));
        return headers;
    }

    /**
     * @return the redirect to the path that the application has chosen; empty if the state is missing or unknown, or
     *     belongs to another browser, or if the sign-out has expired
     */
    Optional<WebResponse> signedOut(WebRequest request) {
        List<String> states = request.parameters().getOrDefault("state", List.of());
        if (states.size() != 1) {
            return Optional.empty();
        }
        String state = states.get(0);
        return LaunchCookie.find(request.cookies(), LaunchId.of(state)).flatMap(cookie -> encryptor
                .decryptSignOut(cookie.encryptedLaunch(request.cookies()))
                .filter(pending ->
                        pending.state().equals(state) && pending.expiresAt().isAfter(clock.instant()))
                .map(pending -> WebResponses.redirect(pending.target().value(), List.of(cookie.clearCookieHeader()))));
    }
}
