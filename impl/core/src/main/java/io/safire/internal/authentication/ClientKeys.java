package io.safire.internal.authentication;

import static java.util.Objects.requireNonNull;

import io.safire.diagnosis.Finding;
import io.safire.error.ConfigurationException;
import io.safire.internal.config.ConfigurationErrors;
import io.safire.internal.config.KeySlot;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.event.AuditEvents;
import io.safire.internal.key.UnusableKeyException;
import io.safire.key.KeyState;
import io.safire.key.PublicKeys;
import io.safire.key.PublishedKey;
import io.safire.spi.KeySource;
import jakarta.json.JsonValue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The client's own keys for one server: the signing key and the published public keys. */
public final class ClientKeys {

    public static final KeySource NO_KEY_SOURCE = KeySourceKeys.NONE;

    private static final Logger LOG = System.getLogger(ClientKeys.class.getName());

    private final ServerSettings settings;
    private final KeySourceKeys keySourceKeys;
    private final ConfiguredKeys configuredKeys;
    private final KeyScheduler scheduler;
    private final Set<Finding> reported = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable SigningKey> lastSigningKey = new AtomicReference<>();
    private final AuditEvents audit;
    private volatile boolean jwksFetched;

    public ClientKeys(ServerSettings settings, KeySource source, Clock clock, AuditEvents audit) {
        this.settings = settings;
        this.keySourceKeys = new KeySourceKeys(settings, source);
        this.configuredKeys = new ConfiguredKeys(settings);
        this.scheduler = new KeyScheduler(settings, clock);
        this.audit = audit;
        this.jwksFetched = settings.assertion().jwksUrl() != null;
    }

    /**
     * @throws io.safire.error.ConfigurationException if the client has no key, or if a key cannot be used
     */
    public PublicKeys publishKeys() {
        ConfigurationErrors problems = problems();
        List<Setting> missing = new ArrayList<>();
        List<ClientJwk> keys = loadKeys(Optional.empty(), problems, problems, missing);
        if (keys.isEmpty() && missing.isEmpty()) {
            missing.add(Setting.PRIVATE_KEY);
        }
        if (!missing.isEmpty()) {
            problems.missing(missing);
        }
        problems.throwIfAny();
        jwksFetched = true;
        List<PublishedKey> published = scheduler.publish(keys);
        return new PublicKeys(published, settings.assertion().keys().cacheLifetime(), report(keys));
    }

    /** The exception names all problems with the configured keys. The result is empty if the keys are valid. */
    public static Optional<ConfigurationException> configurationError(ServerSettings settings) {
        ConfigurationErrors problems = ConfigurationErrors.of(settings);
        validate(new ConfiguredKeys(settings), problems);
        return problems.toException();
    }

    /** Validates the configured keys without signing. */
    public void validate(ConfigurationErrors problems) {
        validate(configuredKeys, problems);
    }

    private static void validate(ConfiguredKeys configuredKeys, ConfigurationErrors problems) {
        List<Setting> missing = new ArrayList<>();
        configuredKeys.keys(Optional.empty(), problems, problems, missing);
        missing.remove(Setting.KID); // only the signing key must have a kid, and findSigningKey checks this
        if (!missing.isEmpty()) {
            problems.missing(missing);
        }
    }

    /**
     * Returns the settings that are missing for a signature; empty if the client can sign, or if the application
     * provides a {@link KeySource}.
     */
    public List<Setting> missingSettings() {
        if (keySourceKeys.isProvided()) {
            return List.of();
        }
        List<Setting> missing = new ArrayList<>();
        List<ClientJwk> keys = configuredKeys.keys(Optional.empty(), problems(), problems(), missing);
        return missing.contains(Setting.KID)
                ? List.of(Setting.KID)
                : keys.stream().anyMatch(ClientJwk::canSign) ? List.of() : missingKey();
    }

    private List<Setting> missingKey() {
        return settings.secrets().kid(KeySlot.ACTIVE).isPresent()
                ? List.of(Setting.PRIVATE_KEY)
                : List.of(Setting.PRIVATE_KEY, Setting.KID);
    }

    /**
     * Returns the public keys without their {@code kid}. A comparison of the results for two servers then also finds a
     * key that has a different {@code kid} at each server.
     */
    public Set<Map<String, JsonValue>> configuredPublicKeys() {
        Set<Map<String, JsonValue>> keys = new HashSet<>();
        for (ClientJwk key : configuredKeys.keys(Optional.empty(), problems(), problems(), new ArrayList<>())) {
            Map<String, JsonValue> members = new HashMap<>(key.jwk());
            members.remove("kid");
            keys.add(members);
        }
        return keys;
    }

