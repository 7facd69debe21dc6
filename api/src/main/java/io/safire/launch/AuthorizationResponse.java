package io.safire.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.error.ValidationException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the authorization server sent to the redirect URI, by way of the browser, and so possibly by anybody.
 *
 * @param parameters the parameters, each once; those without a value are left out
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2">RFC 6749, section 4.1.2</a>
 */
public record AuthorizationResponse(Map<String, String> parameters) {

    /** Other names are not repeated in a message: anybody can make them up, with line breaks and all. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

    /** Copies. */
    public AuthorizationResponse {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads the query parameters of a Jakarta REST request ({@code uriInfo.getQueryParameters()}).
     *
     * @param parameters the decoded parameters
     * @return the response
     * @throws ValidationException if a parameter comes more than once (RFC 6749 3.1)
     */
    public static AuthorizationResponse of(Map<String, List<String>> parameters) {
        Map<String, String> single = new LinkedHashMap<>();
        parameters.forEach((name, values) -> put(single, name, values));
        return new AuthorizationResponse(single);
    }

    /**
     * Reads the parameters of a servlet request ({@code request.getParameterMap()}).
     *
     * @param parameters the decoded parameters
     * @return the response
     * @throws ValidationException if a parameter comes more than once (RFC 6749 3.1)
     */
    public static AuthorizationResponse ofParameterMap(Map<String, String[]> parameters) {
        Map<String, String> single = new LinkedHashMap<>();
        parameters.forEach((name, values) -> put(single, name, List.of(values)));
        return new AuthorizationResponse(single);
    }

    /**
     * Reads a query.
     *
     * @param query the query of the redirect, encoded, without the question mark
     * @return the response
     * @throws ValidationException if a parameter comes more than once (RFC 6749 3.1) or is not encoded as a query is
     */
    public static AuthorizationResponse parse(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters
                        .computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
                        .add(decode(pair.substring(equals + 1)));
            }
        }
        return of(parameters);
    }

    /**
     * The authorization code.
     *
     * @return {@code code}
     */
    public Optional<String> code() {
        return parameter("code");
    }

    /**
     * What was sent with the request.
     *
     * @return {@code state}
     */
    public Optional<String> state() {
        return parameter("state");
    }

    /**
     * Who answered.
     *
     * @return {@code iss}, the issuer of RFC 9207; not the {@code iss} of an EHR launch
     */
    public Optional<String> iss() {
        return parameter("iss");
    }

    /**
     * Why there is no code.
     *
     * @return {@code error}
     */
    public Optional<String> error() {
        return parameter("error");
    }

    /** Names the parameters; the code and the state are secret for a while. */
    @Override
    public String toString() {
        return ("AuthorizationResponse[parameters=" + parameters.keySet() + "]").replaceAll("\\P{Print}", "?");
    }

    private Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private static void put(Map<String, String> single, String name, List<String> values) {
        if (values.size() > 1) {
            throw invalid(NAME.matcher(name).matches() ? name : "a parameter", "came more than once");
        }
        if (!values.isEmpty() && !values.get(0).isEmpty()) {
            single.put(name, values.get(0));
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw invalid("query", "is not encoded as a query is");
        }
    }

    private static ValidationException invalid(String attribute, String reason) {
        String message = "SAFIRE-0001 Validation failed for " + attribute + ": " + reason
                + ". Somebody other than the authorization server may have made this request; start the launch again.";
        return new ValidationException(null, message, attribute, reason);
    }
}
