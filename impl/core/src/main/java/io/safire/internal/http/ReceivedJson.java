package io.safire.internal.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.internal.message.Message;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.LogSanitizer;
import io.safire.internal.text.StrictJsonReader;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The JSON object in a response body. The reader ignores the headers, and accepts any unambiguous object. A rejected
 * response would cost the user an authorization code or a refresh token.
 *
 * @param findings the tolerated violations in the headers and the text; the violations in the members are not included
 * @param damagedCredentials the names of the credentials in which bytes of no known charset were replaced. These
 *     credentials are wrong
 */
public record ReceivedJson(JsonObject members, List<Finding> findings, List<String> damagedCredentials) {

    private static final char REPLACEMENT = '\uFFFD';
    /** The members of a token or registration response that the client sends to the server. */
    private static final Set<String> CREDENTIALS = Set.of(
            "access_token",
            "refresh_token",
            "id_token",
            "client_id",
            "client_secret",
            "registration_access_token",
            "registration_client_uri");

    private static final String TOKEN = "[\\w!#$%&'*+.^`|~-]+";
    /** A well-formed media type for JSON, with its parameters (RFC 9110, section 8.3.1). */
    private static final Pattern JSON_TYPE = Pattern.compile(
            "(?i)application/(" + TOKEN + "\\+)?json(\\s*;\\s*" + TOKEN + "=(" + TOKEN + "|\"[^\"]*\"))*+\\s*;?\\s*");

    /**
     * @param redaction the function that masks the secrets of the request in names of members
     * @param selection the names of the members to read at any depth; empty to read all members
     * @throws InvalidJsonException if the body contains no JSON object, exceeds a limit, or has a member with different
     *     values
     */
    static ReceivedJson read(
            InboundResponse response, UnaryOperator<String> redaction, int maxBytes, Set<String> selection) {
        StrictJsonReader.requireSize(response.body(), maxBytes);
        BodyText text = response.bodyText();
        StrictJsonReader.Tolerated tolerated = StrictJsonReader.readTolerantly(text.text(), maxBytes, selection);
        Set<String> damaged = text.repaired() ? damaged(tolerated.object()) : Set.of();
        List<Finding> findings = new ArrayList<>(headerFindings(response, redaction));
        if (text.repaired()) {
            findings.add(bytesReplaced(damaged, redaction));
        } else if (!text.charset().equals(UTF_8)) {
            findings.add(Message.RESPONSE_CHARSET.finding(text.charset().name()).withMember("Content-Type"));
        }
        if (!tolerated.repeated().isEmpty()) {
            findings.add(Message.MEMBER_REPEATED.finding(list(tolerated.repeated(), redaction)));
        }
        List<String> credentials =
                damaged.stream().filter(CREDENTIALS::contains).toList();
        return new ReceivedJson(tolerated.object(), List.copyOf(findings), credentials);
    }

    private static List<Finding> headerFindings(InboundResponse response, UnaryOperator<String> redaction) {
        List<Finding> findings = new ArrayList<>();
        String contentType = response.header(InboundResponse.CONTENT_TYPE).orElse("");
        if (!JSON_TYPE.matcher(contentType).matches()) {
            findings.add(Message.RESPONSE_CONTENT_TYPE
                    .finding(describe(contentType, redaction))
                    .withMember("Content-Type"));
        }
        response.header(ContentCoding.DECODED)
                .map(coding -> Message.RESPONSE_CODING.finding(coding).withMember("Content-Encoding"))
                .ifPresent(findings::add);
        if (!response.codings().isEmpty()) {
            findings.add(Message.RESPONSE_NOT_CODED
                    .finding(list(response.codings(), redaction))
                    .withMember("Content-Encoding"));
        }
        return findings;
    }

    private static Finding bytesReplaced(Set<String> damaged, UnaryOperator<String> redaction) {
        Finding replaced = Message.BYTES_REPLACED.finding(list(damaged, redaction));
        return damaged.stream().anyMatch(CREDENTIALS::contains) ? replaced.withSeverity(Severity.BROKEN) : replaced;
    }

    /** Returns the findings for a message about another request, which therefore name the document. */
    public List<Finding> findingsAbout(URI document) {
        return findings.stream()
                .map(finding -> finding.withObserved(HttpTransport.withoutQuery(document) + ": " + finding.observed()))
                .toList();
    }

    private static Set<String> damaged(JsonObject members) {
        return members.entrySet().stream()
                .filter(member -> (member.getKey() + member.getValue()).indexOf(REPLACEMENT) >= 0)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String list(Collection<String> names, UnaryOperator<String> redaction) {
        return LogSanitizer.sanitize(redaction.apply(String.join(", ", names)));
    }

    private static String describe(String contentType, UnaryOperator<String> redaction) {
        return contentType.isBlank()
                ? "no Content-Type"
                : "the Content-Type " + LogSanitizer.sanitize(redaction.apply(contentType));
    }

    @Override
    public String toString() {
        return "ReceivedJson[members=" + members.keySet() + "]";
    }
}
