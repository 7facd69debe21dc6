package io.safire.impl.config;

import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** What may be rotated while the application runs, and so is looked up at each token request. */
public final class Secrets {

    private final Config config;
    private final String prefix;

    Secrets(Config config, String prefix) {
        this.config = config;
        this.prefix = prefix;
    }

    public Optional<String> clientSecret() {
        return text(Setting.CLIENT_SECRET);
    }

    public Optional<String> kid() {
        return text(Setting.KID);
    }

    /**
     * The text of the private key.
     *
     * @throws UnreadableException if there is a location and nothing can be read from it
     */
    public Optional<String> privateKey() {
        Optional<String> inline = text(Setting.PRIVATE_KEY);
        return inline.isPresent() ? inline : text(Setting.PRIVATE_KEY_LOCATION).map(Resource::text);
    }

    private Optional<String> text(Setting setting) {
        return config.getOptionalValue(prefix + setting.key(), String.class).filter(value -> !value.isBlank());
    }
}
