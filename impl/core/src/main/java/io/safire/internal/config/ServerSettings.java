package io.safire.internal.config;

import io.safire.spi.ReadinessMode;
import java.util.Optional;

/**
 * The settings of one server, in groups.
 *
 * @param prefix the prefix of the server's configuration keys, such as {@code safire.epic.}; the name of a class for a client
 *     that the application has created in code
 */
public record ServerSettings(
        String name,
        String prefix,
        ProfileSettings profile,
        EndpointSettings endpoints,
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

    /** Returns whether the settings belong to a client that the application has created in code. */
    public boolean isCreated() {
        return prefix.equals(CreatedClientSettings.PREFIX);
    }

    /** Returns these settings with another {@code aud} of client assertions. */
    public ServerSettings withAssertionAudience(String audience) {
        return new ServerSettings(
                name,
                prefix,
                profile,
                endpoints,
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

    /** Returns the configuration key of a setting, with its prefix. */
    public String key(Setting setting) {
        return prefix + setting.key();
    }

    /** Returns the current value and the origin of a setting; empty if no configuration source contains its key. */
    public Optional<SettingSource> source(Setting setting) {
        return secrets.source(setting);
    }
}
