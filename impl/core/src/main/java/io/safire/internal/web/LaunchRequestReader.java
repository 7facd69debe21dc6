package io.safire.internal.web;

import io.safire.SmartClients;
import io.safire.error.ValidationException;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import io.safire.launch.Launch;
import io.safire.web.LaunchRequest;
import io.safire.web.WebRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the parameters of a launch URL, which are untrusted input.
 *
 * @param redirectUris the function that returns the redirect URI of a configured server; empty if it is not set
 */
record LaunchRequestReader(SmartClients clients, Function<String, Optional<String>> redirectUris) {

    /** The parameter names that may appear in a message. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

    /**
     * @throws ValidationException if a parameter is missing, repeated or invalid
     */
    LaunchRequest read(WebRequest request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        request.parameters().forEach((name, values) -> putSingle(parameters, name, values));
        String server = parameters.get("server");
        LaunchRequest launch = server != null && !parameters.containsKey("iss") && !parameters.containsKey("launch")
                ? LaunchRequest.standalone(requireServer(server))
                : ehrLaunch(parameters.get("iss"), parameters.get("launch"));
        String target = parameters.get("return_to");
        LaunchRequest launchRequest = target == null ? launch : launch.withReturnTo(target);
        return launchRequest.withCookies(request.cookies());
    }

    /**
     * Rejects an unknown server and a server without a redirect URI in the same way. The response must not reveal the
     * configured servers.
     */
    private String requireServer(String name) {
        if (!canLaunch(name)) {
            String known = clients.names().stream()
                    .filter(other -> redirectUris.apply(other).isPresent())
                    .collect(Collectors.joining(", "));
            throw new ValidationException(
                    Message.UNKNOWN_LAUNCH_SERVER.formatWithoutServer(
                            LogSanitizer.sanitize(name), LogSanitizer.sanitize(known)),
                    "server",
                    "it is not a server for launches");
        }
        return name;
    }

    private LaunchRequest ehrLaunch(@Nullable String iss, @Nullable String launch) {
        LaunchRequest request = LaunchRequest.ehr(iss, launch);
        String issuer = ((Launch.Ehr) request.launch()).iss();
        if (!canLaunch(clients.forLaunch(issuer).name())) {
            throw new ValidationException(
                    Message.UNKNOWN_ISSUER.formatWithoutServer(
                            LogSanitizer.sanitize(issuer), LogSanitizer.sanitize(String.join(", ", clients.names()))),
                    "iss",
                    "it is not the base URL of a server for launches");
        }
        return request;
    }

    private boolean canLaunch(String name) {
        return clients.names().contains(name) && redirectUris.apply(name).isPresent();
    }

    /** A parameter with an empty value counts as missing. */
    private static void putSingle(Map<String, String> parameters, String name, List<String> values) {
        if (values.size() > 1) {
            String attribute = NAME.matcher(name).matches() ? name : "a parameter";
            throw new ValidationException(
                    Message.REPEATED_LAUNCH_PARAMETER.formatWithoutServer(attribute),
                    attribute,
                    "appears more than once");
        }
        if (!values.isEmpty() && !values.get(0).isEmpty()) {
            parameters.put(name, values.get(0));
        }
    }
}
