package io.safire.impl.config;

import java.time.Duration;
import java.util.List;

/**
 * How launches go.
 *
 * @param frameAncestors CSP sources that may frame our pages, none for {@code 'none'}
 * @param loginOrigins CSP sources that the authorization endpoint redirects to
 */
public record LaunchSettings(
        AuthorizeMethod authorizeMethod, Duration lifetime, List<String> frameAncestors, List<String> loginOrigins) {}
