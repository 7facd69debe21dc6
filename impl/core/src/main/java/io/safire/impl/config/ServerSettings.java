package io.safire.impl.config;

/**
 * The settings of one server, by step.
 *
 * @param prefix what stands before a setting in its configuration keys, such as {@code safire.epic.}
 */
public record ServerSettings(
        String name,
        String prefix,
        Addresses addresses,
        ClientSettings client,
        AssertionSettings assertion,
        IdentitySettings identity,
        RegistrationSettings registration,
        HttpSettings http,
        MetadataSettings metadata,
        LaunchSettings launches,
        RenewalSettings renewal,
        Necessity readiness,
        Secrets secrets) {

    /** The whole configuration key of a setting. */
    public String key(Setting setting) {
        return prefix + setting.key();
    }
}
