package io.safire.launch;

import static java.util.Objects.requireNonNull;

import io.safire.token.Scopes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values that replace the configuration of the server for one authorization request.
 *
 * @since 1.0
 */
public final class AuthorizationOptions {

    private static final AuthorizationOptions DEFAULTS = new AuthorizationOptions(null, Map.of());

    private final @Nullable Scopes scopes;
    private final Map<String, String> parameters;

    private AuthorizationOptions(@Nullable Scopes scopes, Map<String, String> parameters) {
        this.scopes = scopes;
        this.parameters = Collections.unmodifiableMap(parameters);
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
        return new AuthorizationOptions(requireNonNull(scopes, "scopes"), Map.of());
    }

    /**
     * Returns options with the parameter {@code prompt}, for example {@code login} or {@code consent}.
     *
     * @param prompt the value of the parameter
     * @return the options
     * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest">OpenID Connect Core 1.0, section
     *     3.1.2.1</a>
     */
    public AuthorizationOptions withPrompt(String prompt) {
        return withParameter("prompt", prompt);
    }

    /**
     * Returns options with the parameter {@code login_hint}. The value is personal data, and Safire does not log it.
     *
     * @param loginHint the name under which the user may sign in
     * @return the options
     * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest">OpenID Connect Core 1.0, section
     *     3.1.2.1</a>
     */
    public AuthorizationOptions withLoginHint(String loginHint) {
        return withParameter("login_hint", loginHint);
    }

    /**
     * Returns options with an additional parameter of the authorization request. The method
     * {@link io.safire.TokenRequests#authorize(Launch, AuthorizationOptions)} rejects parameters that the client sets
     * itself, such as {@code client_id}, {@code scope} and {@code state}.
     *
     * @param name the name of the parameter
     * @param value the value of the parameter
     * @return the options
     */
    public AuthorizationOptions withParameter(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
        return new AuthorizationOptions(scopes, all);
    }

    /** {@return the scopes to request; empty for the configured scopes} */
    public Optional<Scopes> scopes() {
        return Optional.ofNullable(scopes);
    }

    /** {@return the additional parameters by name, in the order in which they were added} */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** Omits the values of the parameters, because they may be personal data. */
    @Override
    public String toString() {
        return "AuthorizationOptions[scopes=" + scopes + ", parameters=" + parameters.keySet() + "]";
    }
}
