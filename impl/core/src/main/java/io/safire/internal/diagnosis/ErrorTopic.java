package io.safire.internal.diagnosis;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A part of a request that the description of an error names, in words that the server has chosen. */
enum ErrorTopic {
    AUDIENCE("\\baud\\b|audience"),
    TIMES("\\b(exp|iat|nbf)\\b|expired|in the future|clock|too old|not yet valid|life ?time"),
    KID("\\bkid\\b|no (matching )?key|key (was )?not found|unknown key"),
    KEY_SET("\\bjku\\b|jwks|key ?set"),
    CLIENT_ID_PARAMETER(
            "client_id (is )?(missing|required|expected)|missing( parameter)?:? client_id|requires client_id"),
    ACCESS_TOKEN("bearer|access[ _]token"),
    JTI("\\bjti\\b|replay"),
    CLIENT(
            "(unknown|unregistered|invalid) client[ _]?id|(unknown|unregistered) client|client (was )?not (found|known|registered)"
                    + "|no such client|\\biss\\b|\\bsub\\b"),
    REGISTRATION(
            "(?<!code for this )(?<!issued to the )\\b(registration|client|app(lication)?) (has |is |was )?(been )?"
                    + "(expired|disabled|suspended|deactivated|inactive|revoked|blocked|not (active|enabled))"
                    + "|(expired|disabled|suspended|deactivated|inactive) (client )?(registration|client|app(lication)?)\\b"
                    + "(?! (assertion|secret|credential|certificate))"),
    REDIRECT_URI("redirect[ _-]?ur[il]"),
    VERIFIER("verifier|pkce|code[ _]challenge");

    private final Pattern words;

    ErrorTopic(String words) {
        this.words = Pattern.compile("(?i)" + words);
    }

    static boolean isAnyNamedIn(String description) {
        return Stream.of(values()).anyMatch(topic -> topic.isNamedIn(description));
    }

    boolean isNamedIn(String description) {
        return words.matcher(description).find();
    }
}
