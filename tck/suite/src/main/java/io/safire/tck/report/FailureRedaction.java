package io.safire.tck.report;

import static java.util.Comparator.comparing;

import io.safire.tck.secret.SecretScanner;
import io.safire.tck.secret.TckRunFiles;
import io.safire.tck.support.SandboxSession;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Removal of secrets from messages of failed tests. Messages of assertions can quote requests and responses, which
 * contain codes, tokens, assertions and client secrets.
 */
final class FailureRedaction implements UnaryOperator<String> {

    /** The maximum number of characters of a message in the report. */
    static final int MAX_LENGTH = 2_000;

    private static final String MASK = "***";
    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]{8,}(\\.[\\w-]*)*");
    private static final Pattern CONTROL_CHARACTER = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

    private final SecretScanner scanner;

    FailureRedaction(Collection<String> secrets) {
        scanner = new SecretScanner(secrets);
    }

    /** Returns the redaction for this run. If the sandbox does not return its secrets, the redaction omits all messages. */
    static UnaryOperator<String> ofRun() {
        Set<String> secrets = new TreeSet<>();
        String folder = System.getProperty(TckRunFiles.DIRECTORY_PROPERTY, "");
        if (!folder.isEmpty()) {
            secrets.addAll(TckRunFiles.secretsIn(Path.of(folder)));
        }
        try {
            secrets.addAll(SandboxSession.control().secrets());
        } catch (RuntimeException unreachable) {
            return message ->
                    message.isEmpty() ? "" : "Omitted, because the sandbox did not return the list of secrets";
        }
        return new FailureRedaction(secrets);
    }

    /** Returns the message without secrets and control characters, shortened to {@value #MAX_LENGTH} characters. */
    @Override
    public String apply(String message) {
        List<String> secrets = scanner.secretsIn(message).stream()
                .sorted(comparing(String::length).reversed())
                .toList();
        String redacted = message;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, MASK);
        }
        redacted = JWT.matcher(redacted).replaceAll(MASK);
        redacted = CONTROL_CHARACTER.matcher(redacted).replaceAll("\uFFFD");
        return redacted.length() <= MAX_LENGTH ? redacted : redacted.substring(0, MAX_LENGTH) + " …";
    }
}
