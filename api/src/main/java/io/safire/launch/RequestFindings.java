package io.safire.launch;

import io.safire.Finding;
import io.safire.token.AccessLevel;
import io.safire.token.LaunchScope;
import io.safire.token.ResourceScope;
import io.safire.token.Scope;
import java.util.ArrayList;
import java.util.List;

/** Whether the scopes of an authorization request fit the way the application was started. */
final class RequestFindings {

    private RequestFindings() {}

    static List<Finding> of(AuthorizationRequest request, List<Finding> ofScopes) {
        List<Finding> findings = new ArrayList<>(ofScopes);
        List<Scope> scopes = request.scopes().parsed();
        boolean ehr = request.parameters().containsKey("launch");
        boolean launch = scopes.contains(LaunchScope.ehr());
        boolean patientData = scopes.stream()
                .anyMatch(scope -> scope instanceof ResourceScope resource && resource.level() == AccessLevel.PATIENT);
        if (ehr && !launch) {
            findings.add(finding("the EHR started the application, and the scope launch is not asked for"));
        }
        if (!ehr && launch) {
            findings.add(finding("the scope launch is for a launch from an EHR; ask for launch/patient and the like"));
        }
        if (!ehr && patientData && !scopes.contains(LaunchScope.patient())) {
            findings.add(finding("patient/ scopes need a patient, and launch/patient is not asked for"));
        }
        return List.copyOf(findings);
    }

    private static Finding finding(String what) {
        return new Finding("scope", "SMART scopes: " + what);
    }
}
