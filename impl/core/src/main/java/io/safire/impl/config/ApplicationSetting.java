package io.safire.impl.config;

/** A setting of the whole application: its key below {@code safire.}, what it holds, default, example. */
public enum ApplicationSetting {
    SERVERS(
            "servers",
            "names with commas between",
            "names in keys, and default",
            "default, epic",
            "the complete list of servers; needed for a server whose keys are all environment variables"),
    UNKNOWN_KEYS(
            "unknown-keys",
            "fail or warn",
            "fail",
            "warn",
            "whether a key below safire. that is no setting stops the deployment, or is a warning only");

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

    /** Returns the whole configuration key. */
    public String key() {
        return ConfigKey.ROOT + key;
    }

    /** Returns the name in the attributes of errors, with underscores. */
    public String attribute() {
        return key.replace('-', '_');
    }

    /** Returns the first segment below {@code safire.}, which no server can have as its name. */
    String segment() {
        return key;
    }

    /** Returns a row of the table in the documentation. */
    public String row() {
        return "|`" + key() + "` |" + form + " |" + byDefault + " |`" + example + "` |" + purpose;
    }
}
