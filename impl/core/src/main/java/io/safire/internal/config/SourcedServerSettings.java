package io.safire.internal.config;

import io.safire.SmartClientSettings;
import io.safire.authentication.Credential;
import io.safire.error.ConfigurationException;
import io.safire.spi.ServerSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/** The settings of one server of a server source. Its secrets and keys can be replaced, like those in a configuration. */
public final class SourcedServerSettings {

    /** The text that messages show before the name of a setting, instead of the prefix of configuration keys. */
    static final String PREFIX = ServerSource.class.getSimpleName() + ".";

    private static final Set<String> SECRET_KEYS =
            Secrets.SETTINGS.stream().map(Setting::key).collect(Collectors.toUnmodifiableSet());

    private final ServerSettings settings;
    private volatile Given given;

    private record Given(SmartClientSettings settings, MapConfig config) {

        Map<String, String> fixedValues() {
            Map<String, String> fixed = new HashMap<>(settings.values());
            fixed.keySet().removeAll(SECRET_KEYS);
            return fixed;
        }
    }

    private SourcedServerSettings(Given given, CreatedClientSettings reader, List<ConfigurationException> failures) {
        this.given = given;
        Optional<ServerSettings> read = reader.read(() -> this.given.config);
        JoinedErrors.throwAll(failures);
        this.settings = read.orElseThrow();
    }

    static SourcedServerSettings read(
            String name,
            SmartClientSettings given,
            Map<Setting, String> withoutModule,
            String source,
            Supplier<Config> common) {
        List<ConfigurationException> failures = new ArrayList<>();
        CreatedClientSettings reader = new CreatedClientSettings(given, name, PREFIX, failures);
        MapConfig config = new MapConfig(reader.values(withoutModule), source, common);
        return new SourcedServerSettings(new Given(given, config), reader, failures);
    }

    public ServerSettings settings() {
        return settings;
    }

    /** Returns the credential of the server if it is not text, such as a key object. */
    public Optional<Credential> credentialObject() {
        return Optional.ofNullable(given.settings.credential())
                .filter(credential -> credential instanceof Credential.Key || credential instanceof Credential.Signer);
    }

    /**
     * Uses the secrets and keys of newer settings.
     *
     * @return false if other settings have changed, too
     */
    public boolean replaceSecrets(SourcedServerSettings newer) {
        boolean onlySecrets = given.fixedValues().equals(newer.given.fixedValues())
                && credentialObject().isPresent() == newer.credentialObject().isPresent();
        if (onlySecrets) {
            given = newer.given;
        }
        return onlySecrets;
    }
}
