package io.safire.internal.web;

import io.safire.SmartClient;
import io.safire.discovery.Capability;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.internal.config.LaunchSettings;
import io.safire.internal.text.OpaqueStrings;
import io.safire.launch.AuthorizationRequest;
import io.safire.web.WebResponse;
import java.security.SecureRandom;
import java.util.List;

/** Responses that send a browser to the authorization endpoint, with a redirect or with a form. */
record AuthorizationResponder(SecureRandom random) {

    private static final int MAX_URL_LENGTH = 2000;

    WebResponse respond(
            SmartClient client, AuthorizationRequest request, LaunchSettings launches, List<String> cookies) {
        boolean usePost =
                switch (launches.authorizeMethod()) {
                    case GET -> false;
                    case POST -> true;
                    case AUTO -> request.uri().toString().length() > MAX_URL_LENGTH && supportsPost(client);
                };
        return usePost
                ? AuthorizationPage.of(request, launches, OpaqueStrings.random(random), cookies)
                : WebResponses.redirect(request.uri().toString(), cookies);
    }

    private static boolean supportsPost(SmartClient client) {
        try {
            return client.metadata().hasCapability(Capability.AUTHORIZE_POST);
        } catch (DiscoveryException | NetworkException unavailable) {
            // the failure is not fatal: if both endpoints are configured, a launch does not need the metadata
            return false;
        }
    }
}
