package io.safire.internal.config;

import static io.safire.internal.config.Setting.AUTHORIZE_METHOD;
import static io.safire.internal.config.Setting.DEVELOPMENT;
import static io.safire.internal.config.Setting.FRAME_ANCESTORS;
import static io.safire.internal.config.Setting.LAUNCH_LIFETIME;
import static io.safire.internal.config.Setting.LOGIN_ORIGINS;

import java.time.Duration;
import java.util.List;

/**
 * The settings of launches.
 *
 * @param lifetime the maximum time between the start of a launch and the authorization response
 * @param frameAncestors the CSP sources that may display the pages in a frame; empty to send {@code 'none'}
 * @param loginOrigins the CSP sources of the pages to which the authorization endpoint redirects
 * @param development true if the error page of a failed launch shows a diagnosis
 */
public record LaunchSettings(
        AuthorizeMethod authorizeMethod,
        Duration lifetime,
        List<String> frameAncestors,
        List<String> loginOrigins,
        boolean development) {

    static LaunchSettings read(SettingParser parser) {
        return new LaunchSettings(
                parser.choice(AUTHORIZE_METHOD, AuthorizeMethod.class),
                parser.duration(LAUNCH_LIFETIME),
                parser.cspSources(FRAME_ANCESTORS),
                parser.cspSources(LOGIN_ORIGINS),
                parser.flag(DEVELOPMENT));
    }
}
