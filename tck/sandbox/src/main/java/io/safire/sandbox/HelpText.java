package io.safire.sandbox;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The text of {@code --help}. */
final class HelpText {

    private static final String BEGINNING = """
            A SMART on FHIR authorization server with a small FHIR server, for tests and demonstrations.

            Usage: java -jar safire-sandbox-standalone.jar [OPTION [VALUE]]...
            """;

    private static final String END = """

            A launch page with one application and one backend service:

              java -jar safire-sandbox-standalone.jar --new-key keys --kid nightly-1
              java -jar safire-sandbox-standalone.jar \\
                --app "Growth chart" --launch-url http://localhost:8080/app/launch \\
                --client growth-chart --client-secret s3cret --redirect-uri http://localhost:8080/app/callback \\
                --backend-client nightly-job --backend-jwks keys/jwks.json

            The exit code is 2 if an option is invalid or a port is in use.
            """;

    private HelpText() {}

    static String text() {
        return BEGINNING
                + Arrays.stream(OptionSection.values()).map(HelpText::section).collect(Collectors.joining())
                + END;
    }

    private static String section(OptionSection section) {
        return "\n" + section.title() + ":\n"
                + Arrays.stream(Option.values())
                        .filter(option -> option.section() == section)
                        .map(HelpText::option)
                        .collect(Collectors.joining());
    }

    private static String option(Option option) {
        String byDefault = option.byDefault().isEmpty() ? "" : " Default: " + option.byDefault() + ".";
        String example = option.form() == OptionForm.FLAG ? "" : " Example: " + option.example();
        return "  " + (option + " " + option.form().placeholder()).strip() + "\n      " + option.description()
                + (byDefault + example).replaceFirst("^ ", "\n      ") + "\n";
    }
}
