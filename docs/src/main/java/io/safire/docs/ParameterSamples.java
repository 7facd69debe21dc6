package io.safire.docs;

import io.safire.web.LaunchRequest;

/** Samples of additional parameters. */
public class ParameterSamples {

    LaunchRequest starting(LaunchRequest launch) {
        return launch.withParameter("prompt", "login");
    }
}
