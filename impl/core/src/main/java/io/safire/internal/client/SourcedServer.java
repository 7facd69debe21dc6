package io.safire.internal.client;

import io.safire.SmartClientSettings;
import io.safire.error.ConfigurationException;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.SourcedServerSettings;
import io.safire.internal.launch.AuthorizationRequestBuilder;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A server of the server source, with the settings that the source returned last. */
final class SourcedServer {

    private final String name;
    private final SourcedSmartClient client;
    private final @Nullable SourcedServerSettings settings;
    private final @Nullable ConfigurationException failure;
    private final Set<String> issuers;
    private volatile SmartClientSettings given;
    private volatile @Nullable ClientComponents components;
    private boolean closed;

    private SourcedServer(
            SourcedSmartClient client,
            SmartClientSettings given,
            @Nullable SourcedServerSettings settings,
            @Nullable ConfigurationException failure) {
        this.name = client.name();
        this.client = client;
        this.given = given;
        this.settings = settings;
        this.failure = failure;
        this.issuers = settings == null
                ? Set.of()
                : AuthorizationRequestBuilder.issuersOf(settings.settings().endpoints());
    }

    static SourcedServer usable(SourcedSmartClient client, SmartClientSettings given, SourcedServerSettings settings) {
        return new SourcedServer(client, given, settings, null);
    }

    /** A server with unusable settings. Each use throws the failure. */
    static SourcedServer unusable(
            SourcedSmartClient client, SmartClientSettings given, ConfigurationException failure) {
        return new SourcedServer(client, given, null, failure);
    }

    String name() {
        return name;
    }

    SourcedSmartClient client() {
        return client;
    }

    Optional<ConfigurationException> failure() {
        return Optional.ofNullable(failure);
    }

    /** The result is empty if the settings are unusable. */
    Optional<ServerSettings> settings() {
        return Optional.ofNullable(settings).map(SourcedServerSettings::settings);
    }

    /** Returns the canonical URLs that identify the server in an EHR launch. */
    Set<String> issuers() {
        return issuers;
    }

    /** Ignores the name in the settings. */
    boolean isFor(SmartClientSettings current) {
        SmartClientSettings known = given;
        return known == current
                || known.values().equals(current.values()) && Objects.equals(known.credential(), current.credential());
    }

    /** Returns false if the settings differ in more than secrets and keys. */
    boolean replaceSecrets(SmartClientSettings current, SourcedServerSettings newer) {
        boolean replaced = settings != null && settings.replaceSecrets(newer);
        if (replaced) {
            given = current;
        }
        return replaced;
    }

    /** The result is empty if no client was created. */
    Optional<ClientComponents> existingComponents() {
        return Optional.ofNullable(components);
    }

    /**
     * Creates the client if necessary.
     *
     * @return the client; empty if the settings have been replaced
     * @throws ConfigurationException if the settings are unusable
     */
    Optional<ClientComponents> components(Function<SourcedServerSettings, ClientComponents> factory) {
        ClientComponents existing = components;
        return existing == null ? create(factory) : Optional.of(existing);
    }

    private synchronized Optional<ClientComponents> create(Function<SourcedServerSettings, ClientComponents> factory) {
        if (settings == null) {
            throw Objects.requireNonNull(failure);
        }
        if (components == null && !closed) {
            components = factory.apply(settings);
        }
        return Optional.ofNullable(components);
    }

    /** Closes the client. Requests in progress end normally. */
    synchronized void close() {
        closed = true;
        ClientComponents open = components;
        if (open != null) {
            open.close();
        }
    }
}
