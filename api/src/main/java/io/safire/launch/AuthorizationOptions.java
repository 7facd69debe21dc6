package io.safire.launch;

import static java.util.Objects.requireNonNull;

import io.safire.token.Scopes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values that replace the configuration of the server for one authorization request.
 *
 * @since 1.0
 */
public final class AuthorizationOptions {

    private static final AuthorizationOptions DEFAULTS = new AuthorizationOptions(null);

    private final @Nullable Scopes scopes;

    private AuthorizationOptions(@Nullable Scopes scopes) {
        this.scopes = scopes;
    }

    /**
     * Returns options that replace nothing.
     *
     * @return the options
     */
    public static AuthorizationOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Creates options with other scopes.
     *
     * @param scopes the scopes to request instead of the configured scopes
     * @return the options
     */
    public static AuthorizationOptions withScopes(Scopes scopes) {
        return new AuthorizationOptions(requireNonNull(scopes, "scopes"));
    }

    /** {@return the scopes to request; empty for the configured scopes} */
    public Optional<Scopes> scopes() {
        return Optional.ofNullable(scopes);
    }

    @Override
    public String toString() {
        return "AuthorizationOptions[scopes=" + scopes + "]";
    }
}
