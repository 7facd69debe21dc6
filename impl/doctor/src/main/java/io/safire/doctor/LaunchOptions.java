package io.safire.doctor;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a launch. */
final class LaunchOptions {

    @Option(names = "--launch", description = "Also run a launch: open the printed address in a browser, and sign in.")
    boolean launch;

    @Option(
            names = "--redirect-uri",
            paramLabel = "URL",
            description = "Registered loopback redirect URI for --launch, such as http://127.0.0.1:8765/callback.")
    @Nullable
    URI redirectUri;

    @Option(
            names = "--launch-timeout",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = OptionConverters.OfDuration.class,
            description = "Time to sign in. Default: 5m.")
    Duration timeout = Duration.ofMinutes(5);
}
