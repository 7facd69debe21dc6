package io.safire.internal.authentication;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.safire.diagnosis.Finding;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.config.Setting;
import io.safire.internal.message.Message;
import io.safire.internal.text.Sha256;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rotation between the current and the previous client secret. The current secret is sent first, until the server
 * rejects it. From then on, the previous secret is sent first, so that a rejected secret does not consume an
 * authorization code or refresh token. Repeatable requests try the current secret again every five minutes.
 */
public final class SecretRotation {

    private static final Logger LOG = System.getLogger(SecretRotation.class.getName());
    private static final Duration CURRENT_SECRET_RETRY_INTERVAL = Duration.ofMinutes(5);

    private final ServerSettings settings;
    private final Clock clock;
    /** The reason to send the previous secret first; null while the current secret is sent first. */
    private @Nullable Preference preference;

    record SecretPair(ClientSecret current, ClientSecret previous) {
        /** Identifies the pair of secrets, so that the secrets themselves are not stored. */
        String fingerprint() {
            return HexFormat.of().formatHex(Sha256.hash((current.value() + '\0' + previous.value()).getBytes(UTF_8)));
        }
    }

    /**
     * A preference for the previous secret. It ends if one of the two secrets changes.
     *
     * @param accepted true if the server has accepted the previous secret; false if it has only rejected the current
     *     secret
     * @param until the time from which repeatable requests try the current secret again
     */
    private record Preference(String fingerprint, boolean accepted, Instant until) {}

    public SecretRotation(ServerSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param current the authentication with the current secret
     * @param previous the authentication with the previous secret
     * @param repeatable true if the request is sent again with the other secret after the server has rejected the first
     *     secret
     */
    ClientAuthentication authentication(
            SecretPair pair, ClientAuthentication current, ClientAuthentication previous, boolean repeatable) {
        return prefersPrevious(pair, repeatable)
                ? new Attempt(pair, previous, current, repeatable, true, false)
                : new Attempt(pair, current, previous, repeatable, false, false);
    }

    private synchronized boolean prefersPrevious(SecretPair pair, boolean repeatable) {
        Preference found = findPreference(pair);
        return found != null && (!repeatable || clock.instant().isBefore(found.until));
    }

    /**
     * Records that the server accepted a secret. If the server has accepted the previous secret before, and this
     * request contained only the previous secret, the preference is not prolonged. The server may accept the current
     * secret, too.
     */
    private synchronized void recordAccepted(Attempt attempt) {
        Preference found = findPreference(attempt.pair);
        boolean known = found != null && found.accepted;
        if (!attempt.usesPrevious) {
            preference = found == null ? preference : null;
            if (known) {
                log(Level.INFO, Message.CURRENT_SECRET_ACCEPTED);
            }
        } else if (attempt.isRetry || found != null && !known) {
            preference = createPreference(attempt.pair, true);
            if (!known) {
                log(Level.WARNING, Message.PREVIOUS_SECRET_ACCEPTED);
            }
        }
    }

    /**
     * Records that the server rejected a secret, and that the request must not be repeated. The next request is sent
     * with the other secret.
     */
    private synchronized void recordRejected(Attempt attempt) {
        boolean preferred = findPreference(attempt.pair) != null;
        if (preferred == attempt.usesPrevious) {
            preference = preferred ? null : createPreference(attempt.pair, false);
        }
    }

    private @Nullable Preference findPreference(SecretPair pair) {
        Preference found = preference;
        return found != null && found.fingerprint.equals(pair.fingerprint()) ? found : null;
    }

    private Preference createPreference(SecretPair pair, boolean accepted) {
        return new Preference(pair.fingerprint(), accepted, clock.instant().plus(CURRENT_SECRET_RETRY_INTERVAL));
    }

    private void log(Level level, Message message) {
        String current = settings.key(Setting.CLIENT_SECRET);
        LOG.log(level, message.format(settings.name(), current, settings.key(Setting.CLIENT_SECRET_PREVIOUS), current));
    }

    /**
     * The authentication with one of the two secrets. If the server rejects both secrets, no preference is recorded.
     */
    private final class Attempt extends ClientAuthentication {

        private final SecretPair pair;
        private final ClientAuthentication used;
        private final ClientAuthentication other;
        private final boolean repeatable;
        private final boolean usesPrevious;
        private final boolean isRetry;

        Attempt(
                SecretPair pair,
                ClientAuthentication used,
                ClientAuthentication other,
                boolean repeatable,
                boolean usesPrevious,
                boolean isRetry) {
            super(used.sent(), used);
            this.pair = pair;
            this.used = used;
            this.other = other;
            this.repeatable = repeatable;
            this.usesPrevious = usesPrevious;
            this.isRetry = isRetry;
        }

        @Override
        public void onAccepted() {
            recordAccepted(this);
        }

        @Override
        public Optional<ClientAuthentication> onRejected() {
            if (!repeatable) {
                recordRejected(this);
            }
            return repeatable && !isRetry
                    ? Optional.of(new Attempt(pair, other, used, true, !usesPrevious, true))
                    : Optional.empty();
        }

        @Override
        public boolean usesCurrentCredential() {
            return !usesPrevious;
        }

        @Override
        public Optional<Finding> hint() {
            return Optional.of(
                    repeatable
                            ? Message.BOTH_SECRETS_REJECTED.finding(pair.current.source(), pair.previous.source())
                            : Message.OTHER_SECRET_NEXT.finding(
                                    sent().source(), other.sent().source()));
        }
    }
}
