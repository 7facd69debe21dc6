package io.safire.token;

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

    private static final String PREFIX = "SMART token response non-compliance: ";

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
            add(name, "'" + name + "' is not a string");
        }
    }

    private void checkTokenType() {
        checkString("token_type");
        if (members.get("token_type") instanceof JsonString type
                && !type.getString().equals("Bearer")
                && !type.getString().equals("bearer")) {
            add("token_type", "token_type is neither 'Bearer' nor 'bearer'");
        }
    }

    private void checkExpiresIn(TokenFlow flow) {
        JsonValue value = members.getOrDefault("expires_in", JsonValue.NULL);
        if (value == JsonValue.NULL) {
            if (flow == TokenFlow.CLIENT_CREDENTIALS) {
                addMissing("expires_in");
            }
        } else if (!(value instanceof JsonNumber number)) {
            add("expires_in", "'expires_in' is not a number");
        } else if (number.bigDecimalValue().compareTo(BigDecimal.ONE) < 0) {
            add("expires_in", "'expires_in' is less than 1 second and was ignored");
        }
    }

    private void addMissing(String name) {
        add(name, "required field '" + name + "' is missing");
    }

    private void add(String name, String message) {
        findings.add(new Finding(name, PREFIX + message));
    }
}
