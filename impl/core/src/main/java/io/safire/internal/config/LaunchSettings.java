package io.safire.internal.config;

import java.time.Duration;
import java.util.List;

/**
 * The settings of launches.
 *
 * @param lifetime the maximum time between the start of a launch and the authorization response
 * @param frameAncestors the CSP sources that may display the pages in a frame; empty to send {@code 'none'}
 * @param loginOrigins the CSP sources to which the authorization endpoint redirects
 */
public record LaunchSettings(
        AuthorizeMethod authorizeMethod, Duration lifetime, List<String> frameAncestors, List<String> loginOrigins) {}
