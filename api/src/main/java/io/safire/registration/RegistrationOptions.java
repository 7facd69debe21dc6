package io.safire.registration;

import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;

/**
 * Values that replace the configuration of the server for one registration request. {@link DynamicRegistration#register}
 * rejects unusable values with a {@link io.safire.error.ConfigurationException}, and then sends no request.
 *
 * <pre>{@code
 * RegistrationOptions options = RegistrationOptions.defaults().withInitialAccessToken(token);
 * ClientRegistration registration = client.registration().register(metadata, options);
 * }</pre>
 *
 * @param endpoint the registration endpoint. If it is null, the client uses the setting {@code registration-endpoint}
 *     or, without this setting, the discovered endpoint
 * @param authorization the value of the {@code Authorization} header; null for a request without this header
 * @since 1.0
 */
public record RegistrationOptions(
        @Nullable String endpoint, @Nullable String authorization) {

    private static final RegistrationOptions DEFAULTS = new RegistrationOptions(null, null);

    /**
     * Returns options that replace nothing.
     *
     * @return the options
     */
    public static RegistrationOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns a copy with an initial access token, with which the operator of a server permits a client to register.
     * Many servers accept an initial access token only once. The client sends the token only to the registration
     * endpoint, and follows no redirect.
     *
     * @param token the token, sent as {@code Authorization: Bearer <token>}. White space at the start and at the end is
     *     removed, for example the line break at the end of a file
     * @return the copy
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7591#section-1.2">RFC 7591, section 1.2</a>
     */
    public RegistrationOptions withInitialAccessToken(String token) {
        return withAuthorization("Bearer " + requireNonNullElse(token, "").strip());
    }

    /**
     * Returns a copy with the complete value of the {@code Authorization} header, for a server that expects a scheme
     * other than {@code Bearer}.
     *
     * @param value the scheme and the credential, such as {@code Basic dXNlcjpwYXNzd29yZA==}: visible ASCII characters
     *     and single spaces
     * @return the copy
     */
    public RegistrationOptions withAuthorization(String value) {
        return new RegistrationOptions(endpoint, requireNonNullElse(value, ""));
    }

    /**
     * Returns a copy with another registration endpoint. The client sends the metadata and the {@code Authorization}
     * header to this endpoint, even if the server publishes another endpoint. The endpoint also determines the origin
     * at which the registration can be managed.
     *
     * @param url an absolute https URL without user name and fragment
     * @return the copy
     */
    public RegistrationOptions withEndpoint(String url) {
        return new RegistrationOptions(requireNonNullElse(url, ""), authorization);
    }

    @Override
    public String toString() {
        return "RegistrationOptions[endpoint=" + (endpoint == null ? "default" : "***") + ", authorization="
                + (authorization == null ? "none" : "***") + "]";
    }
}
