package io.safire.impl.credential;

import io.safire.impl.config.ServerSettings;
import io.safire.impl.config.Setting;
import io.safire.impl.message.Message;
import io.safire.impl.transport.HttpCalls.Repetition;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rotation between the current and the previous client secret. The current secret is sent first, until the server rejects it.
 * From then on the previous secret is sent first, so that no authorization code or refresh token is lost to a rejected secret.
 * Repeatable requests try the current secret again every five minutes.
 */
public final class SecretChoice {

    private static final Logger LOG = System.getLogger(SecretChoice.class.getName());
    private static final Duration UNTIL_TRIED_AGAIN = Duration.ofMinutes(5);

    private final ServerSettings settings;
    private final Clock clock;
    /** The reason to send the previous secret first; null while the current secret is sent first. */
    private final AtomicReference<@Nullable Preference> preference = new AtomicReference<>();

    /**
     * A preference for the previous secret of a pair.
     *
     * @param taken true if the server has accepted the previous secret, false if it has only rejected the current one
     * @param until the time from which repeatable requests try the current secret again
     */
    private record Preference(String pair, boolean taken, Instant until) {
        @Override
        public String toString() {
            return "PreviousSecretPreference[accepted=" + taken + ", until=" + until + "]";
        }
    }

    public SecretChoice(ServerSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Returns the authentication for one request.
     *
     * @param authentication creates the authentication parameters from one of the secrets
     */
    ClientProof proof(SecretPair pair, Repetition repetition, Function<String, Authentication> authentication) {
        boolean repeatable = repetition == Repetition.WHEN_PASSING;
        return new SecretProof(this, pair, authentication, repeatable, previousFirst(pair, repeatable));
    }

    /** Records that the server accepted the previous secret after it had rejected the current one. */
    void tookPreviousInstead(SecretPair pair) {
        Preference now = preferring(pair, true);
        Preference before = preference.getAndSet(now);
        if (before == null || !before.taken || !before.pair.equals(now.pair)) {
            reportPrevious();
        }
    }

    /** Records that the server accepted the previous secret. The current secret was not sent, so its state is unknown. */
    void tookPrevious(SecretPair pair) {
        Preference before = of(pair);
        if (before != null && !before.taken && preference.compareAndSet(before, preferring(pair, true))) {
            reportPrevious();
        }
    }

    void tookCurrent(SecretPair pair) {
        Preference before = of(pair);
        if (before != null && preference.compareAndSet(before, null) && before.taken) {
            LOG.log(
                    Level.INFO,
                    Message.CURRENT_SECRET_TAKEN.of(
                            settings.name(), key(Setting.CLIENT_SECRET), key(Setting.CLIENT_SECRET_PREVIOUS)));
        }
    }

    /** Records the rejection of a request that must not be repeated. The next request is sent with the other secret. */
    void refused(SecretPair pair, boolean previous) {
        Preference before = preference.get();
        boolean ofThis = before != null && before.pair.equals(pair.fingerprint());
        if (previous && ofThis) {
            preference.compareAndSet(before, null);
        } else if (!previous && !ofThis) {
            preference.compareAndSet(before, preferring(pair, false));
        }
    }

    String remark(boolean repeatable, boolean previous) {
        String current = key(Setting.CLIENT_SECRET);
        String former = key(Setting.CLIENT_SECRET_PREVIOUS);
        if (repeatable) {
            return Message.BOTH_SECRETS_REFUSED.text(current, former);
        }
        return previous
                ? Message.OTHER_SECRET_NEXT.text(former, current)
                : Message.OTHER_SECRET_NEXT.text(current, former);
    }

    private boolean previousFirst(SecretPair pair, boolean repeatable) {
        Preference known = of(pair);
        return known != null && (!repeatable || clock.instant().isBefore(known.until));
    }

    /** Returns the preference for this pair of secrets; null if either secret has changed since. */
    private @Nullable Preference of(SecretPair pair) {
        Preference known = preference.get();
        return known != null && known.pair.equals(pair.fingerprint()) ? known : null;
    }

    private Preference preferring(SecretPair pair, boolean taken) {
        return new Preference(pair.fingerprint(), taken, clock.instant().plus(UNTIL_TRIED_AGAIN));
    }

    private void reportPrevious() {
        LOG.log(
                Level.WARNING,
                Message.PREVIOUS_SECRET_TAKEN.of(
                        settings.name(),
                        key(Setting.CLIENT_SECRET),
                        key(Setting.CLIENT_SECRET_PREVIOUS),
                        key(Setting.CLIENT_SECRET)));
    }

    private String key(Setting setting) {
        return settings.key(setting);
    }
}
