package io.safire.web;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.ApiMessage;
import io.safire.error.ValidationException;
import io.safire.launch.Launch;
import io.safire.text.PrintableText;
import io.safire.token.Scopes;
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
 * @since 1.0
 */
public record LaunchRequest(
        @Nullable String server,
        Launch launch,
        Scopes scopes,
        @Nullable LocalPath returnTo,
        RequestCookies cookies) {

    public LaunchRequest {
        requireNonNull(launch, "launch");
        requireNonNull(scopes, "scopes");
        requireNonNull(cookies, "cookies");
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
                RequestCookies.none());
    }

    /**
     * Creates a request for a standalone launch at the default server.
     *
     * @return the request
     */
    public static LaunchRequest standalone() {
        return new LaunchRequest(null, Launch.standalone(), Scopes.none(), null, RequestCookies.none());
    }

    /**
     * Creates a request for a standalone launch at a server.
     *
     * @param server the name of the server
     * @return the request
     */
    public static LaunchRequest standalone(String server) {
        return new LaunchRequest(
                requireNonNull(server, "server"), Launch.standalone(), Scopes.none(), null, RequestCookies.none());
    }

    /**
     * Returns a copy of this request for another server.
     *
     * @param name the name of the server
     * @return the copy
     */
    public LaunchRequest withServer(String name) {
        return new LaunchRequest(name, launch, scopes, returnTo, cookies);
    }

    /**
     * Returns a copy of this request with other scopes.
     *
     * @param newScopes the scopes to request
     * @return the copy
     */
    public LaunchRequest withScopes(Scopes newScopes) {
        return new LaunchRequest(server, launch, newScopes, returnTo, cookies);
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
        return new LaunchRequest(server, launch, scopes, LocalPath.of(path), cookies);
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
        return new LaunchRequest(server, launch, scopes, returnTo, newCookies);
    }

    private static String requireParameter(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            String reason = "is missing";
            throw new ValidationException(ApiMessage.LAUNCH_PARAMETER.formatWithoutServer(name, reason), name, reason);
        }
        return value;
    }

    /** Omits the return path, because it may identify the patient. */
    @Override
    public String toString() {
        return PrintableText.of("LaunchRequest[server=" + server + ", launch=" + launch + ", scopes=" + scopes
                + ", cookies=" + cookies + "]");
    }
}
