package io.safire.internal.config;

import io.safire.internal.text.LogSanitizer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The parameters that a server requires in addition to the parameters of the specifications.
 *
 * @param values the values by the names of the parameters
 */
public record AdditionalParameters(Map<String, String> values) {

    /** The parameters of authorization requests that the client controls. */
    private static final Set<String> OF_AUTHORIZATION = Set.of(
            "aud",
            "client_assertion",
            "client_assertion_type",
            "client_id",
            "client_secret",
            "code",
            "code_challenge",
            "code_challenge_method",
            "code_verifier",
            "grant_type",
            "launch",
            "nonce",
            "redirect_uri",
            "refresh_token",
            "request",
            "request_uri",
            "response_mode",
            "response_type",
            "scope",
            "state");

    /** The parameters of token requests that the client controls. */
    private static final Set<String> OF_TOKEN_REQUEST = Set.of(
            "client_assertion",
            "client_assertion_type",
            "client_id",
            "client_secret",
            "code",
            "code_verifier",
            "grant_type",
            "redirect_uri",
            "refresh_token",
            "scope");

    /** The names that RFC 6749, appendix A.8, allows. */
    private static final Pattern NAME = Pattern.compile("[\\w.-]+");

    public AdditionalParameters {
        values = Map.copyOf(values);
    }

    static AdditionalParameters ofAuthorization(SettingParser parser) {
        return read(parser, Setting.AUTHORIZATION_PARAMETERS, OF_AUTHORIZATION);
    }

    static AdditionalParameters ofTokenRequests(SettingParser parser) {
        return read(parser, Setting.TOKEN_PARAMETERS, OF_TOKEN_REQUEST);
    }

    /** Returns true if the client itself sets a parameter of authorization requests. */
    public static boolean isControlled(String authorizationParameter) {
        return OF_AUTHORIZATION.contains(authorizationParameter);
    }

    private static AdditionalParameters read(SettingParser parser, Setting group, Set<String> controlled) {
        Map<String, String> values = new TreeMap<>(parser.group(group));
        values.keySet().forEach(name -> violation(name, controlled)
                .ifPresent(reason -> parser.errors().unusable(group, LogSanitizer.sanitize(name), reason)));
        return new AdditionalParameters(values);
    }

    private static Optional<String> violation(String name, Set<String> controlled) {
        if (controlled.contains(name)) {
            return Optional.of("the client controls this parameter");
        }
        return NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of("the name is not the name of a parameter (RFC 6749, appendix A)");
    }

    /** Omits the values, because they may be confidential. */
    @Override
    public String toString() {
        return "AdditionalParameters" + values.keySet();
    }
}
