package io.safire.web;

import io.safire.SmartClient;
import io.safire.token.TokenResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A successfully completed launch. After a launch, the application must store the tokens on the server side, for
 * example with {@link io.safire.token.UserTokens#store}, and never in a cookie. If one session can have several
 * launches, use {@link #id()} to distinguish the launches.
 *
 * <p>The library creates the launches. In tests, create an instance with {@link #of}.
 *
 * @since 1.0
 */
public interface CompletedLaunch {

    /** {@return the identifier of the launch, equal to {@link LaunchRedirect#id()}} */
    String id();

    /** {@return the client of the server} */
    SmartClient client();

    /**
     * Returns the name of the server.
     *
     * @return the configured name
     */
    String server();

    /**
     * Returns the tokens with their launch context.
     *
     * @return the token response
     */
    TokenResponse tokens();

    /**
     * Returns the path to which the user returns after the launch, as given in the {@link LaunchRequest}.
     *
     * @return a path on the application's host; empty if the launch request contains no path
     */
    Optional<LocalPath> target();

    /** {@return the values of {@code Set-Cookie} headers to send, which delete the cookie of the launch} */
    List<String> cookies();

    /**
     * Creates a completed launch.
     *
     * @param id the identifier of the launch
     * @param client the client of the server
     * @param tokens the token response
     * @param target the path to which the user returns; null if the launch request contains no path
     * @param cookies the values of {@code Set-Cookie} headers to send
     * @return the launch
     */
    static CompletedLaunch of(
            String id, SmartClient client, TokenResponse tokens, @Nullable LocalPath target, List<String> cookies) {
        return new CompletedLaunchRecord(id, client, tokens, Optional.ofNullable(target), cookies);
    }
}
