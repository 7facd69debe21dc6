package io.safire.sandbox;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The text of {@code --help}. */
final class HelpText {

    private static final String INTRODUCTION = """
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
        return INTRODUCTION
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
        String defaultValue = option.defaultValue().isEmpty() ? "" : " Default: " + option.defaultValue() + ".";
        String example = option.type() == OptionType.FLAG ? "" : " Example: " + option.example();
        return "  " + (option + " " + option.type().placeholder()).strip() + "\n      " + option.description()
                + (defaultValue + example).replaceFirst("^ ", "\n      ") + "\n";
    }
}
