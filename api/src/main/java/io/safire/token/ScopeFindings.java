package io.safire.token;

import io.safire.Finding;
import io.safire.discovery.Capability;
import io.safire.discovery.SmartMetadata;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The checks of requested scopes for mistakes and discouraged usage. */
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
            check.add("SMART 1 and SMART 2 scopes are mixed, and servers may ignore or reject some of them: " + scopes);
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
                .forEach(scope -> add(scope + " requests every resource type. Request only the types in use,"
                        + " or check the granted scopes before using them"));
    }

    private void levels() {
        scopes.resources().stream()
                .filter(scope -> scope.level() != AccessLevel.SYSTEM)
                .forEach(scope -> add(
                        scope + " in a backend services request: the server must know which " + scope.level().value()
                                + " is meant. Use system/ scopes unless the server documents it"));
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
                .forEach(scope -> add(scope + " is not in the syntax of the server, which supports only " + claimed
                        + ". Use Scopes.translate"));
    }

    private void add(String what) {
        findings.add(new Finding("scope", "SMART scopes: " + what));
    }
}
