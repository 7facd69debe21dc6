package io.safire.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import java.io.Serializable;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An authorization request, which the browser sends to the authorization endpoint, and the PKCE code verifier for the
 * token request. An authorization request belongs to one user: store it in the session of this user, and use it only
 * once. The request is serializable, so that a session can contain it.
 *
 * @param server the name of the server
 * @param endpoint the authorization endpoint, with its own query if it has one
 * @param parameters the parameters of the request, in the order in which they are sent
 * @param codeVerifier the PKCE code verifier, sent only with the authorization code
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#request-4">SMART App Launch 2.2.0,
 *     authorization request</a>
 * @since 1.0
 */
public record AuthorizationRequest(
        String server,
        URI endpoint,
        @SuppressWarnings("serial") Map<String, String> parameters,
        String codeVerifier) implements Serializable {

    /**
     * Creates an authorization request.
     *
     * @throws NullPointerException if {@code parameters} lacks {@code state} or {@code redirect_uri}
     */
    public AuthorizationRequest {
        requireNonNull(server, "server");
        requireNonNull(endpoint, "endpoint");
        requireNonNull(codeVerifier, "codeVerifier");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        requireNonNull(parameters.get("state"), "state");
        requireNonNull(parameters.get("redirect_uri"), "redirect_uri");
    }

    /**
     * Returns the URL for a request by GET. The URL keeps the query of the endpoint. Non-ASCII characters are encoded,
     * so that a {@code Location} header can contain the URL.
     *
     * @return the URL to redirect the browser to
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.1">RFC 6749, section 3.1</a>
     */
    public URI uri() {
        String address = endpoint.toASCIIString();
        String separator =
                endpoint.getRawQuery() == null ? "?" : endpoint.getRawQuery().isEmpty() ? "" : "&";
        return URI.create(address + separator + form());
    }

    /**
     * Returns the parameters as a form body, for a request by POST to {@link #endpoint()}.
     *
     * @return the body in the format {@code application/x-www-form-urlencoded}
     */
    public String form() {
        return parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /**
     * Returns the state, which the authorization response must repeat unchanged.
     *
     * @return the parameter {@code state}
     */
    public String state() {
        return requireNonNull(parameters.get("state"));
    }

    /**
     * Returns the nonce, which the ID token must repeat, so that an attacker cannot substitute the ID token of another
     * user.
     *
     * @return the parameter {@code nonce}; present if the scopes include {@code openid}
     */
    public Optional<String> nonce() {
        return Optional.ofNullable(parameters.get("nonce"));
    }

    /**
     * Returns the URI that receives the authorization response.
     *
     * @return the parameter {@code redirect_uri}
     */
    public String redirectUri() {
        return requireNonNull(parameters.get("redirect_uri"));
    }

    /**
     * Returns the requested scopes.
     *
     * @return the parameter {@code scope}
     */
    public Scopes scopes() {
        return Scopes.parse(parameters.getOrDefault("scope", ""));
    }

    /**
     * Checks the request for mistakes and discouraged usage. In addition to the checks of
     * {@link Scopes#findings(TokenFlow)}, this method checks that an EHR launch requests the scope {@code launch}. This
     * method also checks that a request with {@code patient/} scopes contains a scope for the patient context.
     *
     * @return the findings, or an empty list
     */
    public List<Finding> findings() {
        return RequestFindings.of(this, scopes().findings(TokenFlow.AUTHORIZATION_CODE));
    }

    /**
     * Checks the request like {@link #findings()}, and also checks that the server supports the syntax of the scopes.
     *
     * @param metadata the server's SMART configuration
     * @return the findings, or an empty list
     */
    public List<Finding> findings(SmartMetadata metadata) {
        return RequestFindings.of(this, scopes().findings(TokenFlow.AUTHORIZATION_CODE, metadata));
    }

    @Override
    public String toString() {
        return "AuthorizationRequest[server=" + server + ", endpoint=" + endpoint + ", scopes=" + scopes()
                + ", state=***, codeVerifier=***]";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
