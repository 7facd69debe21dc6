package io.safire.internal.bulk;

import io.safire.diagnosis.Finding;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.text.InvalidJsonException;
import io.safire.internal.text.JsonValues;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The issues of an {@code OperationOutcome}. Only codes and simple expressions are read, because texts can contain data
 * of patients.
 *
 * @param issues the issues; empty if the body contains no {@code OperationOutcome}
 * @see <a href="https://hl7.org/fhir/R4/operationoutcome.html">FHIR R4, OperationOutcome</a>
 */
record OutcomeIssues(List<Issue> issues) {

    private static final int MAX_ISSUES = 10;
    private static final Pattern CODE = Pattern.compile("[a-z][a-z-]{0,39}");
    private static final Pattern EXPRESSION = Pattern.compile("[A-Za-z_][A-Za-z0-9_.\\[\\]]{0,99}");
    /** The codes below {@code transient} in the hierarchy of issue types. */
    private static final Set<String> TRANSIENT =
            Set.of("transient", "lock-error", "no-store", "exception", "timeout", "incomplete", "throttled");

    record Issue(String severity, String code, String expression) {

        static Issue of(JsonObject json) {
            Stream<String> expressions = json.get("expression") instanceof JsonArray array
                    ? array.stream().filter(JsonString.class::isInstance).map(text -> ((JsonString) text).getString())
                    : Stream.empty();
            return new Issue(
                    code(json, "severity"),
                    code(json, "code"),
                    expressions
                            .filter(text -> EXPRESSION.matcher(text).matches())
                            .findFirst()
                            .orElse(""));
        }

        private static String code(JsonObject json, String name) {
            return JsonValues.text(json, name)
                    .filter(text -> CODE.matcher(text).matches())
                    .orElse("unknown");
        }
    }

    static OutcomeIssues of(InboundResponse response) {
        try {
            JsonObject body = response.json().members();
            boolean isOutcome = JsonValues.text(body, "resourceType")
                    .filter("OperationOutcome"::equals)
                    .isPresent();
            return new OutcomeIssues(
                    isOutcome && body.get("issue") instanceof JsonArray array ? issues(array) : List.of());
        } catch (InvalidJsonException noOutcome) {
            return new OutcomeIssues(List.of());
        }
    }

    private static List<Issue> issues(JsonArray array) {
        return array.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonValue::asJsonObject)
                .limit(MAX_ISSUES)
                .map(Issue::of)
                .toList();
    }

    /** Returns whether the server asks the client to repeat the request later. */
    boolean isTransient() {
        return !issues.isEmpty() && issues.stream().allMatch(issue -> TRANSIENT.contains(issue.code()));
    }

    List<Finding> findings() {
        return issues.stream()
                .map(issue -> BulkMessage.OUTCOME_ISSUE.finding(
                        issue.severity(),
                        issue.code(),
                        issue.expression().isEmpty() ? "" : " at " + issue.expression()))
                .toList();
    }
}
