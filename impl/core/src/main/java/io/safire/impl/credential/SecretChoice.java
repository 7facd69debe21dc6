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
 * Which of two secrets goes first. The current one, until the server has refused it; then the previous one, which is known to
 * work once the server has taken it, so that a code or a refresh token does not have to find that out. A request that may be
 * repeated tries the current one again after a while.
 */
public final class SecretChoice {

    private static final Logger LOG = System.getLogger(SecretChoice.class.getName());
    private static final Duration UNTIL_TRIED_AGAIN = Duration.ofMinutes(5);

    private final ServerSettings settings;
    private final Clock clock;
    /** The previous secret goes first; null while the current one does. */
    private final AtomicReference<@Nullable Preference> preference = new AtomicReference<>();

    /**
     * The previous secret of a pair goes first.
     *
     * @param taken whether the server has taken it, or has only refused the current one
     * @param until when a request that may be repeated tries the current one
     */
    private record Preference(String pair, boolean taken, Instant until) {
        @Override
        public String toString() {
            return "Preference[taken=" + taken + ", until=" + until + "]";
        }
    }

    public SecretChoice(ServerSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What a call authenticates with.
     *
     * @param authentication made of one of the secrets
     */
    ClientProof proof(SecretPair pair, Repetition repetition, Function<String, Authentication> authentication) {
        boolean repeatable = repetition == Repetition.WHEN_PASSING;
        return new SecretProof(this, pair, authentication, repeatable, previousFirst(pair, repeatable));
    }

    /** The previous secret was taken in the place of the current one, which was refused just before. */
    void tookPreviousInstead(SecretPair pair) {
        Preference now = preferring(pair, true);
        Preference before = preference.getAndSet(now);
        if (before == null || !before.taken || !before.pair.equals(now.pair)) {
            reportPrevious();
        }
    }

    /** The previous secret was taken. Whether the current one would have been is not known. */
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

    /** A request that may be sent once only was refused: the next one goes with the other secret. */
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

    /** A pair of which a text has changed is a new one. */
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
