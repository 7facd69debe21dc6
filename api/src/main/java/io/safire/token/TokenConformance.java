package io.safire.token;

import io.safire.diagnosis.ApiMessage;
import io.safire.diagnosis.Finding;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks that compare a token response with the rules of SMART App Launch 2.2.0. */
final class TokenConformance {

    /** The name of the response in messages. */
    static final String RESPONSE = "token response";

    private final Map<String, ?> members;
    private final List<Finding> findings = new ArrayList<>();

    private TokenConformance(Map<String, ?> members) {
        this.members = members;
    }

    static List<Finding> of(Map<String, ?> members, TokenFlow flow) {
        TokenConformance check = new TokenConformance(members);
        check.checkString("access_token");
        ScopeMember.of(members).findingOfTokenResponse().ifPresent(check.findings::add);
        check.checkTokenType();
        check.checkExpiresIn(flow);
        check.checkIdToken();
        if (members instanceof JsonObject object) {
            check.findings.addAll(
                    LaunchContext.of(JsonValue.EMPTY_JSON_OBJECT, object).findings());
        }
        return List.copyOf(check.findings);
    }

    private void checkString(String name) {
        Object value = value(name);
        if (value == null) {
            addMissing(name);
        } else if (!(value instanceof String)) {
            add(name, ApiMessage.TOKEN_MEMBER_TYPE, name, "not a string, but " + MemberType.of(value));
        }
    }

    private void checkIdToken() {
        if (value("id_token") instanceof String text && text.isBlank()) {
            add("id_token", ApiMessage.ID_TOKEN_BLANK);
        }
    }

    private void checkTokenType() {
        checkString("token_type");
        if (value("token_type") instanceof String type && !type.equals("Bearer") && !type.equals("bearer")) {
            add("token_type", ApiMessage.TOKEN_TYPE);
        }
    }

    private void checkExpiresIn(TokenFlow flow) {
        Object value = value("expires_in");
        if (value == null) {
            if (flow == TokenFlow.CLIENT_CREDENTIALS) {
                addMissing("expires_in");
            }
        } else if (!(value instanceof Number seconds)) {
            add("expires_in", ApiMessage.TOKEN_MEMBER_TYPE, "expires_in", "not a number, but " + MemberType.of(value));
        } else if (!(seconds.doubleValue() >= 1)) {
            add("expires_in", ApiMessage.TOKEN_LIFETIME);
        }
    }

    /** Returns a string, a number or another object; null if the member is missing or null. */
    private @Nullable Object value(String name) {
        Object value = members.get(name);
        if (value instanceof JsonString string) {
            return string.getString();
        }
        if (value instanceof JsonNumber number) {
            return number.bigDecimalValue();
        }
        return value == JsonValue.NULL ? null : value;
    }

    private void addMissing(String name) {
        add(name, ApiMessage.TOKEN_MEMBER_MISSING, name);
    }

    private void add(String member, ApiMessage message, Object... arguments) {
        findings.add(message.finding(arguments).withMember(member));
    }
}
