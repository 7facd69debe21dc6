package io.safire.docs;

import io.safire.SmartLaunches;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.CompletedLaunch;
import io.safire.launch.LaunchRedirect;
import io.safire.launch.LaunchRequest;
import io.safire.launch.RequestCookies;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Samples of launches. */
public class LaunchSamples {

    @Inject
    SmartLaunches launches;

    void launch(String iss, String launch, String cookieHeader, Map<String, List<String>> parameters) {
        // at the launch URL
        RequestCookies cookies = RequestCookies.parse(cookieHeader);
        LaunchRedirect started = launches.start(LaunchRequest.ehr(iss, launch).withCookies(cookies));
        // send started.response() to the browser: its status, headers and body; then, at the redirect URI:
        CompletedLaunch completed = launches.complete(AuthorizationResponse.of(parameters), cookies);
        // send completed.cookies() as Set-Cookie headers and store completed.tokens()
        started.response();
        completed.cookies();
    }
}
