package io.safire.internal.launch;

import io.safire.diagnosis.ApiMessage;
import io.safire.diagnosis.Finding;
import io.safire.discovery.Capability;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.token.ResourceScope;
import io.safire.token.ScopeSyntax;
import io.safire.token.Scopes;
import io.safire.token.TokenFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The reasons why a server may reject requested scopes, derived from the scopes and the metadata. */
public final class ScopeCauses {

    /** The capabilities without which a server may ignore or reject a scope. */
    private static final Map<String, Capability> CAPABILITIES = Map.of(
            "offline_access",
            Capability.PERMISSION_OFFLINE,
            "online_access",
            Capability.PERMISSION_ONLINE,
            "openid",
            Capability.SSO_OPENID_CONNECT);

    private ScopeCauses() {}

    /**
     * @param metadata the metadata of the server, if it was discovered
     */
    public static List<Finding> of(
            ServerSettings settings, Scopes requested, TokenFlow flow, Optional<SmartMetadata> metadata) {
        List<Finding> causes = new ArrayList<>();
        metadata.flatMap(known -> syntax(settings, requested, known)).ifPresent(causes::add);
        requested.findings(flow).stream()
                .filter(finding -> !finding.id().equals(ApiMessage.SCOPE_WILDCARD.id()))
                .forEach(causes::add);
        metadata.flatMap(known -> notListed(requested, known))
                .map(scopes -> Message.CAUSE_SCOPES_NOT_LISTED.finding(scopes, settings.key(Setting.SCOPES)))
                .ifPresent(causes::add);
        return causes;
    }

    /** The result is empty if the server lists no scopes. */
    public static Optional<Scopes> notListed(Scopes requested, SmartMetadata metadata) {
        if (metadata.scopesSupported().isEmpty()) {
            return Optional.empty();
        }
        Scopes listed = Scopes.parse(String.join(" ", metadata.scopesSupported()));
        return Optional.of(requested.notCoveredBy(listed)).filter(unknown -> !unknown.isEmpty());
    }

    /** The finding contains the scopes in the syntax that the server supports. */
    public static Optional<Finding> syntax(ServerSettings settings, Scopes requested, SmartMetadata metadata) {
        boolean supportsV1 = metadata.hasCapability(Capability.PERMISSION_V1);
        if (supportsV1 == metadata.hasCapability(Capability.PERMISSION_V2)) {
            return Optional.empty();
        }
        ScopeSyntax supported = supportsV1 ? ScopeSyntax.V1 : ScopeSyntax.V2;
        List<String> other = requested.toList().stream()
                .filter(scope -> scope instanceof ResourceScope resource && resource.syntax() != supported)
                .map(scope -> scope.value())
                .toList();
        return other.isEmpty()
                ? Optional.empty()
                : Optional.of(Message.CAUSE_SCOPE_SYNTAX.finding(
                        supportsV1 ? "permission-v1" : "permission-v2",
                        String.join(" ", other),
                        settings.key(Setting.SCOPES),
                        requested.translate(supported).scopes()));
    }

    /** Returns a finding for each scope whose capability the server does not publish. */
    public static List<Finding> capabilities(ServerSettings settings, Scopes requested, SmartMetadata metadata) {
        if (metadata.capabilities().isEmpty()) {
            return List.of();
        }
        return CAPABILITIES.entrySet().stream()
                .filter(required ->
                        requested.contains(required.getKey()) && !metadata.hasCapability(required.getValue()))
                .map(required -> Message.CAUSE_SCOPE_CAPABILITY.finding(
                        required.getKey(), required.getValue().value(), settings.key(Setting.SCOPES)))
                .toList();
    }
}
