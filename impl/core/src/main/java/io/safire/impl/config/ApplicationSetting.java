package io.safire.impl.config;

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
    private final String form;
    private final String byDefault;
    private final String example;
    private final String purpose;

    ApplicationSetting(String key, String form, String byDefault, String example, String purpose) {
        this.key = key;
        this.form = form;
        this.byDefault = byDefault;
        this.example = example;
        this.purpose = purpose;
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
    public String row() {
        return "|`" + key() + "` |" + form + " |" + byDefault + " |`" + example + "` |" + purpose;
    }
}
