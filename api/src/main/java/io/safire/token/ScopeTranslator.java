package io.safire.token;

import io.safire.Finding;
import io.safire.discovery.Capability;
import io.safire.discovery.SmartMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The translation of resource scopes between SMART 1 and SMART 2 syntax. */
final class ScopeTranslator {

    private ScopeTranslator() {}

    /**
     * Returns the syntax to translate to; empty if the server supports neither or both, and the scopes are not mixed.
     */
    static Optional<ScopeSyntax> wanted(Scopes scopes, SmartMetadata metadata) {
        boolean one = metadata.claims(Capability.PERMISSION_V1);
        boolean two = metadata.claims(Capability.PERMISSION_V2);
        if (one && two) {
            return mixed(scopes) ? Optional.of(ScopeSyntax.V2) : Optional.empty();
        }
        return one ? Optional.of(ScopeSyntax.V1) : two ? Optional.of(ScopeSyntax.V2) : Optional.empty();
    }

    static boolean mixed(Scopes scopes) {
        return scopes.resources().stream().map(ResourceScope::syntax).distinct().count() > 1;
    }

    static ScopeTranslation to(ScopeSyntax syntax, Scopes scopes) {
        List<String> values = new ArrayList<>();
        List<Finding> losses = new ArrayList<>();
        for (String text : scopes.values()) {
            if (Scope.parse(text) instanceof ResourceScope resource && resource.syntax() != syntax) {
                ResourceScope translated = syntax == ScopeSyntax.V2 ? second(resource) : first(resource);
                values.add(translated.value());
                loss(resource, translated).ifPresent(losses::add);
            } else {
                values.add(text);
            }
        }
        return new ScopeTranslation(new Scopes(values), losses);
    }

    private static ResourceScope second(ResourceScope scope) {
        return new ResourceScope(
                scope.level(), scope.resourceType(), scope.permissions(), scope.constraints(), ScopeSyntax.V2);
    }

    private static ResourceScope first(ResourceScope scope) {
        Set<Permission> permissions = VersionOne.atLeast(scope.permissions());
        return new ResourceScope(scope.level(), scope.resourceType(), permissions, List.of(), ScopeSyntax.V1);
    }

    private static Optional<Finding> loss(ResourceScope before, ResourceScope after) {
        if (before.covers(after)) {
            return Optional.empty();
        }
        String what = before.constraints().isEmpty() ? "SMART 1 has no finer permission" : "SMART 1 has no constraints";
        return Optional.of(new Finding("scope", before + " became " + after + ", which requests more: " + what));
    }
}
