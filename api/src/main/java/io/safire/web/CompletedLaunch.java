package io.safire.web;

import static java.util.Objects.requireNonNull;

import io.safire.SmartClient;
import io.safire.token.TokenResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A successfully completed launch. The application must now store the tokens on the server side, for example with
 * {@link io.safire.token.UserTokens#store}, and never in a cookie. If one session can have several launches, use
 * {@link #id()} to distinguish them.
 *
 * @param id the identifier of the launch, equal to {@link LaunchRedirect#id()}
 * @param client the client of the server
 * @param tokens the tokens with their launch context
 * @param returnTo the value of {@link LaunchRequest#returnTo()}; see {@link #target()}
 * @param cookies the values of {@code Set-Cookie} headers to send, which delete the cookie of the launch
 * @since 1.0
 */
public record CompletedLaunch(
        String id,
        SmartClient client,
        TokenResponse tokens,
        @Nullable LocalPath returnTo,
        List<String> cookies) {

    public CompletedLaunch {
        requireNonNull(id, "id");
        requireNonNull(client, "client");
        requireNonNull(tokens, "tokens");
        cookies = List.copyOf(cookies);
    }

    /**
     * Returns the name of the server.
     *
     * @return the configured name
     */
    public String server() {
        return client.name();
    }

    /**
     * Returns the path to which the user returns after the launch, as given in the {@link LaunchRequest}.
     *
     * @return a path on the application's host; empty if the launch request has none
     */
    public Optional<LocalPath> target() {
        return Optional.ofNullable(returnTo);
    }

    /** Omits secrets, and omits the path because it may identify the patient. */
    @Override
    public String toString() {
        return "CompletedLaunch[id=" + id + ", server=" + server() + ", tokens=" + tokens + "]";
    }
}
