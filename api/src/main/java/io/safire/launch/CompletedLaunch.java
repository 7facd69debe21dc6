package io.safire.launch;

import static java.util.Objects.requireNonNull;

import io.safire.SmartClient;
import io.safire.token.TokenResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A launch that ended well. The tokens are the application's from here on: it keeps them on its own side, in the user's
 * session, by {@link #id()} where one session may hold several, and never in a cookie.
 *
 * @param id identifies the launch, as {@link StartedLaunch#id()} did
 * @param client the client of the server
 * @param tokens the tokens with their launch context
 * @param returnTo what {@link LaunchRequest#returnTo()} was; see {@link #target()}
 * @param cookies the {@code Set-Cookie} headers to send, which clear away what bound the launch to the browser
 */
public record CompletedLaunch(
        String id,
        SmartClient client,
        TokenResponse tokens,
        @Nullable LocalPath returnTo,
        List<String> cookies) {

    /** Checks and copies. */
    public CompletedLaunch {
        requireNonNull(id, "id");
        requireNonNull(client, "client");
        requireNonNull(tokens, "tokens");
        cookies = List.copyOf(cookies);
    }

    /**
     * The name of the server.
     *
     * @return as configured
     */
    public String server() {
        return client.name();
    }

    /**
     * Where the application wanted its user to go when the launch began.
     *
     * @return a path within this application's host
     */
    public Optional<LocalPath> target() {
        return Optional.ofNullable(returnTo);
    }

    /** Leaves out what is secret, and the path, which may identify the patient. */
    @Override
    public String toString() {
        return "CompletedLaunch[id=" + id + ", server=" + server() + ", tokens=" + tokens + "]";
    }
}
