package io.safire.token;

import io.safire.diagnosis.ApiMessage;
import io.safire.diagnosis.Finding;
import io.safire.discovery.Capability;
import io.safire.discovery.SmartMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A translator of resource scopes between SMART 1 and SMART 2 syntax. */
final class ScopeTranslator {

    private ScopeTranslator() {}

    /**
     * The result is empty if no translation is needed: the server supports neither syntax, or it supports both and all
     * scopes have the same syntax.
     */
    static Optional<ScopeSyntax> targetSyntax(Scopes scopes, SmartMetadata metadata) {
        boolean supportsV1 = metadata.hasCapability(Capability.PERMISSION_V1);
        boolean supportsV2 = metadata.hasCapability(Capability.PERMISSION_V2);
        if (supportsV1 && supportsV2) {
            return isMixed(scopes) ? Optional.of(ScopeSyntax.V2) : Optional.empty();
        }
        return supportsV1 ? Optional.of(ScopeSyntax.V1) : supportsV2 ? Optional.of(ScopeSyntax.V2) : Optional.empty();
    }

    static boolean isMixed(Scopes scopes) {
        return scopes.resourceScopes().stream()
                        .map(ResourceScope::syntax)
                        .distinct()
                        .count()
                > 1;
    }

    static ScopeTranslation translate(ScopeSyntax syntax, Scopes scopes) {
        List<String> values = new ArrayList<>();
        List<Finding> losses = new ArrayList<>();
        for (String text : scopes.values()) {
            if (Scope.parse(text) instanceof ResourceScope resource && resource.syntax() != syntax) {
                ResourceScope translated = syntax == ScopeSyntax.V2 ? toV2(resource) : toV1(resource);
                values.add(translated.value());
                findLoss(resource, translated).ifPresent(losses::add);
            } else {
                values.add(text);
            }
        }
        return new ScopeTranslation(new Scopes(values), losses);
    }

    private static ResourceScope toV2(ResourceScope scope) {
        return new ResourceScope(
                scope.level(), scope.resourceType(), scope.permissions(), scope.constraints(), ScopeSyntax.V2);
    }

    private static ResourceScope toV1(ResourceScope scope) {
        Set<Permission> permissions = V1Permission.narrowestIncluding(scope.permissions());
        return new ResourceScope(scope.level(), scope.resourceType(), permissions, List.of(), ScopeSyntax.V1);
    }

    private static Optional<Finding> findLoss(ResourceScope before, ResourceScope after) {
        if (before.covers(after)) {
            return Optional.empty();
        }
        String reason =
                before.constraints().isEmpty() ? "SMART 1 has no finer permission" : "SMART 1 has no constraints";
        return Optional.of(
                ApiMessage.SCOPE_WIDENED.finding(before, after, reason).withMember("scope"));
    }
}
