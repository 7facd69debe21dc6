package io.safire.internal.config;

import io.safire.spi.ReadinessMode;
import java.util.Optional;

/**
 * The settings of one server, in groups.
 *
 * @param prefix the prefix of the server's configuration keys, such as {@code safire.epic.}; for a client that the
 *     application has created in code, {@code SmartClientSettings.}
 */
public record ServerSettings(
        String name,
        String prefix,
        ProfileSettings profile,
        EndpointSettings endpoints,
        ResourceSettings resources,
        ClientSettings client,
        AssertionSettings assertion,
        IdentitySettings identity,
        RegistrationSettings registration,
        HttpSettings http,
        MetadataSettings metadata,
        LaunchSettings launches,
        ManagedTokenSettings managedTokens,
        ReadinessMode readiness,
        Secrets secrets) {

    /** Returns true if the application has created the client in code. */
    public boolean isCreated() {
        return prefix.equals(CreatedClientSettings.PREFIX);
    }

    public ServerSettings withAssertionAudience(String audience) {
        return new ServerSettings(
                name,
                prefix,
                profile,
                endpoints,
                resources,
                client,
                assertion.withAudience(audience),
                identity,
                registration,
                http,
                metadata,
                launches,
                managedTokens,
                readiness,
                secrets);
    }

    public String key(Setting setting) {
        return prefix + setting.key();
    }

    /** The result is empty if no configuration source contains the key. */
    public Optional<SettingSource> source(Setting setting) {
        return secrets.source(setting);
    }
}
