package io.safire.internal.config;

/** The settings of the whole application, which are keys below {@code safire.}. */
public enum ApplicationSetting {
    SERVERS(
            "servers",
            "comma-separated names",
            "names in keys and at injection points, and default",
            "default, epic",
            "complete list of the servers; required if all settings of a server are environment variables"),
    UNKNOWN_KEYS(
            "unknown-keys",
            "fail or warn",
            "fail",
            "warn",
            "reaction to an unknown key below safire.: fail stops the deployment, warn logs a warning");

    private final String key;
    private final String type;
    private final String defaultValue;
    private final String example;
    private final String description;

    ApplicationSetting(String key, String type, String defaultValue, String example, String description) {
        this.key = key;
        this.type = type;
        this.defaultValue = defaultValue;
        this.example = example;
        this.description = description;
    }

    /** Returns the configuration key, with the prefix {@code safire.}. */
    public String key() {
        return ConfigKey.ROOT + key;
    }

    /** Returns the name of the setting in errors: the key with underscores. */
    public String attribute() {
        return key.replace('-', '_');
    }

    /** Returns the segment below {@code safire.}, which cannot be the name of a server. */
    String segment() {
        return key;
    }

    /** Returns the row of the table in the documentation. */
    public String tableRow() {
        return "|`" + key() + "` |" + type + " |" + defaultValue + " |`" + example + "` |" + description;
    }
}
