package io.safire.launch;

import static java.util.Objects.requireNonNull;

import io.safire.error.ValidationException;
import io.safire.token.Scopes;
import org.jspecify.annotations.Nullable;

/**
 * What a launch is begun with.
 *
 * @param server the name of the server; null for the one that the {@code iss} of an EHR launch names, else the default one
 * @param launch how the application was started
 * @param scopes what to ask for; none for the configured scopes
 * @param returnTo where the application wants its user to go in the end; null where it does not say
 * @param cookies the cookies of the request that begins the launch
 */
public record LaunchRequest(
        @Nullable String server,
        Launch launch,
        Scopes scopes,
        @Nullable LocalPath returnTo,
        AgentCookies cookies) {

    /** Checks that all parts are there. */
    public LaunchRequest {
        requireNonNull(launch, "launch");
        requireNonNull(scopes, "scopes");
        requireNonNull(cookies, "cookies");
    }

    /**
     * A launch by the EHR.
     *
     * @param iss the {@code iss} parameter of the launch URL exactly as it was received; null or empty is refused
     * @param launch the {@code launch} parameter exactly as it was received; null or empty is refused
     * @return the request
     * @throws ValidationException if one of them is missing
     */
    public static LaunchRequest ehr(@Nullable String iss, @Nullable String launch) {
        return new LaunchRequest(
                null, Launch.ehr(given("iss", iss), given("launch", launch)), Scopes.none(), null, AgentCookies.none());
    }

    /**
     * A launch by the user, at the default server.
     *
     * @return the request
     */
    public static LaunchRequest standalone() {
        return new LaunchRequest(null, Launch.standalone(), Scopes.none(), null, AgentCookies.none());
    }

    /**
     * A launch by the user.
     *
     * @param server the name of the server
     * @return the request
     */
    public static LaunchRequest standalone(String server) {
        return new LaunchRequest(
                requireNonNull(server, "server"), Launch.standalone(), Scopes.none(), null, AgentCookies.none());
    }

    /**
     * The same at a server that is known by its name.
     *
     * @param name the name of the server
     * @return the request
     */
    public LaunchRequest at(String name) {
        return new LaunchRequest(name, launch, scopes, returnTo, cookies);
    }

    /**
     * The same with other scopes.
     *
     * @param others what to ask for
     * @return the request
     */
    public LaunchRequest withScopes(Scopes others) {
        return new LaunchRequest(server, launch, others, returnTo, cookies);
    }

    /**
     * The same with a place to go in the end. It is kept with the launch and given back by it, and never sent out.
     *
     * @param path a path within this application's host
     * @return the request
     * @throws ValidationException if it is no {@link LocalPath}
     */
    public LaunchRequest returningTo(String path) {
        return new LaunchRequest(server, launch, scopes, LocalPath.of(path), cookies);
    }

    /**
     * The same for a browser that has cookies. Without them the launch works too; with them, cookies of launches that
     * were given up are cleared away.
     *
     * @param others the cookies of the request
     * @return the request
     */
    public LaunchRequest withCookies(AgentCookies others) {
        return new LaunchRequest(server, launch, scopes, returnTo, others);
    }

    private static String given(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            String reason = "is missing";
            throw new ValidationException(
                    null,
                    "SAFIRE-1101 Validation failed for " + name + ": " + reason
                            + ". The launch URL has to be called with iss and launch, each once; see how the EHR has it"
                            + " registered.",
                    name,
                    reason);
        }
        return value;
    }

    /** Leaves out the path, which may identify the patient. */
    @Override
    public String toString() {
        return ("LaunchRequest[server=" + server + ", launch=" + launch + ", scopes=" + scopes + ", cookies=" + cookies
                        + "]")
                .replaceAll("\\P{Print}", "?");
    }
}
