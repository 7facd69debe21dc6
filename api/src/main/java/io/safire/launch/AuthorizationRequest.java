package io.safire.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.safire.Finding;
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
 * A request for an authorization code, to be sent by the browser, and what has to be kept until the answer comes. It
 * belongs to one user: keep it in that user's session (it can be serialized) and use it once.
 *
 * @param server the name of the server
 * @param endpoint the authorization endpoint, with its own query if it has one
 * @param parameters the parameters of the request, in the order in which they are sent
 * @param codeVerifier the PKCE verifier, sent with the code and nowhere else
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#request-4">SMART App Launch 2.2.0,
 *     authorization request</a>
 */
public record AuthorizationRequest(
        String server,
        URI endpoint,
        @SuppressWarnings("serial") Map<String, String> parameters,
        String codeVerifier) implements Serializable {

    /** Checks and copies. */
    public AuthorizationRequest {
        requireNonNull(server, "server");
        requireNonNull(endpoint, "endpoint");
        requireNonNull(codeVerifier, "codeVerifier");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        requireNonNull(parameters.get("state"), "state");
        requireNonNull(parameters.get("redirect_uri"), "redirect_uri");
    }

    /**
     * The request by GET. A query that the endpoint has already is kept, and what is not ASCII is encoded, so that the
     * address can stand in a header.
     *
     * @return where to send the browser
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.1">RFC 6749, section 3.1</a>
     */
    public URI uri() {
        String address = endpoint.toASCIIString();
        String separator =
                endpoint.getRawQuery() == null ? "?" : endpoint.getRawQuery().isEmpty() ? "" : "&";
        return URI.create(address + separator + form());
    }

    /**
     * The parameters as a form body, for the request by POST to {@link #endpoint()}.
     *
     * @return {@code application/x-www-form-urlencoded} text
     */
    public String form() {
        return parameters.entrySet().stream()
                .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                .collect(Collectors.joining("&"));
    }

    /**
     * What has to come back unchanged.
     *
     * @return the {@code state} parameter
     */
    public String state() {
        return requireNonNull(parameters.get("state"));
    }

    /**
     * What has to be in the ID token, so that no other user's can be put in its place.
     *
     * @return the {@code nonce} parameter; there when {@code openid} is among the scopes
     */
    public Optional<String> nonce() {
        return Optional.ofNullable(parameters.get("nonce"));
    }

    /**
     * Where the answer goes.
     *
     * @return the {@code redirect_uri} parameter
     */
    public String redirectUri() {
        return requireNonNull(parameters.get("redirect_uri"));
    }

    /**
     * What was asked for.
     *
     * @return the {@code scope} parameter
     */
    public Scopes scopes() {
        return Scopes.parse(parameters.getOrDefault("scope", ""));
    }

    /**
     * What is unwise or not allowed in what is asked for: what {@link Scopes#findings(TokenFlow)} finds, an EHR launch
     * without the scope {@code launch}, and {@code patient/} scopes without a scope for the patient's context.
     *
     * @return what was found; empty if nothing
     */
    public List<Finding> findings() {
        return RequestFindings.of(this, scopes().findings(TokenFlow.APP_LAUNCH));
    }

    /**
     * What {@link #findings()} finds, and what the server does not claim to take.
     *
     * @param metadata what the server says of itself
     * @return what was found; empty if nothing
     */
    public List<Finding> findings(SmartMetadata metadata) {
        return RequestFindings.of(this, scopes().findings(TokenFlow.APP_LAUNCH, metadata));
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
