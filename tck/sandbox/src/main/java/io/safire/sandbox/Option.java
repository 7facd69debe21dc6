package io.safire.sandbox;

import java.util.Arrays;
import java.util.Optional;

/** An option of the command line. */
enum Option {
    PORT(
            "--port",
            OptionForm.PORT,
            OptionSection.SERVER,
            "9180",
            "9280",
            "Port of the EHR: launch page, authorization server and FHIR server. 0 chooses a free one."),
    CONTROL_PORT(
            "--control-port",
            OptionForm.PORT,
            OptionSection.SERVER,
            "9181",
            "9281",
            "Port on which tests control the sandbox. 0 chooses a free one."),
    AUTOMATIC(
            "--automatic",
            OptionForm.FLAG,
            OptionSection.SERVER,
            "consent page",
            "",
            "Grants every authorization request without a consent page."),
    HELP("--help", OptionForm.FLAG, OptionSection.SERVER, "", "", "Prints this text."),

    APP(
            "--app",
            OptionForm.NAME,
            OptionSection.APPLICATION,
            "not on the launch page",
            "\"Growth chart\"",
            "Name of the application on the launch page. Each --app begins another application."),
    LAUNCH_URL(
            "--launch-url",
            OptionForm.URL,
            OptionSection.APPLICATION,
            "none",
            "http://localhost:8080/app/launch",
            "Launch URL of the application."),
    CLIENT(
            "--client",
            OptionForm.NAME,
            OptionSection.APPLICATION,
            "none",
            "growth-chart",
            "Client ID of the application."),
    REDIRECT_URI(
            "--redirect-uri",
            OptionForm.URL,
            OptionSection.APPLICATION,
            "none",
            "http://localhost:8080/app/callback",
            "Redirect URI of the application."),
    CLIENT_SECRET(
            "--client-secret",
            OptionForm.NAME,
            OptionSection.APPLICATION,
            "public client",
            "s3cret",
            "Client secret of the application."),
    CLIENT_JWKS(
            "--client-jwks",
            OptionForm.FILE,
            OptionSection.APPLICATION,
            "public client",
            "keys/jwks.json",
            "Key set of the application, which then authenticates by private_key_jwt."),

    BACKEND_CLIENT(
            "--backend-client",
            OptionForm.NAME,
            OptionSection.BACKEND,
            "none",
            "nightly-job",
            "Client ID of the service. Each --backend-client begins another service."),
    BACKEND_JWKS(
            "--backend-jwks",
            OptionForm.FILE,
            OptionSection.BACKEND,
            "none",
            "keys/jwks.json",
            "Key set of the service, which authenticates by private_key_jwt."),

    NEW_KEY(
            "--new-key",
            OptionForm.FOLDER,
            OptionSection.KEY,
            "the current folder",
            "keys",
            "Writes a private key and its key set to the folder, prints the settings for them, and ends."),
    ALGORITHM(
            "--algorithm",
            OptionForm.ALGORITHM,
            OptionSection.KEY,
            "ES384",
            "RS384",
            "Signature algorithm of the new key: ES384 or RS384."),
    KID("--kid", OptionForm.NAME, OptionSection.KEY, "a random one", "2026-01", "Key ID of the new key.");

    private final String text;
    private final OptionForm form;
    private final OptionSection section;
    private final String byDefault;
    private final String example;
    private final String description;

    Option(String text, OptionForm form, OptionSection section, String byDefault, String example, String description) {
        this.text = text;
        this.form = form;
        this.section = section;
        this.byDefault = byDefault;
        this.example = example;
        this.description = description;
    }

    static Optional<Option> named(String text) {
        return Arrays.stream(values())
                .filter(option -> option.text.equals(text))
                .findFirst();
    }

    /** The option with the fewest letters to change. */
    static Option nearest(String text) {
        return Arrays.stream(values())
                .min((one, other) -> EditDistance.of(one.text, text) - EditDistance.of(other.text, text))
                .orElseThrow();
    }

    OptionForm form() {
        return form;
    }

    OptionSection section() {
        return section;
    }

    String byDefault() {
        return byDefault;
    }

    String description() {
        return description;
    }

    /** The option with a value that it takes. */
    String example() {
        return example.isEmpty() ? text : text + " " + example;
    }

    @Override
    public String toString() {
        return text;
    }
}
