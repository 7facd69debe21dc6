package io.safire.token;

import io.safire.diagnosis.Finding;
import io.safire.discovery.Capability;
import io.safire.discovery.SmartMetadata;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set of checks that find mistakes and discouraged usage in requested scopes. */
final class ScopeFindings {

    private final Scopes scopes;
    private final List<Finding> findings = new ArrayList<>();

    private ScopeFindings(Scopes scopes) {
        this.scopes = scopes;
    }

    static List<Finding> of(Scopes scopes, TokenFlow flow, @Nullable SmartMetadata metadata) {
        ScopeFindings check = new ScopeFindings(scopes);
        check.addTypos();
        check.addWildcards();
        if (ScopeTranslator.isMixed(scopes)) {
            check.add("SMART 1 and SMART 2 scopes are mixed, and servers may ignore or reject some of them: " + scopes);
        }
        if (flow == TokenFlow.CLIENT_CREDENTIALS) {
            check.addLevels();
        }
        if (metadata != null) {
            check.addSyntax(metadata);
        }
        return List.copyOf(check.findings);
    }

    private void addTypos() {
        scopes.values().forEach(text -> ScopeTypo.find(text).ifPresent(typo -> add(text + ": " + typo)));
    }

    private void addWildcards() {
        scopes.resourceScopes().stream()
                .filter(ResourceScope::isAnyType)
                .forEach(scope -> add(scope + " requests every resource type. Request only the types in use,"
                        + " or check the granted scopes before using them"));
    }

    private void addLevels() {
        scopes.resourceScopes().stream()
                .filter(scope -> scope.level() != AccessLevel.SYSTEM)
                .forEach(scope -> add(scope + " in a backend services request: the server must know which "
                        + scope.level().value() + " is meant. Use system/ scopes unless the server documents it"));
    }

    private void addSyntax(SmartMetadata metadata) {
        boolean supportsV1 = metadata.hasCapability(Capability.PERMISSION_V1);
        boolean supportsV2 = metadata.hasCapability(Capability.PERMISSION_V2);
        if (supportsV1 == supportsV2) {
            return;
        }
        String capability = supportsV1 ? Capability.PERMISSION_V1.value() : Capability.PERMISSION_V2.value();
        ScopeSyntax supported = supportsV1 ? ScopeSyntax.V1 : ScopeSyntax.V2;
        scopes.resourceScopes().stream()
                .filter(scope -> scope.syntax() != supported)
                .forEach(scope -> add(scope + " is not in the syntax of the server, which supports only " + capability
                        + ". Use Scopes.translate"));
    }

    private void add(String message) {
        findings.add(new Finding("scope", "SMART scopes: " + message));
    }
}
