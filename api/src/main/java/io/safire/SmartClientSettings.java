package io.safire;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.safire.authentication.ClientType;
import io.safire.authentication.Credential;
import io.safire.text.PrintableText;
import io.safire.token.Scopes;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a client that the application creates in code. A key is the name of a setting without the prefix
 * {@code safire.<name>.}, for example {@code read-timeout}. Types and defaults are the same as in the configuration of
 * a server. The documentation lists all settings. Expressions such as <code>${name}</code> in values are not expanded.
 * A blank value means that the setting is not set. Settings in the configuration of the application have no effect on
 * the client.
 *
 * <pre>{@code
 * SmartClientSettings settings = SmartClientSettings.builder("https://fhir.hospital.example/r4")
 *         .clientId("growth-chart")
 *         .clientType(ClientType.CONFIDENTIAL_SYMMETRIC)
 *         .credential(Credential.secret(secret))
 *         .set("read-timeout", "PT30S")
 *         .build();
 * }</pre>
 *
 * <p>{@code toString} omits the values, because they contain secrets.
 *
 * @param name the name of the client in errors, log messages, events and metrics. The name must differ from the names
 *     of the configured servers
 * @param values the values by key
 * @param credential the credential of the client; null if {@code values} contains the credential, or if the client is
 *     public
 * @since 1.0
 */
public record SmartClientSettings(
        String name, Map<String, String> values, @Nullable Credential credential) {

    /** Creates settings. The settings are validated when a client is created. */
    public SmartClientSettings {
        requireNonNull(name, "name");
        values = Map.copyOf(values);
    }

    /**
     * Returns a builder of settings.
     *
     * @param baseUrl the FHIR base URL of the server, the setting {@code base-url}
     * @return a builder; the name of the client is the base URL without scheme
     */
    public static Builder builder(String baseUrl) {
        return new Builder().set(Builder.BASE_URL, baseUrl);
    }

    /** {@return a builder that has these settings, for example to create a second client with another credential} */
    public Builder toBuilder() {
        Builder builder = new Builder();
        values.forEach(builder::set);
        builder.name = name;
        builder.credential = credential;
        return builder;
    }

    /** Returns the name, and the keys without the values. */
    @Override
    public String toString() {
        return PrintableText.of("SmartClientSettings[name=" + name + ", keys=" + new TreeSet<>(values.keySet())
                + ", credential=" + credential + "]");
    }

    /**
     * A builder of {@link SmartClientSettings}. Setting a value again replaces the earlier value.
     *
     * @since 1.0
     */
    public static final class Builder {

        private static final String BASE_URL = "base-url";
        private static final Pattern WITHOUT_SCHEME = Pattern.compile("(?i)https?://([^\\s/?#@]+[^\\s?#@]*)");
        private static final String UNKNOWN_NAME = "created";

        private final Map<String, String> values = new TreeMap<>();
        private @Nullable String name;
        private @Nullable Credential credential;

        private Builder() {}

        /**
         * Sets the name of the client in errors, log messages, events and metrics. Use a limited number of names,
         * because metrics are recorded for each name. A client accepts only tokens that a client with the same name has
         * received.
         *
         * @param newName a printable name of at most 300 characters, which differs from the names of the configured
         *     servers
         * @return this builder
         */
        public Builder name(String newName) {
            name = requireNonNull(newName, "name");
            return this;
        }

        /**
         * Sets {@code client-id}, the identifier from the registration with the authorization server.
         *
         * @param clientId the {@code client_id}
         * @return this builder
         */
        public Builder clientId(String clientId) {
            return set("client-id", clientId);
        }

        /**
         * Sets {@code client-type}. By default, the client is public.
         *
         * @param type the client type
         * @return this builder
         */
        public Builder clientType(ClientType type) {
            return set("client-type", type.value());
        }

        /**
         * Sets the credential of the client. A secret or an encoded key has the same effect as the settings
         * {@code client-secret}, {@code private-key} and {@code kid}. If the credential is a key object or a callback,
         * its public key is unknown, so {@link SmartClient#jwks()} does not contain it.
         *
         * @param newCredential the secret or key
         * @return this builder
         */
        public Builder credential(Credential newCredential) {
            credential = requireNonNull(newCredential, "credential");
            return this;
        }

        /**
         * Sets {@code redirect-uri}, the redirect URI from the registration with the authorization server.
         *
         * @param redirectUri an absolute URL
         * @return this builder
         */
        public Builder redirectUri(String redirectUri) {
            return set("redirect-uri", redirectUri);
        }

        /**
         * Sets {@code scopes}, the scopes that authorization requests and backend services request.
         *
         * @param scopes the scopes
         * @return this builder
         */
        public Builder scopes(Scopes scopes) {
            return set("scopes", scopes.toString());
        }

        /**
         * Sets a setting of a server. The documentation lists all settings.
         *
         * @param key the key without prefix, such as {@code read-timeout}
         * @param value the value in the format of the configuration; null or blank to remove the setting
         * @return this builder
         */
        public Builder set(String key, @Nullable String value) {
            values.put(requireNonNull(key, "key"), requireNonNullElse(value, ""));
            return this;
        }

        /**
         * Creates the settings.
         *
         * @return the settings
         */
        public SmartClientSettings build() {
            return new SmartClientSettings(
                    requireNonNullElse(name, nameOf(values.getOrDefault(BASE_URL, ""))), values, credential);
        }

        private static String nameOf(String baseUrl) {
            Matcher matcher = WITHOUT_SCHEME.matcher(baseUrl.strip().replaceFirst("/+$", ""));
            return matcher.matches() ? matcher.group(1) : UNKNOWN_NAME;
        }
    }
}
