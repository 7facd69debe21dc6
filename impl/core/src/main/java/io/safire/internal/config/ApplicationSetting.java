package io.safire.internal.config;

/** The settings of the whole application. Their keys have the prefix {@code safire.}. */
public enum ApplicationSetting {
    SERVERS(
            "servers",
            "comma-separated names",
            "`default`, and all names in configuration keys and at injection points"),
    UNKNOWN_KEYS("unknown-keys", "fail or warn", "fail");

    private final String key;
    private final String type;
    private final String defaultValue;

    ApplicationSetting(String key, String type, String defaultValue) {
        this.key = key;
        this.type = type;
        this.defaultValue = defaultValue;
    }

    public String key() {
        return ConfigKey.ROOT + key;
    }

    /** Returns the key with underscores instead of hyphens, for errors. */
    public String attribute() {
        return key.replace('-', '_');
    }

    /** Returns the segment after {@code safire.}, which cannot be the name of a server. */
    String segment() {
        return key;
    }

    String type() {
        return type;
    }

    String defaultValue() {
        return defaultValue;
    }
}
