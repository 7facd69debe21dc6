package io.safire.internal.http;

import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.JsonValues;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.StrictJsonReader;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A reader of the error that a response describes. A server that conforms to RFC 6749, section 5.2, sends a JSON object
 * with the member {@code error}. Gateways, frameworks and FHIR servers send other JSON objects, XML, plain text, a web
 * page, or only the header {@code WWW-Authenticate}.
 */
public final class ErrorText {

    private static final Pattern TITLE = Pattern.compile("(?is)<(title|h1)\\b[^>]{0,200}>([^<]{1,500})</\\1>");
    private static final Pattern HTML =
            Pattern.compile("(?is)\\s*(<!--.{0,1000}?-->\\s*)?<(!doctype\\s+html|html|head|body)\\b");
    private static final Pattern MALFORMED_JSON = Pattern.compile("\\s*[\\[{\"]");
    private static final Pattern TAG = Pattern.compile("<[^<>]{0,2000}>");
    /** A text without spaces that may be a token or a key. */
    private static final Pattern OPAQUE = Pattern.compile("[\\w.+=-]{48,}");

    private static final Pattern ERROR_PARAMETER = Pattern.compile("(?i)\\berror=\"?([a-z_]{1,60})");
    private static final int MAX_VALUES = 6;
    private static final Set<String> CODE_MEMBERS =
            Set.of("error", "code", "type", "errorCode", "ErrorCode", "error_code");

    private ErrorText() {}

    /**
     * @param redaction the function that masks the secrets of the request
     * @return at most six values of at most 300 characters each, on one line; empty if the response describes no error
     */
    public static String of(InboundResponse response, UnaryOperator<String> redaction) {
        return values(response).stream()
                .limit(MAX_VALUES)
                .map(redaction)
                .map(LogSanitizer::sanitize)
                .filter(value -> !value.isEmpty())
                .collect(Collectors.joining(" — "));
    }

    /** Describes the response to a request without secrets. */
    public static String of(InboundResponse response) {
        return of(response, UnaryOperator.identity());
    }

    private static List<String> values(InboundResponse response) {
        List<String> described = body(response);
        return described.isEmpty()
                ? response.header("www-authenticate").map("WWW-Authenticate: "::concat).stream()
                        .toList()
                : described;
    }

    private static List<String> body(InboundResponse response) {
        try {
            return ErrorMembers.of(response.json().members());
        } catch (InvalidJsonException notJson) {
            String text = response.body().length > StrictJsonReader.MAX_BYTES ? "" : response.text();
            return notJson.isFromServer() || MALFORMED_JSON.matcher(text).lookingAt()
                    ? List.of(notJson.reason())
                    : text(response, text);
        }
    }

    private static List<String> text(InboundResponse response, String text) {
        if (HTML.matcher(text).lookingAt()) {
            return List.of(page(text));
        }
        // the body of a successful response may contain a token
        boolean isQuotable =
                !response.isSuccess() && !BodyText.BINARY.matcher(text).find();
        String visible =
                isQuotable ? unescape(TAG.matcher(text).replaceAll(" ")).strip() : "";
        return visible.isEmpty() ? List.of() : List.of(OPAQUE.matcher(visible).replaceAll("***"));
    }

    /**
     * @param reason the reason that the parser of the body reports
     * @return the reason, with the title if the body is a web page
     */
    public static String ofUnusableBody(InboundResponse response, String reason, UnaryOperator<String> redaction) {
        String text = response.text();
        String page = HTML.matcher(text).lookingAt() ? " (" + page(text) + ")" : "";
        return LogSanitizer.sanitize(redaction.apply(reason + page));
    }

    /** Describes the response to a request without secrets. */
    public static String ofUnusableBody(InboundResponse response, InvalidJsonException reason) {
        return ofUnusableBody(response, reason.reason(), UnaryOperator.identity());
    }

    public static String withStatus(InboundResponse response) {
        String described = of(response);
        return "HTTP " + response.status() + (described.isEmpty() ? "" : " — " + described);
    }

    private static String page(String html) {
        Matcher title = TITLE.matcher(html);
        return title.find() && !title.group(2).isBlank()
                ? "web page with the title \"" + unescape(title.group(2).strip()) + "\""
                : "web page without a title";
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#x27;", "'")
                .replace("&nbsp;", " ")
                .replace("&amp;", "&");
    }

    /**
     * Returns the error code of RFC 6749, RFC 6750 or RFC 7009. If the member {@code error} is missing or not a string, searches
     * for a registered error code in other members and in the header {@code WWW-Authenticate}.
     *
     * @return the error code; empty if the response has no error code
     */
    public static String code(InboundResponse response, JsonObject members) {
        return JsonValues.text(members, "error")
                .or(() -> nested(members))
                .or(() -> response.header("www-authenticate")
                        .map(ERROR_PARAMETER::matcher)
                        .filter(Matcher::find)
                        .map(found -> found.group(1))
                        .filter(StatusCauses.REGISTERED_ERRORS::contains))
                .orElse("");
    }

    private static Optional<String> nested(JsonObject members) {
        Stream<JsonObject> objects =
                members.get("error") instanceof JsonObject error ? Stream.of(error, members) : Stream.of(members);
        return objects.flatMap(object -> CODE_MEMBERS.stream().flatMap(name -> JsonValues.text(object, name).stream()))
                .filter(StatusCauses.REGISTERED_ERRORS::contains)
                .findFirst();
    }
}
