package io.safire.token;

import io.safire.diagnosis.ApiMessage;
import io.safire.diagnosis.Finding;
import io.safire.discovery.Capability;
import io.safire.discovery.SmartMetadata;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks for mistakes and discouraged usage in requested scopes. */
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
            check.add(ApiMessage.SCOPE_SYNTAX_MIXED, scopes);
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
        scopes.values().forEach(text -> ScopeTypo.find(text).ifPresent(typo -> add(ApiMessage.SCOPE_TYPO, text, typo)));
    }

    private void addWildcards() {
        scopes.resourceScopes().stream()
                .filter(ResourceScope::isAnyType)
                .forEach(scope -> add(ApiMessage.SCOPE_WILDCARD, scope));
    }

    private void addLevels() {
        scopes.resourceScopes().stream()
                .filter(scope -> scope.level() != AccessLevel.SYSTEM)
                .forEach(scope ->
                        add(ApiMessage.SCOPE_LEVEL, scope, scope.level().value()));
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
                .forEach(scope -> add(ApiMessage.SCOPE_SYNTAX, scope, capability));
    }

    private void add(ApiMessage message, Object... arguments) {
        findings.add(message.finding(arguments).withMember("scope"));
    }
}
