package io.safire.web;

/**
 * The endpoints of an application that an EHR launches, ready-made: a web framework hands requests over and sends the
 * answers. {@code safire-rest} does that for Jakarta REST. What the application has to say is in its {@link LaunchHandler}.
 *
 * <p>No method throws for what a request holds: an error is a page that names the id of the message, and nothing that
 * would help an attacker; the message is logged by the logger {@code io.safire.web}. A request by another method
 * than the ones that are named gets 405, and changes nothing.
 */
public interface SmartEndpoints {

    /**
     * The launch URL, by GET: {@code iss} and {@code launch} for a launch by the EHR, or {@code server} for one by the user
     * at the configured server of that name; and {@code return_to}, a path within this host, if the user is to go there in
     * the end.
     *
     * @param request the request
     * @return the way to the authorization server, or an error page
     * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#launch-app-ehr-launch">SMART App Launch
     *     2.2.0, EHR launch</a>
     */
    WebAnswer launch(WebRequest request);

    /**
     * The redirect URI, by GET.
     *
     * @param request the request
     * @return the way to where the {@link LaunchHandler} says, or an error page
     */
    WebAnswer callback(WebRequest request);

    /**
     * The URL of the application's public keys for a server, by GET or {@code HEAD}; the one to register with that server and
     * to name in {@code jwks-url}.
     *
     * @param server the name of the server
     * @param request the request
     * @return the JSON Web Key Set with the {@code Cache-Control} of {@link io.safire.SmartClient#jwks()}; 404 where there is
     *     no such server or it has no key
     */
    WebAnswer jwks(String server, WebRequest request);

    /**
     * The end of the application's session, by POST from a page of this application; a browser that says that another site
     * made the request gets 403.
     *
     * @param request the request
     * @return the way to where the {@link LaunchHandler} says
     */
    WebAnswer signOut(WebRequest request);
}
