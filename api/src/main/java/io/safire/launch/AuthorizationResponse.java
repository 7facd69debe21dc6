package io.safire.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.ApiMessage;
import io.safire.error.ValidationException;
import io.safire.text.PrintableText;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An authorization response, as received at the redirect URI. An authorization response comes through the browser, so
 * an attacker may have sent it.
 *
 * @param parameters the parameters, each with one value; parameters without a value are omitted
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2">RFC 6749, section 4.1.2</a>
 * @since 1.0
 */
public record AuthorizationResponse(Map<String, String> parameters) {

    /**
     * Parameter names that may appear in a message. An attacker may have chosen any other name, for example a name with
     * line breaks.
     */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]{1,64}");

    public AuthorizationResponse {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Creates a response from the query parameters of a Jakarta REST request ({@code uriInfo.getQueryParameters()}).
     *
     * @param parameters the decoded parameters
     * @return the response
     * @throws ValidationException if a parameter appears more than once (RFC 6749, section 3.1)
     */
    public static AuthorizationResponse of(Map<String, List<String>> parameters) {
        Map<String, String> single = new LinkedHashMap<>();
        parameters.forEach((name, values) -> putSingle(single, name, values));
        return new AuthorizationResponse(single);
    }

    /**
     * Creates a response from the parameters of a servlet request ({@code request.getParameterMap()}).
     *
     * @param parameters the decoded parameters
     * @return the response
     * @throws ValidationException if a parameter appears more than once (RFC 6749, section 3.1)
     */
    public static AuthorizationResponse ofParameterMap(Map<String, String[]> parameters) {
        Map<String, String> single = new LinkedHashMap<>();
        parameters.forEach((name, values) -> putSingle(single, name, List.of(values)));
        return new AuthorizationResponse(single);
    }

    /**
     * Parses a query string.
     *
     * @param query the encoded query string of the redirect, without the question mark
     * @return the response
     * @throws ValidationException if a parameter appears more than once (RFC 6749, section 3.1) or is not validly
     *     encoded
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
     * Returns the authorization code.
     *
     * @return {@code code}
     */
    public Optional<String> code() {
        return parameter("code");
    }

    /**
     * Returns the state, which must equal the state of the authorization request.
     *
     * @return {@code state}
     */
    public Optional<String> state() {
        return parameter("state");
    }

    /**
     * Returns the issuer of the authorization server (RFC 9207). This issuer is unrelated to the {@code iss} of an EHR
     * launch.
     *
     * @return {@code iss}
     */
    public Optional<String> iss() {
        return parameter("iss");
    }

    /**
     * Returns the error code if the authorization server rejected the request.
     *
     * @return {@code error}, such as {@code access_denied}
     */
    public Optional<String> error() {
        return parameter("error");
    }

    /** Returns only the names of the parameters, because the code and the state are secret until they are consumed. */
    @Override
    public String toString() {
        return PrintableText.of("AuthorizationResponse[parameters=" + parameters.keySet() + "]");
    }

    private Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private static void putSingle(Map<String, String> single, String name, List<String> values) {
        if (values.size() > 1) {
            throw validationException(NAME.matcher(name).matches() ? name : "a parameter", "appears more than once");
        }
        if (!values.isEmpty() && !values.get(0).isEmpty()) {
            single.put(name, values.get(0));
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw validationException("query", "is not a validly encoded query string");
        }
    }

    private static ValidationException validationException(String attribute, String reason) {
        return new ValidationException(
                ApiMessage.AUTHORIZATION_PARAMETER.formatWithoutServer(attribute, reason), attribute, reason);
    }
}
