package io.safire.internal.identity;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.HttpTransport;
import io.safire.internal.message.Message;
import io.safire.internal.text.LogSanitizer;
import java.util.List;

/** The key set of an issuer, read without a cache. */
public record IssuerKeys(
        ServerSettings settings, HttpSender sender, MixUpDefense mixUpDefense, SmartMetadata metadata) {

    /**
     * Returns the reason why the key set cannot be used. If the key set can be used, this method returns the violations that
     * the client tolerates.
     */
    public List<Finding> findings(String issuer) {
        try {
            JwkSet keys = new JwksLoader(settings, sender, mixUpDefense, metadata::jwksUri).load(issuer);
            return keys.keys().isEmpty()
                    ? unreadable(issuer, HttpTransport.withoutQuery(keys.source()) + " contains " + keys.describeKeys())
                    : keys.findings().stream()
                            .map(finding -> finding.withSeverity(Severity.INFO))
                            .toList();
        } catch (JwksUnavailableException unavailable) {
            return unreadable(issuer, unavailable.reason());
        }
    }

    private List<Finding> unreadable(String issuer, String problem) {
        return List.of(Message.ISSUER_KEYS_UNREADABLE.finding(
                LogSanitizer.sanitize(issuer), problem, settings.key(Setting.JWKS_URI)));
    }
}
