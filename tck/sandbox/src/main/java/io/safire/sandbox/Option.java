package io.safire.sandbox;

import java.util.Arrays;
import java.util.Optional;

/** A command-line option. */
enum Option {
    PORT(
            "--port",
            OptionType.PORT,
            OptionSection.SERVER,
            "9180",
            "9280",
            "Port of the EHR: launch page, authorization server and FHIR server. 0 selects a free port."),
    CONTROL_PORT(
            "--control-port",
            OptionType.PORT,
            OptionSection.SERVER,
            "9181",
            "9281",
            "Port on which tests control the sandbox. 0 selects a free port."),
    AUTOMATIC(
            "--automatic",
            OptionType.FLAG,
            OptionSection.SERVER,
            "consent page",
            "",
            "Grants every authorization request without showing a consent page."),
    BULK_VERSION(
            "--bulk-version",
            OptionType.BULK_VERSION,
            OptionSection.SERVER,
            "3.0",
            "2.0",
            "Version of Bulk Data Access: 2.0, 3.0, or 4.0 for its ballot. The group has the ID group-1."),
    BULK_PATIENTS(
            "--bulk-patients",
            OptionType.NUMBER,
            OptionSection.SERVER,
            "5",
            "10000",
            "Number of patients in a bulk data export."),
    BULK_OBSERVATIONS(
            "--bulk-observations",
            OptionType.NUMBER,
            OptionSection.SERVER,
            "5",
            "100",
            "Number of observations of each patient in a bulk data export, of 512 bytes each."),
    HELP("--help", OptionType.FLAG, OptionSection.SERVER, "", "", "Prints this text."),

    APP(
            "--app",
            OptionType.NAME,
            OptionSection.APPLICATION,
            "not on the launch page",
            "\"Growth chart\"",
            "Name of the application on the launch page. Each --app starts another application."),
    LAUNCH_URL(
            "--launch-url",
            OptionType.URL,
            OptionSection.APPLICATION,
            "none",
            "http://localhost:8080/app/launch",
            "Launch URL of the application."),
    CLIENT(
            "--client",
            OptionType.NAME,
            OptionSection.APPLICATION,
            "none",
            "growth-chart",
            "client_id of the application."),
    REDIRECT_URI(
            "--redirect-uri",
            OptionType.URL,
            OptionSection.APPLICATION,
            "none",
            "http://localhost:8080/app/callback",
            "Redirect URI of the application."),
    CLIENT_SECRET(
            "--client-secret",
            OptionType.NAME,
            OptionSection.APPLICATION,
            "public client",
            "s3cret",
            "Client secret of the application."),
    CLIENT_JWKS(
            "--client-jwks",
            OptionType.FILE,
            OptionSection.APPLICATION,
            "public client",
            "keys/jwks.json",
            "JWKS of the application, which then authenticates with private_key_jwt."),

    BACKEND_CLIENT(
            "--backend-client",
            OptionType.NAME,
            OptionSection.BACKEND,
            "none",
            "nightly-job",
            "client_id of the service. Each --backend-client starts another service."),
    BACKEND_JWKS(
            "--backend-jwks",
            OptionType.FILE,
            OptionSection.BACKEND,
            "none",
            "keys/jwks.json",
            "JWKS of the service, which authenticates with private_key_jwt."),

    NEW_KEY(
            "--new-key",
            OptionType.FOLDER,
            OptionSection.KEY,
            "the current folder",
            "keys",
            "Writes a private key and its JWKS to the folder, prints the settings for both, and exits."),
    ALGORITHM(
            "--algorithm",
            OptionType.ALGORITHM,
            OptionSection.KEY,
            "ES384",
            "RS384",
            "Signature algorithm of the new key: ES384 or RS384."),
    KID("--kid", OptionType.NAME, OptionSection.KEY, "a random UUID", "2026-01", "Key ID of the new key.");

    private final String text;
    private final OptionType type;
    private final OptionSection section;
    private final String defaultValue;
    private final String example;
    private final String description;

    Option(
            String text,
            OptionType type,
            OptionSection section,
            String defaultValue,
            String example,
            String description) {
        this.text = text;
        this.type = type;
        this.section = section;
        this.defaultValue = defaultValue;
        this.example = example;
        this.description = description;
    }

    static Optional<Option> named(String text) {
        return Arrays.stream(values())
                .filter(option -> option.text.equals(text))
                .findFirst();
    }

    /** Returns the option with the smallest edit distance. */
    static Option nearest(String text) {
        return Arrays.stream(values())
                .min((one, other) -> EditDistance.of(one.text, text) - EditDistance.of(other.text, text))
                .orElseThrow();
    }

    OptionType type() {
        return type;
    }

    OptionSection section() {
        return section;
    }

    String defaultValue() {
        return defaultValue;
    }

    String description() {
        return description;
    }

    /** Returns the option with an example of its value. */
    String example() {
        return example.isEmpty() ? text : text + " " + example;
    }

    @Override
    public String toString() {
        return text;
    }
}
