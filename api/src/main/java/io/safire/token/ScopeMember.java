package io.safire.token;

import io.safire.diagnosis.ApiMessage;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code scope} of a response.
 *
 * @param value the value as received; null if the member is missing
 */
record ScopeMember(@Nullable Object value) {

    private static final String SCOPE = "scope";

    static ScopeMember of(Map<String, ?> members) {
        return new ScopeMember(members.get(SCOPE));
    }

    /** Returns the violation in a token response. OAuth 2.0 permits a token response without scopes. */
    Optional<Finding> findingOfTokenResponse() {
        if (isMissing()) {
            return Optional.of(ApiMessage.TOKEN_MEMBER_MISSING
                    .finding(SCOPE)
                    .withMember(SCOPE)
                    .withSeverity(Severity.INFO));
        }
        return defect().map(defect ->
                        ApiMessage.TOKEN_MEMBER_TYPE.finding(SCOPE, defect).withMember(SCOPE))
                .or(() -> separator(TokenConformance.RESPONSE));
    }

    /** Returns the violation in an introspection response. SMART App Launch requires scopes in this response. */
    Optional<Finding> findingOfIntrospection() {
        return (isMissing() ? Optional.of("missing") : defect())
                .map(defect -> ApiMessage.INTROSPECTION_SCOPE.finding(defect).withMember(SCOPE))
                .or(() -> separator(IntrospectionRecord.RESPONSE));
    }

    private Optional<Finding> separator(String response) {
        return text().filter(ScopeSeparator::isOther)
                .map(text -> ApiMessage.SCOPE_SEPARATOR.finding(response).withMember(SCOPE));
    }

    private boolean isMissing() {
        return value == null
                || value == JsonValue.NULL
                || text().filter(String::isBlank).isPresent();
    }

    /** Returns the reason why the value is not a text with scopes. The reason does not contain the value. */
    private Optional<String> defect() {
        if (value != null && text().isEmpty()) {
            return Optional.of("not a string, but " + MemberType.of(value));
        }
        try {
            Scopes.parseLeniently(text().orElse(""));
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of("not a list of scopes, because it contains a character that no scope contains");
        }
    }

    private Optional<String> text() {
        if (value instanceof JsonString string) {
            return Optional.of(string.getString());
        }
        return value instanceof String string ? Optional.of(string) : Optional.empty();
    }
}