    /**
     * A problem with a key that is not used for signing must not prevent a request; {@link #publishKeys} reports such a
     * problem.
     *
     * @param kid the {@code kid} that the caller passed for this signature. If it is present, the active key signs
     *     under this {@code kid}. If it is empty, the key schedule selects the key, which signs under its own
     *     {@code kid}
     * @param missing the list to which this method adds the settings that are missing for a signature
     */
    Optional<SigningKey> findSigningKey(Optional<String> kid, List<Setting> missing) {
        ConfigurationErrors problems = problems();
        ConfigurationErrors ignored = problems();
        List<ClientJwk> keys = loadKeys(Optional.empty(), problems, ignored, missing);
        if (kid.isPresent() && missing.remove(Setting.KID)) {
            keys = loadKeys(kid, problems, ignored, missing);
        }
        problems.throwIfAny();
        missing.retainAll(List.of(Setting.KID));
        Optional<ClientJwk> signer;
        if (kid.isPresent()) {
            signer = keys.stream().filter(key -> key.state() == KeyState.ACTIVE).findFirst();
        } else {
            signer = scheduler.selectSigner(keys);
            report(keys);
        }
        if (signer.isEmpty() && missing.isEmpty()) {
            missing.addAll(missingKey());
        }
        return signer.map(key -> key.signingKey(kid.orElse(key.kid())));
    }

    /**
     * Signs a text with the key that currently signs client assertions, and verifies the signature.
     *
     * @throws ConfigurationException if there is no key, or if the key cannot sign
     */
    public SigningKeyDescription requireSignature() {
        List<Setting> missing = new ArrayList<>();
        Optional<SigningKey> key = findSigningKey(Optional.empty(), missing);
        ConfigurationErrors.throwIfMissing(settings, missing);
        SigningKey signing = key.orElseThrow();
        ClientJwk jwk = requireNonNull(signing.jwk());
        try {
            jwk.requireMatchingSignature();
        } catch (UnusableKeyException unusable) {
            throw signingFailure(jwk, unusable);
        }
        return new SigningKeyDescription(signing.kid(), signing.algorithm(), jwk.jwk());
    }

    /**
     * Returns the published keys, the signing key first. Unlike {@link #publishKeys}, this method does not record a
     * request for the JWKS.
     */
    public List<PublishedKey> publishedKeys() {
        ConfigurationErrors ignored = problems();
        return scheduler.publish(loadKeys(Optional.empty(), ignored, ignored, new ArrayList<>()));
    }

    public List<Finding> rotationFindings() {
        ConfigurationErrors ignored = problems();
        return scheduler.findings(loadKeys(Optional.empty(), ignored, ignored, new ArrayList<>()), jwksFetched);
    }

    /**
     * Records a signature with one of the client's own keys. A signature with the key of a {@link CredentialOverride}
     * is not recorded. The event contains the {@code kid} of the assertion. A caller can pass a {@code kid} for one
     * request, so this {@code kid} may differ from the {@code kid} of the key.
     */
    void recordSignature(SigningKey used) {
        ClientJwk key = used.jwk();
        if (key == null) {
            return;
        }
        scheduler.onSigned(key);
        SigningKey previous = lastSigningKey.getAndSet(used);
        if (previous == null || !key.isSameAs(previous.jwk())) {
            audit.onKeyFirstUsed(used.kid(), previous == null ? null : previous.kid());
        }
    }

    ConfigurationException signingFailure(ClientJwk key, UnusableKeyException failure) {
        if (!keySourceKeys.keys().isEmpty()) {
            ConfigurationException exception = keySourceKeys.invalidKeySource(key.kid() + " is " + failure.reason());
            exception.initCause(failure);
            return exception;
        }
        ConfigurationErrors problems = problems();
        KeySlot slot = KeySlot.of(key.state());
        problems.unusable(
                settings.secrets().configuredSetting(slot), "the key " + key.kid() + " is " + failure.reason());
        return problems.toException().orElseThrow();
    }

    private List<ClientJwk> loadKeys(
            Optional<String> activeKid,
            ConfigurationErrors problemsOfActiveKey,
            ConfigurationErrors problemsOfOtherKeys,
            List<Setting> missing) {
        List<ClientJwk> keys = keySourceKeys.keys();
        return keys.isEmpty()
                ? configuredKeys.keys(activeKid, problemsOfActiveKey, problemsOfOtherKeys, missing)
                : keys;
    }

    /** Logs each finding only once. If a finding disappears and occurs again, it is logged again. */
    private List<Finding> report(List<ClientJwk> keys) {
        List<Finding> findings = scheduler.findings(keys, jwksFetched);
        for (Finding finding : findings) {
            if (reported.add(finding)) {
                LOG.log(Level.WARNING, finding.id() + " " + settings.name() + ": " + finding.message());
            }
        }
        reported.retainAll(findings);
        return findings;
    }

    private ConfigurationErrors problems() {
        return ConfigurationErrors.of(settings);
    }
}
