package io.safire.token;

import io.safire.diagnosis.Finding;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The result of a sign-out. The user is signed out of the application, and the tokens are removed. The session of the
 * user at the server continues until the browser opens {@link #endSessionUri()}.
 *
 * <p>The library creates the results. In tests, create an instance with {@link #of(String, List)} or
 * {@link #of(String, List, URI, String)}.
 *
 * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html">OpenID Connect RP-Initiated Logout
 *     1.0</a>
 * @since 1.0
 */
public interface SignOut {

    /**
     * Returns the name of the server that issued the tokens.
     *
     * @return the configured name
     */
    String server();

    /**
     * Returns what did not succeed, and the tolerated deviations of the server.
     *
     * @return a finding for each token that was not revoked (member {@code refresh_token} or {@code access_token}), for
     *     each tolerated deviation, and for a session that the browser cannot end (member
     *     {@code end_session_endpoint}); otherwise, an empty list
     */
    List<Finding> findings();

    /**
     * Returns the URL that ends the session of the user at the server. Redirect the browser to this URL with status
     * 303. The server then redirects the browser to {@code post-logout-redirect-uri}. The URL contains the ID token,
     * which is personal data, so do not log it. With {@link io.safire.web.SmartEndpoints}, pass the result to
     * {@link io.safire.web.Redirect#withSignOut} instead.
     *
     * @return the end session endpoint with the parameters of the request; empty if the setting
     *     {@code post-logout-redirect-uri} is missing, if the tokens have no ID token, or if the server has no usable
     *     end session endpoint
     * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout">OpenID Connect RP-Initiated
     *     Logout 1.0, section 2</a>
     */
    Optional<URI> endSessionUri();

    /**
     * Returns the unguessable value that the server appends to {@code post-logout-redirect-uri}.
     *
     * @return the parameter {@code state} of {@link #endSessionUri()}; empty if there is no such URL
     */
    Optional<String> state();

    /**
     * Returns a copy of this result with other findings.
     *
     * @param findings the findings that replace the findings of this result
     * @return the copy
     */
    SignOut withFindings(List<Finding> findings);

    /**
     * Creates the result of a sign-out that leaves the session at the server open.
     *
     * @param server the name of the server
     * @param findings the findings
     * @return the result
     */
    static SignOut of(String server, List<Finding> findings) {
        return new SignOutRecord(server, findings, Optional.empty(), Optional.empty());
    }

    /**
     * Creates the result of a sign-out that the browser completes at the server.
     *
     * @param server the name of the server
     * @param findings the findings
     * @param endSessionUri the URL that ends the session at the server
     * @param state the parameter {@code state} of this URL
     * @return the result
     */
    static SignOut of(String server, List<Finding> findings, URI endSessionUri, String state) {
        return new SignOutRecord(server, findings, Optional.of(endSessionUri), Optional.of(state));
    }
}
