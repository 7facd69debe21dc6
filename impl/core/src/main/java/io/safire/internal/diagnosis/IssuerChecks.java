package io.safire.internal.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.identity.IssuerKeys;
import io.safire.token.TokenFlow;
import java.util.List;
import java.util.Optional;

/** A check of the keys that verify ID tokens. */
final class IssuerChecks {

    private IssuerChecks() {}

    static List<Check> all() {
        return List.of(Check.fromOutside(
                "SD-I01",
                Step.IDENTITY,
                "Can the keys that verify ID tokens be read?",
                List.of(DiscoveryChecks.METADATA),
                IssuerChecks::readable));
    }

    private static List<Finding> readable(Evidence evidence) {
        ServerSettings settings = evidence.settings();
        SmartMetadata metadata = evidence.metadata();
        Optional<String> issuer =
                Optional.ofNullable(settings.identity().issuer()).or(metadata::issuer);
        boolean expectsIdToken = ConfigurationChecks.flow(settings) == TokenFlow.AUTHORIZATION_CODE
                && settings.client().scopes().contains("openid");
        if (!expectsIdToken || issuer.isEmpty()) {
            return List.of();
        }
        return new IssuerKeys(settings, evidence.documents(), evidence.mixUpDefense(), metadata).findings(issuer.get());
    }
}
