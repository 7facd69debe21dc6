package io.safire.token;

import io.safire.diagnosis.ApiMessage;
import io.safire.diagnosis.Finding;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A set of checks that compare a token response with the rules of SMART App Launch 2.2.0. */
final class TokenConformance {

    private final JsonObject members;
    private final List<Finding> findings = new ArrayList<>();

    private TokenConformance(JsonObject members) {
        this.members = members;
    }

    static List<Finding> of(JsonObject members, TokenFlow flow) {
        TokenConformance check = new TokenConformance(members);
        check.checkString("access_token");
        check.checkString("scope");
        check.checkTokenType();
        check.checkExpiresIn(flow);
        return List.copyOf(check.findings);
    }

    private void checkString(String name) {
        JsonValue value = members.getOrDefault(name, JsonValue.NULL);
        if (value == JsonValue.NULL) {
            addMissing(name);
        } else if (!(value instanceof JsonString)) {
            add(name, ApiMessage.TOKEN_MEMBER_TYPE, name, "string");
        }
    }

    private void checkTokenType() {
        checkString("token_type");
        if (members.get("token_type") instanceof JsonString type
                && !type.getString().equals("Bearer")
                && !type.getString().equals("bearer")) {
            add("token_type", ApiMessage.TOKEN_TYPE);
        }
    }

    private void checkExpiresIn(TokenFlow flow) {
        JsonValue value = members.getOrDefault("expires_in", JsonValue.NULL);
        if (value == JsonValue.NULL) {
            if (flow == TokenFlow.CLIENT_CREDENTIALS) {
                addMissing("expires_in");
            }
        } else if (!(value instanceof JsonNumber number)) {
            add("expires_in", ApiMessage.TOKEN_MEMBER_TYPE, "expires_in", "number");
        } else if (number.bigDecimalValue().compareTo(BigDecimal.ONE) < 0) {
            add("expires_in", ApiMessage.TOKEN_LIFETIME);
        }
    }

    private void addMissing(String name) {
        add(name, ApiMessage.TOKEN_MEMBER_MISSING, name);
    }

    private void add(String member, ApiMessage message, Object... arguments) {
        findings.add(message.finding(arguments).withMember(member));
    }
}
