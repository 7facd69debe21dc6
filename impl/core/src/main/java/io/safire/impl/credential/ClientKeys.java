package io.safire.impl.credential;

import io.safire.Finding;
import io.safire.impl.config.KeySlot;
import io.safire.impl.config.Problems;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.event.Audit;
import io.safire.key.PublicKeys;
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

    private static final Logger LOG = System.getLogger(ClientKeys.class.getName());

    private final ServerSettings settings;
    private final SuppliedKeys supplied;
    private final ConfiguredKeys configured;
    private final KeyRing ring;
    private final Set<Finding> reported = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable KnownKey> last = new AtomicReference<>();
    private final Audit audit;
    private volatile boolean fetched;

    public ClientKeys(ServerSettings settings, KeySource source, Clock clock, Audit audit) {
        this.settings = settings;
        this.supplied = new SuppliedKeys(settings, source);
        this.configured = new ConfiguredKeys(settings);
        this.ring = new KeyRing(settings, clock);
        this.audit = audit;
        this.fetched = settings.assertion().jwksUrl() != null;
    }

    /**
     * Returns the public keys of the client.
     *
     * @throws io.safire.error.ConfigurationException if the client has no key, or if a key cannot be used
     */
    public PublicKeys published() {
        Problems problems = problems();
        List<Setting> missing = new ArrayList<>();
        List<KnownKey> named = named(problems, problems, missing);
        if (named.isEmpty() && missing.isEmpty()) {
            missing.add(Setting.PRIVATE_KEY);
        }
        if (!missing.isEmpty()) {
            problems.missing(missing);
        }
        problems.throwIfAny();
        fetched = true;
        Rota rota = rota(named);
        return new PublicKeys(rota.published(), settings.assertion().keys().cache(), rota.findings());
    }

    /** Validates the configured keys without signing. */
    public void check(Problems problems) {
        List<Setting> missing = new ArrayList<>();
        configured.keys(problems, problems, missing);
        missing.remove(Setting.KID); // only the signing key requires a kid, and signing reports it
        if (!missing.isEmpty()) {
            problems.missing(missing);
        }
    }

    /** Returns the configured public keys without their {@code kid}, for comparison with the keys of other servers. */
    public Set<Map<String, JsonValue>> configuredPublicKeys() {
        Set<Map<String, JsonValue>> keys = new HashSet<>();
        for (KnownKey known : configured.keys(problems(), problems(), new ArrayList<>())) {
            Map<String, JsonValue> members = new HashMap<>(known.jwk());
            members.remove("kid");
            keys.add(members);
        }
        return keys;
    }

    /**
     * Returns the key that signs now. A problem with a key that does not sign must not prevent a request; {@link #published}
     * reports it.
     *
     * @param missing receives the missing settings without which no key can sign
     */
    Optional<KnownKey> signer(List<Setting> missing) {
        Problems problems = problems();
        List<KnownKey> named = named(problems, problems(), missing);
        problems.throwIfAny();
        missing.retainAll(List.of(Setting.KID));
        Optional<KnownKey> signer = rota(named).signer();
        if (signer.isEmpty() && missing.isEmpty()) {
            missing.add(Setting.PRIVATE_KEY);
            if (settings.secrets().kid(KeySlot.ACTIVE).isEmpty()) {
                missing.add(Setting.KID);
            }
        }
        return signer;
    }

    void signed(KnownKey key) {
        ring.signed(key);
        KnownKey former = last.getAndSet(key);
        if (former == null || !former.jwk().equals(key.jwk())) {
            audit.keyUsed(key.kid(), former == null ? null : former.kid());
        }
    }

    private List<KnownKey> named(Problems ofActive, Problems ofOthers, List<Setting> missing) {
        List<KnownKey> keys = supplied.keys();
        return keys.isEmpty() ? configured.keys(ofActive, ofOthers, missing) : keys;
    }

    /** Logs each finding once. A finding that disappears and returns is logged again. */
    private Rota rota(List<KnownKey> named) {
        Rota rota = ring.rota(named, fetched);
        rota.findings().stream().filter(reported::add).forEach(finding -> LOG.log(Level.WARNING, finding.message()));
        reported.retainAll(rota.findings());
        return rota;
    }

    private Problems problems() {
        return new Problems(settings.name(), settings.prefix());
    }
}
