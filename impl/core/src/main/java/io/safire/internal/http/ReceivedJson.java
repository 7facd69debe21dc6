package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.Finding;
import io.safire.internal.message.Message;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.StrictJsonReader;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The JSON object in a response body. The reader accepts any object that can be read with certainty, whatever its
 * headers say, because an unread response can cost the user an authorization code or a refresh token.
 *
 * @param findings the violations that were tolerated, except those that the members themselves show
 */
public record ReceivedJson(JsonObject members, List<Finding> findings) {

    private static final char REPLACEMENT = '\uFFFD';
    private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]+";
    /** A well-formed media type for JSON, with its parameters (RFC 9110, section 8.3.1). */
    private static final Pattern JSON_TYPE = Pattern.compile(
            "(?i)application/(" + TOKEN + "\\+)?json(\\s*;\\s*" + TOKEN + "=(" + TOKEN + "|\"[^\"]*\"))*+\\s*;?\\s*");

    /**
     * @param redaction the function that masks the secrets of the request in names of members
     * @throws InvalidJsonException if the body contains no JSON object, exceeds a limit, or has a member with different
     *     values
     */
    static ReceivedJson read(InboundResponse response, UnaryOperator<String> redaction) {
        StrictJsonReader.requireSize(response.body());
        String contentType = response.header(InboundResponse.CONTENT_TYPE).orElse("");
        BodyText text = BodyText.of(response.body(), contentType);
        StrictJsonReader.Tolerated tolerated = StrictJsonReader.readTolerantly(text.text());
        List<Finding> findings = new ArrayList<>();
        if (!JSON_TYPE.matcher(contentType).matches()) {
            findings.add(
                    Message.RESPONSE_CONTENT_TYPE.finding(describe(contentType)).withMember("Content-Type"));
        }
        response.header(ContentCoding.DECODED)
                .map(coding -> Message.RESPONSE_CODING.finding(coding).withMember("Content-Encoding"))
                .ifPresent(findings::add);
        if (text.repaired()) {
            findings.add(Message.BYTES_REPLACED.finding(list(damaged(tolerated.object()), redaction)));
        } else if (!text.charset().equals(UTF_8)) {
            findings.add(Message.RESPONSE_CHARSET.finding(text.charset().name()).withMember("Content-Type"));
        }
        if (!tolerated.repeated().isEmpty()) {
            findings.add(Message.MEMBER_REPEATED.finding(list(tolerated.repeated(), redaction)));
        }
        return new ReceivedJson(tolerated.object(), findings);
    }

    /** Returns the names of the members with replaced bytes. */
    private static List<String> damaged(JsonObject members) {
        return members.entrySet().stream()
                .filter(member -> member.getValue().toString().indexOf(REPLACEMENT) >= 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String list(Collection<String> names, UnaryOperator<String> redaction) {
        return LogSanitizer.sanitize(redaction.apply(String.join(", ", names)));
    }

    private static String describe(String contentType) {
        return contentType.isBlank() ? "no Content-Type" : "the Content-Type " + LogSanitizer.sanitize(contentType);
    }

    @Override
    public String toString() {
        return "ReceivedJson[members=" + members.keySet() + "]";
    }
}
