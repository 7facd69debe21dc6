package io.safire.internal.config;

import static io.safire.internal.config.Setting.ALLOW_INSECURE_LOCALHOST;
import static io.safire.internal.config.Setting.BASE_URL;
import static io.safire.internal.config.Setting.CLIENT_AUTHENTICATION_METHOD;
import static io.safire.internal.config.Setting.CLIENT_SECRET;
import static io.safire.internal.config.Setting.CLIENT_TYPE;
import static io.safire.internal.config.Setting.ENDPOINT_HOSTS;
import static io.safire.internal.config.Setting.PRIVATE_KEY;
import static io.safire.internal.config.Setting.PRIVATE_KEY_LOCATION;
import static io.safire.internal.config.Setting.READINESS;

import io.safire.internal.text.Urls;
import io.safire.spi.ReadinessMode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** A reader for the settings of one server. */
final class ServerSettingsReader {

    private final String name;
    private final String prefix;
    private final Supplier<Config> configSupplier;
    private final ConfigurationErrors errors;
    private final SettingParser parser;

    /**
     * @param usesCommonSettings true if configuration keys without a server name apply to all servers
     * @param groups the keys that end with a free name
     */
    ServerSettingsReader(
            Supplier<Config> current, String name, String prefix, boolean usesCommonSettings, GroupKeys groups) {
        this.name = name;
        this.prefix = prefix;
        this.configSupplier = current;
        Config config = current.get();
        this.errors =
                new ConfigurationErrors(name, prefix, setting -> SettingSource.find(config, prefix + setting.key()));
        SettingParser withoutProfile =
                new SettingParser(config, prefix, usesCommonSettings, groups, errors, ProfileSettings.NONE);
        this.parser = withoutProfile.withProfile(ProfileSettings.read(withoutProfile));
    }

    /**
     * @throws io.safire.error.ConfigurationException if settings are missing or invalid; the message lists all of these
     *     settings
     */
    ServerSettings read() {
        Optional<String> baseUrl = parser.optional(BASE_URL);
        if (baseUrl.isEmpty()) {
            errors.missing(List.of(BASE_URL));
            throwIfAnyError();
        }
        boolean local =
                baseUrl.flatMap(Urls::parse).filter(UrlPolicy::isLoopbackHttp).isPresent();
        UrlPolicy rule = new UrlPolicy(parser.flag(ALLOW_INSECURE_LOCALHOST, local), parser.hosts(ENDPOINT_HOSTS));
        requireClientType();
        return read(rule, EndpointSettings.read(parser, rule));
    }

    /** Secrets and keys are read later, but their expressions are checked now. */
    private void throwIfAnyError() {
        Stream.of(Setting.values()).filter(setting -> !errors.isRead(setting)).forEach(parser::optional);
        errors.throwIfAny();
    }

    /** Without a client type, the client would be public and ignore the credential. */
    private void requireClientType() {
        if (parser.optional(CLIENT_TYPE).isEmpty()) {
            List<Setting> credentials = Stream.of(
                            CLIENT_SECRET, PRIVATE_KEY, PRIVATE_KEY_LOCATION, CLIENT_AUTHENTICATION_METHOD)
                    .filter(setting -> parser.optional(setting).isPresent())
                    .toList();
            if (!credentials.isEmpty()) {
                errors.missingClientType(credentials);
            }
        }
    }

    /** Reads the settings for a document that belongs to no server, such as the brand bundle of a vendor. */
    ServerSettings readForDocument(URI address) {
        UrlPolicy rule = new UrlPolicy(
                parser.flag(ALLOW_INSECURE_LOCALHOST, UrlPolicy.isLoopbackHttp(address)), parser.hosts(ENDPOINT_HOSTS));
        return read(rule, EndpointSettings.forDocument(address, rule));
    }

    private ServerSettings read(UrlPolicy rule, EndpointSettings endpoints) {
        ServerSettings settings = new ServerSettings(
                name,
                prefix,
                parser.profile(),
                endpoints,
                ResourceSettings.read(parser, rule),
                ClientSettings.read(parser, rule),
                AssertionSettings.read(parser, rule),
                IdentitySettings.read(parser, rule),
                RegistrationSettings.read(parser, rule),
                HttpSettings.read(parser, rule),
                MetadataSettings.read(parser),
                LaunchSettings.read(parser),
                ManagedTokenSettings.read(parser),
                parser.choice(READINESS, ReadinessMode.class),
                new Secrets(configSupplier, name, prefix));
        throwIfAnyError();
        return settings;
    }
}
