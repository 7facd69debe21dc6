package io.safire.web;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.ApiMessage;
import io.safire.error.ValidationException;
import io.safire.launch.Launch;
import io.safire.text.PrintableText;
import io.safire.token.Scopes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The input of {@link io.safire.web.SmartLaunches#start}.
 *
 * @param server the name of the server. If the name is null, the {@code iss} of an EHR launch identifies the server,
 *     and a standalone launch uses the default server
 * @param launch the EHR launch or standalone launch
 * @param scopes the scopes to request; empty for the configured scopes
 * @param returnTo the path to which the user returns after the launch; null if the application sets no path
 * @param cookies the cookies of the request that starts the launch
 * @param parameters the additional parameters of the authorization request, by name
 * @since 1.0
 */
public record LaunchRequest(
        @Nullable String server,
        Launch launch,
        Scopes scopes,
        @Nullable LocalPath returnTo,
        RequestCookies cookies,
        Map<String, String> parameters) {

    public LaunchRequest {
        requireNonNull(launch, "launch");
        requireNonNull(scopes, "scopes");
        requireNonNull(cookies, "cookies");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Creates a request for an EHR launch.
     *
     * @param iss the parameter {@code iss} of the launch URL, exactly as it was received
     * @param launch the parameter {@code launch} of the launch URL, exactly as it was received
     * @return the request
     * @throws ValidationException if a parameter is null or blank
     */
    public static LaunchRequest ehr(@Nullable String iss, @Nullable String launch) {
        return new LaunchRequest(
                null,
                Launch.ehr(requireParameter("iss", iss), requireParameter("launch", launch)),
                Scopes.none(),
                null,
                RequestCookies.none(),
                Map.of());
    }

    /**
     * Creates a request for a standalone launch at the default server.
     *
     * @return the request
     */
    public static LaunchRequest standalone() {
        return new LaunchRequest(null, Launch.standalone(), Scopes.none(), null, RequestCookies.none(), Map.of());
    }

    /**
     * Creates a request for a standalone launch at a server.
     *
     * @param server the name of the server
     * @return the request
     */
    public static LaunchRequest standalone(String server) {
        return new LaunchRequest(
                requireNonNull(server, "server"),
                Launch.standalone(),
                Scopes.none(),
                null,
                RequestCookies.none(),
                Map.of());
    }

    /**
     * Returns a copy of this request for another server.
     *
     * @param name the name of the server
     * @return the copy
     */
    public LaunchRequest withServer(String name) {
        return new LaunchRequest(name, launch, scopes, returnTo, cookies, parameters);
    }

    /**
     * Returns a copy of this request with other scopes.
     *
     * @param newScopes the scopes to request
     * @return the copy
     */
    public LaunchRequest withScopes(Scopes newScopes) {
        return new LaunchRequest(server, launch, newScopes, returnTo, cookies, parameters);
    }

    /**
     * Returns a copy of this request with another return path. {@link CompletedLaunch#target()} returns the path. The
     * library does not send the path to the server.
     *
     * @param path a path on the application's host
     * @return the copy
     * @throws ValidationException if the path is not a valid {@link LocalPath}
     */
    public LaunchRequest withReturnTo(String path) {
        return new LaunchRequest(server, launch, scopes, LocalPath.of(path), cookies, parameters);
    }

    /**
     * Returns a copy of this request with the cookies of the browser. The cookies are optional. If the request contains
     * the cookies, the response can delete the oldest cookies of other launches. The cookies of at most 4 launches
     * remain, with 4,096 characters in total.
     *
     * @param newCookies the cookies of the request
     * @return the copy
     */
    public LaunchRequest withCookies(RequestCookies newCookies) {
        return new LaunchRequest(server, launch, scopes, returnTo, newCookies, parameters);
    }

    /**
     * Returns a copy of this request with an additional parameter of the authorization request, for example
     * {@code prompt} or {@code login_hint}. {@link SmartLaunches#start} rejects parameters that the client sets itself.
     * The parameter takes precedence over {@code authorization-parameters.<name>}.
     *
     * @param name the name of the parameter
     * @param value the value of the parameter, which Safire does not log
     * @return the copy
     */
    public LaunchRequest withParameter(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
        return new LaunchRequest(server, launch, scopes, returnTo, cookies, all);
    }

    private static String requireParameter(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            String reason = "is missing";
            throw new ValidationException(ApiMessage.LAUNCH_PARAMETER.formatWithoutServer(name, reason), name, reason);
        }
        return value;
    }

    /** Omits the return path and the values of the parameters, because they may identify the patient or the user. */
    @Override
    public String toString() {
        return PrintableText.of("LaunchRequest[server=" + server + ", launch=" + launch + ", scopes=" + scopes
                + ", cookies=" + cookies + ", parameters=" + parameters.keySet() + "]");
    }
}
