package io.safire.impl.credential;

import io.safire.Finding;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.key.KeyState;
import io.safire.key.PublishedKey;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Scheduler that decides which key signs and which keys are published. The active key signs as soon as it has been published
 * for the publication time; until then a retiring key with a private part signs. A key that is removed from the configuration
 * stays published until its last assertion has expired.
 */
final class KeyRing {

    /** The maximum clock difference between client and server. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final ServerSettings settings;
    private final Clock clock;
    private final Map<JsonObject, Instant> seen = new HashMap<>();
    private final Map<JsonObject, Signed> signed = new LinkedHashMap<>();
    private @Nullable JsonObject first;
    private @Nullable Settled settled;

    /** The last signature of a key, without the private key. */
    private record Signed(String kid, Instant last) {}

    /**
     * A schedule that stays valid until the configured keys change: no key is waiting for its publication time, and no removed
     * key is still published.
     */
    private record Settled(List<KnownKey> named, boolean fetched, Rota rota) {}

    KeyRing(ServerSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Returns the schedule for the current keys.
     *
     * @param fetched whether servers fetch the JWKS from the client, instead of having it registered by value
     */
    synchronized Rota rota(List<KnownKey> named, boolean fetched) {
        Settled last = settled;
        if (last != null && last.fetched == fetched && last.named.equals(named)) {
            return last.rota;
        }
        Rota rota = made(named, fetched);
        boolean stays = rota.findings().isEmpty() && rota.published().size() == named.size();
        settled = stays ? new Settled(named, fetched, rota) : null;
        return rota;
    }

    private Rota made(List<KnownKey> named, boolean fetched) {
        Instant now = clock.instant();
        forget(named, now);
        named.forEach(key -> seen.putIfAbsent(key.jwk(), now));
        Optional<KnownKey> active = in(KeyState.ACTIVE, named);
        if (first == null) {
            first = active.map(KnownKey::jwk).orElse(null);
        }
        Optional<KnownKey> former = in(KeyState.RETIRING, named).filter(KnownKey::canSign);
        Optional<KnownKey> tooNew = active.filter(key -> now.isBefore(ready(key)));
        Optional<KnownKey> signer = tooNew.isPresent() && former.isPresent() ? former : active;
        List<Finding> findings = new ArrayList<>();
        tooNew.ifPresent(
                key -> former.ifPresentOrElse(other -> findings.add(waits(key, other)), () -> hasty(key, fetched)
                        .ifPresent(findings::add)));
        List<PublishedKey> published = new ArrayList<>();
        named.forEach(key -> published.add(published(key, signer)));
        addDropped(named, published, findings);
        published.sort(Comparator.comparing(key -> key.state() != KeyState.ACTIVE));
        return new Rota(signer, published, findings);
    }

    /** Records that a key has signed now. */
    synchronized void signed(KnownKey key) {
        signed.put(key.jwk(), new Signed(key.kid(), clock.instant()));
        if (settled != null && !settled.named.contains(key)) {
            settled = null;
        }
    }

    private void forget(List<KnownKey> named, Instant now) {
        Set<JsonObject> current = named.stream().map(KnownKey::jwk).collect(Collectors.toSet());
        signed.entrySet().removeIf(entry -> !current.contains(entry.getKey()) && !now.isBefore(end(entry.getValue())));
        seen.keySet().removeIf(key -> !current.contains(key) && !signed.containsKey(key));
    }

    private PublishedKey published(KnownKey key, Optional<KnownKey> signer) {
        boolean signs = signer.filter(key::equals).isPresent();
        KeyState other = key.state() == KeyState.ACTIVE ? KeyState.NEXT : key.state();
        return new PublishedKey(key.jwk(), signs ? KeyState.ACTIVE : other, since(key));
    }

    private void addDropped(List<KnownKey> named, List<PublishedKey> published, List<Finding> findings) {
        Set<JsonObject> current = named.stream().map(KnownKey::jwk).collect(Collectors.toSet());
        Set<String> kids = named.stream().map(KnownKey::kid).collect(Collectors.toSet());
        signed.forEach((jwk, entry) -> {
            if (current.contains(jwk)) {
                return;
            }
            if (kids.contains(entry.kid())) {
                findings.add(finding("kid", Message.KID_REUSED, entry.kid(), settings.key(Setting.KID)));
            } else if (kids.add(entry.kid())) {
                published.add(new PublishedKey(jwk, KeyState.RETIRING, seen.getOrDefault(jwk, entry.last())));
                findings.add(finding(
                        "retiring_key",
                        Message.KEY_DROPPED,
                        entry.kid(),
                        entry.last(),
                        end(entry),
                        settings.key(Setting.RETIRING_KEY)));
            }
        });
    }

    private Finding waits(KnownKey key, KnownKey former) {
        return finding(
                "private_key",
                Message.FORMER_KEY_SIGNS,
                former.kid(),
                ready(key),
                key.kid(),
                since(key),
                settings.key(Setting.PRIVATE_KEY_PUBLISHED_SINCE));
    }

    /**
     * Returns a finding if the key signs before servers can have fetched it. The first key of a process is not reported,
     * because its publication time is unknown.
     */
    private Optional<Finding> hasty(KnownKey key, boolean fetched) {
        return !fetched || key.jwk().equals(first)
                ? Optional.empty()
                : Optional.of(finding(
                        "private_key",
                        Message.NEW_KEY_SIGNS,
                        key.kid(),
                        since(key),
                        ready(key),
                        settings.key(Setting.RETIRING_KEY)));
    }

    private Finding finding(String member, Message message, Object... arguments) {
        return new Finding(member, message.of(settings.name(), arguments));
    }

    private Instant since(KnownKey key) {
        return key.key().publishedSince().orElseGet(() -> seen.getOrDefault(key.jwk(), clock.instant()));
    }

    /** Returns the time from which all servers have fetched a JWKS with this key. */
    private Instant ready(KnownKey key) {
        return since(key).plus(settings.assertion().keys().publicationTime());
    }

    private Instant end(Signed key) {
        return key.last().plus(settings.assertion().lifetime()).plus(MARGIN);
    }

    private static Optional<KnownKey> in(KeyState state, List<KnownKey> keys) {
        return keys.stream().filter(key -> key.state() == state).findFirst();
    }
}
