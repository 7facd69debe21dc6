package io.safire.token;

import io.safire.Finding;
import io.safire.discovery.Capability;
import io.safire.discovery.SmartMetadata;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is unwise or not allowed in scopes that are asked for. */
final class ScopeFindings {

    private final Scopes scopes;
    private final List<Finding> findings = new ArrayList<>();

    private ScopeFindings(Scopes scopes) {
        this.scopes = scopes;
    }

    static List<Finding> of(Scopes scopes, TokenFlow flow, @Nullable SmartMetadata metadata) {
        ScopeFindings check = new ScopeFindings(scopes);
        check.slips();
        check.wildcards();
        if (ScopeTranslator.mixed(scopes)) {
            check.add("scopes of SMART 1 and of SMART 2 are mixed, of which servers drop or refuse some: " + scopes);
        }
        if (flow == TokenFlow.BACKEND_SERVICES) {
            check.levels();
        }
        if (metadata != null) {
            check.syntax(metadata);
        }
        return List.copyOf(check.findings);
    }

    private void slips() {
        scopes.values().forEach(text -> ScopeSlip.in(text).ifPresent(slip -> add(text + ": " + slip)));
    }

    private void wildcards() {
        scopes.resources().stream()
                .filter(ResourceScope::anyType)
                .forEach(scope -> add(scope + " asks for every resource type: ask for those that are used,"
                        + " or look at what was granted before you use it"));
    }

    private void levels() {
        scopes.resources().stream()
                .filter(scope -> scope.level() != AccessLevel.SYSTEM)
                .forEach(scope -> add(
                        scope + " in a backend request: which " + scope.level().value()
                                + " it is has to be agreed on with the server; usual are scopes of system/"));
    }

    private void syntax(SmartMetadata metadata) {
        boolean one = metadata.claims(Capability.PERMISSION_V1);
        boolean two = metadata.claims(Capability.PERMISSION_V2);
        if (one == two) {
            return;
        }
        String claimed = one ? Capability.PERMISSION_V1.value() : Capability.PERMISSION_V2.value();
        ScopeSyntax taken = one ? ScopeSyntax.V1 : ScopeSyntax.V2;
        scopes.resources().stream()
                .filter(scope -> scope.syntax() != taken)
                .forEach(scope -> add(scope + " is not written as the server wants it, which claims " + claimed
                        + " only: see Scopes.translated"));
    }

    private void add(String what) {
        findings.add(new Finding("scope", "SMART scopes: " + what));
    }
}
