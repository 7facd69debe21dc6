package io.safire.internal.config;

import org.jspecify.annotations.Nullable;

/**
 * The text of a configured key.
 *
 * @param setting the setting that contains the key or the location of the key
 * @param location the location of the key; null if the setting contains the key itself
 */
public record KeyText(
        String text, Setting setting, @Nullable String location) {

    /**
     * Describes why the text cannot be used as a key, with the location but without the text.
     *
     * @param locationKey the configuration key for the location of the key
     */
    public String describe(String reason, String locationKey) {
        if (location != null) {
            return location + " is " + reason;
        }
        return ResourceLoader.isLocation(text)
                ? "it is the location of a file, not a key; set " + locationKey + " instead"
                : "it is " + reason;
    }

    @Override
    public String toString() {
        return "KeyText[setting=" + setting + ", location=" + location + "]";
    }
}
