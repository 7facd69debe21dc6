package io.safire.internal.token;

import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.internal.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The text that explains the consequence of an unusable response: the server may have consumed the grant in the
 * request.
 */
final class ConsumedGrant {

    private ConsumedGrant() {}

    static Failure describe(Failure failure, String grantType) {
        Optional<Finding> consequence = consequence(grantType);
        if (consequence.isEmpty()) {
            return failure;
        }
        List<Finding> findings = new ArrayList<>(failure.findings());
        findings.add(consequence.get());
        return new Failure(
                failure.code(),
                failure.server(),
                failure.text() + " " + consequence.get().message(),
                findings);
    }

    private static Optional<Finding> consequence(String grantType) {
        return switch (grantType) {
            case "authorization_code" -> Optional.of(Message.CODE_CONSUMED.finding());
            case "refresh_token" -> Optional.of(Message.REFRESH_TOKEN_MAYBE_CONSUMED.finding());
            default -> Optional.empty();
        };
    }
}
