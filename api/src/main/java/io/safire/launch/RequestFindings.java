package io.safire.launch;

import io.safire.diagnosis.ApiMessage;
import io.safire.diagnosis.Finding;
import io.safire.token.AccessLevel;
import io.safire.token.LaunchScope;
import io.safire.token.ResourceScope;
import io.safire.token.Scope;
import java.util.ArrayList;
import java.util.List;

/** Checks that compare the scopes of an authorization request with the kind of launch. */
final class RequestFindings {

    private RequestFindings() {}

    static List<Finding> of(AuthorizationRequest request, List<Finding> scopeFindings) {
        List<Finding> findings = new ArrayList<>(scopeFindings);
        List<Scope> scopes = request.scopes().toList();
        boolean isEhrLaunch = request.parameters().containsKey("launch");
        boolean hasLaunchScope = scopes.contains(LaunchScope.ehr());
        boolean hasPatientScopes = scopes.stream()
                .anyMatch(scope -> scope instanceof ResourceScope resource && resource.level() == AccessLevel.PATIENT);
        if (isEhrLaunch && !hasLaunchScope) {
            findings.add(finding(ApiMessage.SCOPE_LAUNCH_MISSING));
        }
        if (!isEhrLaunch && hasLaunchScope) {
            findings.add(finding(ApiMessage.SCOPE_LAUNCH_STANDALONE));
        }
        if (!isEhrLaunch && hasPatientScopes && !scopes.contains(LaunchScope.patient())) {
            findings.add(finding(ApiMessage.SCOPE_PATIENT_MISSING));
        }
        return List.copyOf(findings);
    }

    private static Finding finding(ApiMessage message) {
        return message.finding().withMember("scope");
    }
}
