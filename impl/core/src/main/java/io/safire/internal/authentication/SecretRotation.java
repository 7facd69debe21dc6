package io.safire.internal.authentication;

import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.http.HttpSender.RetryPolicy;
import io.safire.internal.message.Message;
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
 * From then on, the previous secret is sent first, so that no authorization code or refresh token is lost because of a
 * rejected secret. Repeatable requests try the current secret again every five minutes.
 */
public final class SecretRotation {

    private static final Logger LOG = System.getLogger(SecretRotation.class.getName());
    private static final Duration CURRENT_SECRET_RETRY_INTERVAL = Duration.ofMinutes(5);

    private final ServerSettings settings;
    private final Clock clock;
    /** The reason to send the previous secret first; null while the current secret is sent first. */
    private final AtomicReference<@Nullable PreviousSecretPreference> preference = new AtomicReference<>();

    /**
     * A preference for the previous secret of a pair.
     *
     * @param accepted true if the server has accepted the previous secret; false if it has only rejected the current
     *     secret
     * @param until the time from which repeatable requests try the current secret again
     */
    private record PreviousSecretPreference(String fingerprint, boolean accepted, Instant until) {
        @Override
        public String toString() {
            return "PreviousSecretPreference[accepted=" + accepted + ", until=" + until + "]";
        }
    }

    public SecretRotation(ServerSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Returns the authentication for one request.
     *
     * @param authentication creates the authentication parameters from one of the two secrets
     */
    ClientAuthentication authentication(
            SecretPair pair, RetryPolicy repetition, Function<String, AuthenticationParameters> authentication) {
        boolean repeatable = repetition == RetryPolicy.ON_TRANSIENT_FAILURE;
        return new RotatingSecretAuthentication(
                this, pair, authentication, repeatable, prefersPrevious(pair, repeatable));
    }

    /** Records that the server accepted the previous secret after it had rejected the current one. */
    void onPreviousAcceptedAfterRetry(SecretPair pair) {
        PreviousSecretPreference newPreference = createPreference(pair, true);
        PreviousSecretPreference oldPreference = preference.getAndSet(newPreference);
        if (oldPreference == null
                || !oldPreference.accepted
                || !oldPreference.fingerprint.equals(newPreference.fingerprint)) {
            logPreviousAccepted();
        }
    }

    /** Records that the server accepted the previous secret. The current secret was not sent, so its state is unknown. */
    void onPreviousAccepted(SecretPair pair) {
        PreviousSecretPreference oldPreference = findPreference(pair);
        if (oldPreference != null
                && !oldPreference.accepted
                && preference.compareAndSet(oldPreference, createPreference(pair, true))) {
            logPreviousAccepted();
        }
    }

    void onCurrentAccepted(SecretPair pair) {
        PreviousSecretPreference oldPreference = findPreference(pair);
        if (oldPreference != null && preference.compareAndSet(oldPreference, null) && oldPreference.accepted) {
            LOG.log(
                    Level.INFO,
                    Message.CURRENT_SECRET_ACCEPTED.format(
                            settings.name(), key(Setting.CLIENT_SECRET), key(Setting.CLIENT_SECRET_PREVIOUS)));
        }
    }

    /** Records the rejection of a request that must not be repeated. The next request is sent with the other secret. */
    void onRejected(SecretPair pair, boolean previous) {
        PreviousSecretPreference oldPreference = preference.get();
        boolean samePair = oldPreference != null && oldPreference.fingerprint.equals(pair.fingerprint());
        if (previous && samePair) {
            preference.compareAndSet(oldPreference, null);
        } else if (!previous && !samePair) {
            preference.compareAndSet(oldPreference, createPreference(pair, false));
        }
    }

    String hint(boolean repeatable, boolean previous) {
        String currentKey = key(Setting.CLIENT_SECRET);
        String previousKey = key(Setting.CLIENT_SECRET_PREVIOUS);
        if (repeatable) {
            return Message.BOTH_SECRETS_REJECTED.text(currentKey, previousKey);
        }
        return previous
                ? Message.OTHER_SECRET_NEXT.text(previousKey, currentKey)
                : Message.OTHER_SECRET_NEXT.text(currentKey, previousKey);
    }

    private boolean prefersPrevious(SecretPair pair, boolean repeatable) {
        PreviousSecretPreference found = findPreference(pair);
        return found != null && (!repeatable || clock.instant().isBefore(found.until));
    }

    /**
     * Returns the preference for this pair of secrets; null if either secret has changed since the preference was
     * recorded.
     */
    private @Nullable PreviousSecretPreference findPreference(SecretPair pair) {
        PreviousSecretPreference found = preference.get();
        return found != null && found.fingerprint.equals(pair.fingerprint()) ? found : null;
    }

    private PreviousSecretPreference createPreference(SecretPair pair, boolean accepted) {
        return new PreviousSecretPreference(
                pair.fingerprint(), accepted, clock.instant().plus(CURRENT_SECRET_RETRY_INTERVAL));
    }

    private void logPreviousAccepted() {
        LOG.log(
                Level.WARNING,
                Message.PREVIOUS_SECRET_ACCEPTED.format(
                        settings.name(),
                        key(Setting.CLIENT_SECRET),
                        key(Setting.CLIENT_SECRET_PREVIOUS),
                        key(Setting.CLIENT_SECRET)));
    }

    private String key(Setting setting) {
        return settings.key(setting);
    }
}
