package io.safire.internal.config;

import io.safire.internal.key.KeyContent;
import org.jspecify.annotations.Nullable;

/**
 * The content of a configured key.
 *
 * @param setting the setting that contains the key or the location of the key
 * @param location the location of the key; null if the setting contains the key itself
 */
public record KeyText(
        KeyContent content, Setting setting, @Nullable String location) {

    /**
     * Contains the location of the key, but not the content.
     *
     * @param reason the reason why the content is not a key
     * @param locationKey the configuration key for the location of the key
     */
    public String describe(String reason, String locationKey) {
        if (location != null) {
            return location + " is " + reason;
        }
        return content.text().filter(ResourceLoader::isLocation).isPresent()
                ? "it is the location of a file, not a key; set " + locationKey + " instead"
                : "it is " + reason;
    }

    @Override
    public String toString() {
        return "KeyText[setting=" + setting + ", location=" + location + "]";
    }
}
