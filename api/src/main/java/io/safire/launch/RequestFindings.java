package io.safire.launch;

import io.safire.diagnosis.Finding;
import io.safire.token.AccessLevel;
import io.safire.token.LaunchScope;
import io.safire.token.ResourceScope;
import io.safire.token.Scope;
import java.util.ArrayList;
import java.util.List;

/** A set of checks that compare the scopes of an authorization request with the kind of launch. */
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
            findings.add(finding("an EHR launch requires the scope launch, which is missing"));
        }
        if (!isEhrLaunch && hasLaunchScope) {
            findings.add(finding("the scope launch is only for an EHR launch. Request scopes such as launch/patient"));
        }
        if (!isEhrLaunch && hasPatientScopes && !scopes.contains(LaunchScope.patient())) {
            findings.add(finding("patient/ scopes require a patient, but the scope launch/patient is missing"));
        }
        return List.copyOf(findings);
    }

    private static Finding finding(String message) {
        return new Finding("scope", "SMART scopes: " + message);
    }
}
