package io.safire.docs;

import io.safire.launch.AuthorizationResponse;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.RequestCookies;
import io.safire.web.SmartLaunches;
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
