package io.safire.internal.diagnosis;

import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.ErrorText;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.message.Message;
import io.safire.internal.text.Urls;
import io.safire.token.Permission;
import io.safire.token.ResourceScope;
import io.safire.token.TokenResponse;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A check of the FHIR server. It searches for each granted resource type with the new access token. The search requests
 * the number of resources only, so that no finding contains data of a patient.
 */
final class FhirChecks {

    private static final int MAX_SEARCHES = 5;

    private FhirChecks() {}

    static List<Check> all() {
        return List.of(new Check(
                "SD-F01",
                Step.FHIR,
                "Does the FHIR server accept the access token for the granted scopes?",
                DiagnosisMode.TOKEN,
                List.of("SD-T02"),
                FhirChecks::searches));
    }

    private static List<Finding> searches(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        for (ResourceScope scope : scopes(evidence)) {
            search(evidence, scope).ifPresent(findings::add);
            if (findings.stream().anyMatch(finding -> finding.id().equals(Message.NEW_TOKEN_REJECTED.id()))) {
                break;
            }
        }
        return findings;
    }

    /** Returns one granted scope for each resource type that the token may search. */
    private static List<ResourceScope> scopes(Evidence evidence) {
        Map<String, ResourceScope> types = evidence.issued().stream()
                .flatMap(tokens -> tokens.accessToken().scopes().toList().stream())
                .filter(ResourceScope.class::isInstance)
                .map(ResourceScope.class::cast)
                .filter(scope -> scope.permissions().contains(Permission.SEARCH)
                        && scope.constraints().isEmpty()
                        && !scope.isAnyType())
                .collect(Collectors.toMap(
                        ResourceScope::resourceType, Function.identity(), (first, other) -> first, LinkedHashMap::new));
        return types.values().stream().limit(MAX_SEARCHES).toList();
    }

    private static Optional<Finding> search(Evidence evidence, ResourceScope scope) {
        TokenResponse tokens = evidence.issued().orElseThrow();
        URI base = evidence.settings().endpoints().baseUrl();
        URI address = Urls.below(base, "/" + scope.resourceType() + "?_summary=count");
        return evidence.remaining().toMillis() > 0
                ? evidence.read(address, tokens)
                        .response()
                        .flatMap(response -> finding(evidence.settings(), scope, response))
                : Optional.empty();
    }

    private static Optional<Finding> finding(ServerSettings settings, ResourceScope scope, InboundResponse response) {
        String baseUrl = settings.key(Setting.BASE_URL);
        return switch (response.status()) {
            case 401 ->
                Optional.of(Message.NEW_TOKEN_REJECTED.finding(
                        HttpTransport.withoutQuery(settings.endpoints().baseUrl()), statusAndCode(response), baseUrl));
            case 403 ->
                Optional.of(
                        Message.GRANTED_SEARCH_FORBIDDEN.finding(scope.resourceType(), scope, statusAndCode(response)));
            case 404, 410 ->
                Optional.of(Message.GRANTED_TYPE_NOT_FOUND.finding(
                        scope.resourceType(), response.status(), scope, baseUrl));
            default -> Optional.empty();
        };
    }

    /**
     * Returns only the status and the error code, because the rest of the response may repeat the access token or name
     * a patient.
     */
    private static String statusAndCode(InboundResponse response) {
        String code = ErrorText.code(response, JsonValue.EMPTY_JSON_OBJECT);
        return "HTTP " + response.status() + (code.isEmpty() ? "" : " — " + code);
    }
}
